import type { Verb } from '../../change/catalogue';
import { madeHow } from './drafts';
import { edited } from './families';
import { say } from './pieces';
import { askedFirst, deed, type Forms, form, type Word } from './telling';
import { namedAs, ofParent, self, thing } from './things';

/** What any operation can be told by: its verb, and the thing with what it is a part of or tied to. */
export const generic: Word = (t) => {
  const { verb, mentions } = t.change;
  if (verb === 'update' || verb === 'change') return edited(t);
  const tie = TIES[verb];
  if (tie === undefined) {
    const { pieces, tells } = verb === 'create' ? madeHow(t) : NOTHING_MORE;
    return deed(tells, form(t, VERB_FORMS[verb]), ' ', self(t), ofParent(t), pieces);
  }
  const parent = namedAs(
    t,
    mentions.find((mention) => mention.parent),
  );
  if (parent !== undefined) return deed([], form(t, tie.toParent), ' ', self(t), ` ${tie.intoParent} `, thing(parent));
  const other = namedAs(t, mentions[0]);
  return deed([], form(t, VERB_FORMS[verb]), ' ', self(t), other && say(` ${tie.between} `, thing(other)));
};

const NOTHING_MORE = { pieces: [], tells: [] } as const;

/** A call that the catalogue does not have: its name is all that is known of what it does. */
export const unknown: Word = (t) => {
  const { change, related } = t;
  const names = askedFirst(t, related).slice(0, 3).map(thing);
  const naming =
    names.length === 0 ? [] : say(', naming ', ...names.flatMap((name, at) => (at === 0 ? [name] : [', ', name])));
  return deed(
    change.set.map(({ field }) => field),
    form(t, ['called', 'call']),
    ' ',
    [{ name: change.eventName }],
    ', a kind of change that is not in our catalogue',
    naming,
  );
};

/** Verbs that say all there is to say of a thing: no operation with one of them needs words of its own. */
export const TELLING_VERBS: ReadonlySet<Verb> = new Set<Verb>(['create', 'delete', 'release', 'build']);

const VERB_FORMS: Readonly<Record<Verb, Forms>> = {
  create: ['created', 'create'],
  update: ['changed', 'change'],
  delete: ['deleted', 'delete'],
  associate: ['associated', 'associate'],
  disassociate: ['disassociated', 'disassociate'],
  claim: ['claimed', 'claim'],
  release: ['released', 'release'],
  import: ['imported', 'import'],
  replicate: ['replicated', 'replicate'],
  activate: ['activated', 'activate'],
  deactivate: ['deactivated', 'deactivate'],
  put: ['created or changed', 'create or change'],
  tag: ['tagged', 'tag'],
  untag: ['removed tags from', 'remove tags from'],
  build: ['built', 'build'],
  start: ['started', 'start'],
  stop: ['stopped', 'stop'],
  access: ['asked for emergency access to', 'ask for emergency access to'],
  change: ['changed', 'change'],
};

/** Verbs that tie two things: a part is added to its whole, equals are associated with each other. */
const TIES: Partial<Readonly<Record<Verb, Tie>>> = {
  associate: { toParent: ['added', 'add'], intoParent: 'to', between: 'with' },
  disassociate: { toParent: ['removed', 'remove'], intoParent: 'from', between: 'from' },
};
interface Tie {
  readonly toParent: Forms;
  readonly intoParent: string;
  readonly between: string;
}
