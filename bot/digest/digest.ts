import type { AnsweredChange, NamedResource } from '../answer/answer';
import type { Coverage } from '../answer/coverage';
import { isByPerson, isWorthALook } from '../answer/judge';
import { type Line, type LinePiece, line, type Message, quiet, words } from '../answer/message';
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

/** Two lines of heading, seven worth a look, five of the rest, one at the end. */
const MOST_WORTH_A_LOOK = 6;
const MOST_PIPELINES = 3;
const MOST_TYPES = 8;
const MOST_INSTANCES = 4;

/** A digest in at most 15 lines, whatever happened. `zone` is the channel's, an IANA name. */
export const messageOfDigest = (digest: Digest, zone: string): Message => {
  const { coverage, byPeople, pipelines, failed } = digest;
  const total = byPeople + changesOf(pipelines);
  if (total === 0 && failed === 0) return { lines: [quietLine(coverage, zone)], buttons: [] };
  return {
    lines: [
      line(
        'heading',
        'Amazon Connect, since ',
        ...sincePieces(coverage),
        ` (${zone})`,
        ...instancePieces(digest.instances),
      ),
      line('detail', countLine(digest, total)),
      ...worthLines(digest),
      ...restLines(digest),
      line('edge', ...edgePieces(coverage)),
    ],
    buttons: [],
  };
};

const quietLine = (coverage: Coverage, zone: string): Line =>
  line(
    'note',
    `Amazon Connect: ${coverage.complete ? 'nothing changed' : 'no change was found in what could be read'} since `,
    ...sincePieces(coverage),
    ` (${zone}). `,
    ...edgePieces(coverage),
  );

const sincePieces = ({ from }: Coverage): readonly LinePiece[] => [
  from === undefined ? words('the beginning') : { time: from, as: 'moment' },
];

const instancePieces = (instances: readonly string[]): readonly LinePiece[] => {
  const more = instances.length - MOST_INSTANCES;
  const shown = instances.slice(0, MOST_INSTANCES);
  return [
    ...shown.flatMap((name, at): readonly LinePiece[] => [words(at === 0 ? ' · ' : ', '), quiet(name)]),
    ...(more > 0 ? [words(` and ${more} more`)] : []),
  ];
};

const changesOf = (counted: readonly { readonly changes: number }[]): number =>
  counted.reduce((sum, { changes }) => sum + changes, 0);

/** All of them, or one fewer than fit and the others: "1 more" would take the line of that one. */
const upTo = <T>(most: number, items: readonly T[]): readonly [shown: readonly T[], others: readonly T[]] => {
  const shown = items.length <= most ? most : most - 1;
  return [items.slice(0, shown), items.slice(shown)];
};

const countLine = ({ byPeople, pipelines, failed }: Digest, total: number): string => {
  const people = byPeople === 0 ? [] : [`${byPeople} by people`];
  const count = pipelines.length === 1 ? '1 pipeline' : `${pipelines.length} pipelines`;
  const by = [...people, ...(pipelines.length === 0 ? [] : [`${changesOf(pipelines)} by ${count}`])].join(', ');
  const attempts = failed === 0 ? '' : ` · ${failed === 1 ? '1 attempt' : `${failed} attempts`} failed`;
  return `${total === 1 ? '1 change' : `${total} changes`}${by === '' ? '' : `: ${by}`}${attempts}`;
};

const worthLines = ({ worthALook }: Digest): readonly Line[] => {
  if (worthALook.length === 0) return [];
  const [shown, others] = upTo(MOST_WORTH_A_LOOK, worthALook);
  return [
    line('heading', 'Worth a look'),
    ...shown.map(({ change, sentence, resource }) =>
      line('item', { time: change.time, as: 'moment' }, '  ', ...sentence, ...instancePieces(nameOfInstance(resource))),
    ),
    ...(others.length > 0 ? [line('item', `and ${others.length} more`)] : []),
  ];
};

const restLines = ({ rest, pipelines }: Digest): readonly Line[] => {
  const [shown, others] = upTo(MOST_PIPELINES, pipelines);
  const lines = [
    ...(rest.length === 0 ? [] : [line('item', `By people: ${peopleWords(rest)}`)]),
    ...shown.map(({ label, via, changes }) => line('item', quiet(label), ` ${via}: ${changes}`)),
    ...(others.length > 0 ? [line('item', `Other pipelines: ${changesOf(others)}`)] : []),
  ];
  return lines.length === 0 ? [] : [line('heading', 'The rest'), ...lines];
};

/** "queues 7 · flows 38 (on 9)" */
const peopleWords = (rest: Digest['rest']): string => {
  const [shown, others] = upTo(MOST_TYPES, rest);
  return [
    ...shown.map(
      ({ type, changes, things }) => `${pluralOf(type)} ${changes}${things === changes ? '' : ` (on ${things})`}`,
    ),
    ...(others.length > 0 ? [`others ${changesOf(others)}`] : []),
  ].join(' · ');
};

const edgePieces = ({ to, complete, notes }: Coverage): readonly LinePiece[] => {
  const partial = notes.filter((note) => note.startsWith('Partial')).join(' ');
  return [
    words(complete ? 'Complete' : `PARTIAL${partial === '' ? '' : ` (${partial})`}`),
    ...(to === undefined ? [] : [words(' to '), { time: to, as: 'moment' as const }]),
    words('; what changes later is in the next digest.'),
  ];
};
