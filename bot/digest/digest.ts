import type { AnsweredChange, NamedResource } from '../answer/answer';
import type { Coverage } from '../answer/coverage';
import { isByPerson, isWorthALook } from '../answer/judge';
import { type Line, type LinePiece, line, type Message, words } from '../answer/message';
import { VIA_WORDS } from '../answer/wording';
import type { ResourceType } from '../change/catalogue';
import { pluralOf } from '../change/resource-types';

/** A period's changes, grouped for a channel (not CloudTrail's digest files, which are integrity hashes). */
export interface Digest {
  readonly coverage: Coverage;
  /** Where it happened: aliases or ids of the instances. */
  readonly instances: readonly string[];
  readonly byPeople: number;
  readonly pipelines: readonly { readonly label: string; readonly via: string; readonly changes: number }[];
  readonly failed: number;
  readonly worthALook: readonly AnsweredChange[];
  /** The people's other changes, by type of resource. */
  readonly rest: readonly { readonly type: ResourceType; readonly changes: number; readonly things: number }[];
}

/** Groups changes, newest first; nothing is dropped: every change is counted in exactly one of people and pipelines. */
export const digestOf = (changes: readonly AnsweredChange[], coverage: Coverage): Digest => {
  const done = changes.filter(({ change }) => change.outcome.kind === 'succeeded');
  const people = done.filter(({ change }) => isByPerson(change));
  const worthALook = done.filter(({ change }) => isWorthALook(change));
  const told = new Set(worthALook.map(({ change }) => change.eventId));
  return {
    coverage,
    instances: distinct(changes.flatMap(({ resource }) => nameOfInstance(resource))),
    byPeople: people.length,
    pipelines: pipelinesOf(done.filter(({ change }) => !isByPerson(change))),
    failed: changes.length - done.length,
    worthALook,
    rest: byType(people.filter(({ change }) => !told.has(change.eventId))),
  };
};

const distinct = <T>(items: readonly T[]): readonly T[] => [...new Set(items)];

const nameOfInstance = ({ ref }: NamedResource): readonly string[] =>
  ref.instance === undefined ? [] : [ref.instance.alias ?? ref.instance.id];

/** A pipeline is a role (whatever its sessions) or a service, with how it acted. */
const pipelinesOf = (changes: readonly AnsweredChange[]): Digest['pipelines'] => {
  const counts = new Map<string, { label: string; via: string; changes: number }>();
  for (const { change, actor } of changes) {
    const label = change.actor.kind === 'role session' ? change.actor.role : actor.label;
    const known = counts.get(`${label}|${change.via}`) ?? { label, via: VIA_WORDS[change.via], changes: 0 };
    counts.set(`${label}|${change.via}`, { ...known, changes: known.changes + 1 });
  }
  return [...counts.values()].sort((a, b) => b.changes - a.changes);
};

const byType = (changes: readonly AnsweredChange[]): Digest['rest'] => {
  const types = distinct(changes.map(({ change }) => change.resource.type));
  return types
    .map((type) => {
      const ofType = changes.filter(({ change }) => change.resource.type === type);
      return { type, changes: ofType.length, things: distinct(ofType.map(({ change }) => change.resource.id)).length };
    })
    .sort((a, b) => b.changes - a.changes);
};

const MOST_WORTH_A_LOOK = 6;
const MOST_PIPELINES = 3;

/** A digest in at most 15 lines, whatever happened. `zone` is the channel's, an IANA name. */
export const messageOfDigest = (digest: Digest, zone: string): Message => {
  const { coverage } = digest;
  const total = digest.byPeople + digest.pipelines.reduce((sum, { changes }) => sum + changes, 0);
  const since: readonly LinePiece[] =
    coverage.from === undefined ? [] : [words(', since '), { time: coverage.from, as: 'moment' }];
  const head = line('heading', 'Amazon Connect', ...since, ` (${zone})`, ...instancePieces(digest.instances));
  const edge = edgeOf(coverage);
  if (total === 0 && digest.failed === 0)
    return { lines: [head, line('detail', 'Nothing changed.'), edge], buttons: [] };
  return {
    lines: [head, line('detail', countLine(digest, total)), ...worthLines(digest), ...restLines(digest), edge],
    buttons: [],
  };
};

const instancePieces = (instances: readonly string[]): readonly LinePiece[] =>
  instances.slice(0, 4).flatMap((name, at): readonly LinePiece[] => [words(at === 0 ? ' · ' : ', '), { name }]);

const countLine = ({ byPeople, pipelines, failed }: Digest, total: number): string => {
  const machines = pipelines.reduce((sum, { changes }) => sum + changes, 0);
  const by = `${byPeople} by people, ${machines} by ${pipelines.length === 1 ? '1 pipeline' : `${pipelines.length} pipelines`}`;
  const attempts = failed === 0 ? '' : ` · ${failed === 1 ? '1 attempt' : `${failed} attempts`} failed`;
  return `${total === 1 ? '1 change' : `${total} changes`}: ${by}${attempts}`;
};

const worthLines = ({ worthALook }: Digest): readonly Line[] => {
  if (worthALook.length === 0) return [];
  const shown = worthALook.slice(0, MOST_WORTH_A_LOOK);
  const more = worthALook.length - shown.length;
  return [
    line('heading', 'Worth a look'),
    ...shown.map(({ change, sentence, resource }) =>
      line('item', { time: change.time, as: 'moment' }, '  ', ...sentence, ...instancePieces(nameOfInstance(resource))),
    ),
    ...(more > 0 ? [line('item', `and ${more} more`)] : []),
  ];
};

const restLines = ({ rest, pipelines }: Digest): readonly Line[] => {
  const people = rest
    .map(({ type, changes, things }) => `${pluralOf(type)} ${changes}${things === changes ? '' : ` (on ${things})`}`)
    .join(' · ');
  const shown = pipelines.slice(0, MOST_PIPELINES);
  const more = pipelines.slice(MOST_PIPELINES).reduce((sum, { changes }) => sum + changes, 0);
  const lines = [
    ...(people === '' ? [] : [line('item', `By people: ${people}`)]),
    ...shown.map(({ label, via, changes }) => line('item', { name: label }, ` ${via}: ${changes}`)),
    ...(more > 0 ? [line('item', `Other pipelines: ${more}`)] : []),
  ];
  return lines.length === 0 ? [] : [line('heading', 'The rest'), ...lines];
};

const edgeOf = ({ to, complete, notes }: Coverage): Line =>
  line(
    'edge',
    ...(complete
      ? ['Complete']
      : [
          'PARTIAL',
          ...notes
            .filter((note) => note.startsWith('Partial'))
            .slice(0, 1)
            .map((note) => ` (${note})`),
        ]),
    ...(to === undefined ? [] : [words(' to '), { time: to, as: 'moment' as const }]),
    '; what arrives later is in the next digest.',
  );
