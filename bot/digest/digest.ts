import type { Acts } from '../actor/actor';
import { actorKey } from '../answer/actor-id';
import type { AnsweredChange, NamedResource } from '../answer/answer';
import type { Coverage } from '../answer/coverage';
import { cutReasons, onlyLacks, standingNotes } from '../answer/edge-lines';
import { groupSaves, type Save } from '../answer/group-saves';
import { isWorthALook } from '../answer/judge';
import { type Line, type LinePiece, line, type Message, quiet, words } from '../answer/message';
import { formatMoment } from '../answer/moments';
import { collapseAlike } from '../answer/nearby-lines';
import { VIA_WORDS } from '../answer/wording/via';
import type { ResourceType } from '../change/catalogue';
import { sameResource } from '../change/resource';
import { pluralOf } from '../change/resource-types';
import { phrases } from '../words/words';
import { localDay } from './due';

/** A period's changes, grouped for a channel (not CloudTrail's digest files, which are integrity hashes). */
export interface Digest {
  readonly coverage: Coverage;
  /** Where it happened: aliases or ids of the instances. */
  readonly instances: readonly string[];
  readonly byPeople: number;
  /** By people or by pipelines: the records do not tell. */
  readonly byEither: readonly { readonly label: string; readonly via: string; readonly changes: number }[];
  readonly pipelines: readonly { readonly label: string; readonly via: string; readonly changes: number }[];
  readonly failed: number;
  /** One click of Save is one entry. */
  readonly worthALook: readonly Save[];
  /** The people's other changes, by type of resource. */
  readonly rest: readonly { readonly type: ResourceType; readonly changes: number; readonly things: number }[];
}

/** Groups changes, newest first; nothing is dropped: every change is counted in exactly one of people, pipelines, and either. */
export const digestOf = (changes: readonly AnsweredChange[], coverage: Coverage): Digest => {
  const done = changes.filter(({ change }) => change.outcome.kind === 'succeeded');
  const people = done.filter(({ change }) => change.acts === 'person');
  const worth = done.filter(({ change, actor }) => isWorthALook(change, actor));
  const told = new Set(worth.map(({ change }) => change.eventId));
  return {
    coverage,
    instances: distinct(changes.flatMap(({ resource }) => nameOfInstance(resource))),
    byPeople: people.length,
    byEither: pipelinesOf(done.filter(({ change }) => change.acts === 'unknown')),
    pipelines: pipelinesOf(done.filter(({ change }) => change.acts === 'pipeline')),
    failed: changes.length - done.length,
    worthALook: groupSaves(worth),
    rest: byType(people.filter(({ change }) => !told.has(change.eventId))),
  };
};

const distinct = <T>(items: readonly T[]): readonly T[] => [...new Set(items)];

const nameOfInstance = ({ ref }: NamedResource): readonly string[] =>
  ref.instance === undefined ? [] : [ref.instance.alias ?? ref.instance.id];

/** A pipeline is a role (whatever its sessions) or a service, with how it acted. */
export const pipelineOf = ({ change, actor }: AnsweredChange): { readonly label: string; readonly via: string } => ({
  label: change.actor.kind === 'role session' ? change.actor.role : actor.label,
  via: VIA_WORDS[change.via],
});

const pipelinesOf = (changes: readonly AnsweredChange[]): Digest['pipelines'] => {
  const counts = new Map<string, Digest['pipelines'][number]>();
  for (const answered of changes) {
    const { label, via } = pipelineOf(answered);
    const known = counts.get(`${label}|${via}`)?.changes ?? 0;
    counts.set(`${label}|${via}`, { label, via, changes: known + 1 });
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

const MOST_LINES = 15;
/** Heading, counts, the heading over what is worth a look, and the end. */
const LINES_BESIDES = 4;
const MOST_PIPELINES = 3;
const MOST_TYPES = 8;
const MOST_INSTANCES = 4;

/** How a digest is told. */
export interface DigestTelling {
  /** The channel's zone, an IANA name: all of its times are told in it, whoever reads them where. */
  readonly zone: string;
  readonly now: Date;
  /** The qualifiers that narrowed it, as typed. */
  readonly filters?: string;
  /** Asked for between two digests: the next one tells all of it again. */
  readonly isBetween?: true;
  /** Sentences for its last line. */
  readonly notes?: readonly string[];
}

/** A digest in at most 15 lines, whatever happened. */
export const messageOfDigest = (digest: Digest, telling: DigestTelling): Message => {
  const { coverage, byPeople, byEither, pipelines, instances } = digest;
  const total = byPeople + changesOf(byEither) + changesOf(pipelines);
  if (isEmpty(digest)) return { lines: [quietLine(coverage, telling)], buttons: [] };
  const rest = restLines(digest);
  return {
    lines: [
      line(
        'heading',
        ...phrases.digestMessage.title({
          ...{ since: sinceWords(coverage, telling), zone: telling.zone, filters: telling.filters ?? '' },
          ...{ instances: instances.slice(0, MOST_INSTANCES), more: instances.length - MOST_INSTANCES },
        }),
      ),
      line('detail', countWords(digest, total)),
      ...worthLines(digest, MOST_LINES - LINES_BESIDES - rest.length, telling),
      ...rest,
      line('edge', edgeWords(coverage, telling)),
    ],
    buttons: [],
  };
};

/** Nothing changed, and nobody tried to. */
export const isEmpty = ({ byPeople, byEither, pipelines, failed }: Digest): boolean =>
  byPeople === 0 && byEither.length === 0 && pipelines.length === 0 && failed === 0;

const quietLine = (coverage: Coverage, telling: DigestTelling): Line =>
  line(
    'note',
    ...phrases.digestMessage.quiet({
      ...{
        shown: coverage.complete ? 'complete' : onlyLacks(coverage) ? 'all but' : 'cut',
        since: sinceWords(coverage, telling),
        zone: telling.zone,
      },
      ...{ filters: telling.filters ?? '', edge: edgeWords(coverage, telling) },
    }),
  );

const inZone = (time: string, { zone, now }: DigestTelling): string => formatMoment({ time, as: 'moment' }, zone, now);

const sinceWords = ({ from }: Coverage, telling: DigestTelling): string | undefined =>
  from === undefined ? undefined : inZone(from, telling);

/** When something happened in a digest: within one day of the channel's calendar the time of day says it. */
export const timeInDigest = (time: string, { from, to }: Coverage, telling: DigestTelling): string => {
  const dayOf = (at: string): string => localDay(new Date(at), telling.zone);
  const isOneDay = from !== undefined && to !== undefined && dayOf(from) === dayOf(to);
  return isOneDay ? inZone(time, telling).slice(-'09:00'.length) : inZone(time, telling);
};

const changesOf = (counted: readonly { readonly changes: number }[]): number =>
  counted.reduce((sum, { changes }) => sum + changes, 0);

/** All of them, or one fewer than fit and the others: "1 more" would take the line of that one. */
const upTo = <T>(most: number, items: readonly T[]): readonly [shown: readonly T[], others: readonly T[]] => {
  const shown = items.length <= most ? most : most - 1;
  return [items.slice(0, shown), items.slice(shown)];
};

const countWords = ({ byPeople: people, byEither, pipelines, failed }: Digest, total: number): string =>
  phrases.digestMessage.counts({
    ...{ total, people, failed, either: changesOf(byEither) },
    ...{ pipelines: pipelines.length, byPipelines: changesOf(pipelines) },
  });

/** One line of what is worth a look: a Save, or the same deed on many things. */
interface Worth {
  readonly newest: AnsweredChange;
  readonly pieces: readonly LinePiece[];
  readonly changes: number;
}

/** What else a Save did, before it is only counted. */
const MOST_DEEDS = 2;

const worthOf = (all: readonly Save[]): readonly Worth[] => {
  const saves = togetherOf(all);
  const single = saves.filter(({ others }) => others.length === 0).map(({ lead }) => lead);
  const several = saves.filter(({ others }) => others.length > 0);
  return [...collapseAlike(single).map(ofAlike), ...several.map(ofSave)].sort(newestFirst);
};

const TOGETHER_MS = 10 * 60_000;

/** What one actor did to one thing within ten minutes is one entry, if not one Save. */
const togetherOf = (saves: readonly Save[]): readonly Save[] => {
  const entries: Save[] = [];
  for (const save of saves) {
    const at = entries.findIndex(({ lead }) => isAlike(lead, save.lead));
    const entry = entries[at];
    if (entry === undefined) entries.push(save);
    else entries[at] = { lead: entry.lead, others: [...entry.others, save.lead, ...save.others] };
  }
  return entries;
};

const isAlike = (one: AnsweredChange, other: AnsweredChange): boolean =>
  actorKey(one.change.actor) !== undefined &&
  actorKey(one.change.actor) === actorKey(other.change.actor) &&
  one.actor.label === other.actor.label &&
  sameResource(one.resource.ref, other.resource.ref) &&
  Math.abs(Date.parse(one.change.time) - Date.parse(other.change.time)) <= TOGETHER_MS;

const ofAlike = ({ newest, sentence, changes }: ReturnType<typeof collapseAlike>[number]): Worth => ({
  newest,
  pieces: sentence,
  changes: changes.length,
});

const ofSave = ({ lead, others }: Save): Worth => ({
  newest: lead,
  pieces: phrases.lists.deeds({
    deeds: [lead.sentence, ...others.slice(0, MOST_DEEDS).map(({ shortDeed }) => shortDeed)],
    more: others.length - MOST_DEEDS,
  }),
  changes: others.length + 1,
});

const newestFirst = (one: Worth, other: Worth): number =>
  Date.parse(other.newest.change.time) - Date.parse(one.newest.change.time);

/** Where not all of it fits, what people did goes before what may be either's, and that before what pipelines did. */
const BY_WHOM = ['person', 'unknown', 'pipeline'] as const satisfies readonly Acts[];

const worthLines = ({ worthALook, coverage }: Digest, most: number, telling: DigestTelling): readonly Line[] => {
  const worth = worthOf(worthALook);
  if (worth.length === 0) return [];
  const byWhom = ({ newest }: Worth): number => BY_WHOM.indexOf(newest.change.acts);
  const [first, others] = upTo(
    most,
    [...worth].sort((one, other) => byWhom(one) - byWhom(other)),
  );
  const shown = [...first].sort(newestFirst);
  return [
    line('heading', phrases.digestMessage.worthALook),
    ...shown.map(({ newest: { change, resource }, pieces }) =>
      line(
        'item',
        `${timeInDigest(change.time, coverage, telling)}  `,
        ...pieces,
        ...eitherPieces(change),
        ...placePieces(pieces, resource),
      ),
    ),
    ...(others.length > 0 ? [line('item', phrases.lists.andMore({ more: changesOf(others) }))] : []),
  ];
};

/** That it is not known whether a person acted or a pipeline. */
const eitherPieces = ({ acts }: AnsweredChange['change']): readonly LinePiece[] =>
  acts === 'unknown' ? [words(` · ${phrases.digestMessage.byEitherInShort}`)] : [];

/** Where it was, unless that is what was changed. */
export const placePieces = (pieces: readonly LinePiece[], resource: NamedResource): readonly LinePiece[] => {
  const [place] = nameOfInstance(resource);
  const isSaid = pieces.some((piece) => 'name' in piece && piece.name === place);
  return place === undefined || isSaid ? [] : [words(' · '), quiet(place)];
};

const restLines = ({ rest, byEither, pipelines }: Digest): readonly Line[] => {
  const [either, more] = upTo(MOST_PIPELINES, byEither);
  const [shown, others] = upTo(MOST_PIPELINES, pipelines);
  const lines = [
    ...(rest.length === 0 ? [] : [line('item', peopleWords(rest))]),
    ...either.map((one) => line('item', ...phrases.digestMessage.byOneOrOther(one))),
    ...(more.length > 0 ? [line('item', phrases.digestMessage.othersByEither({ changes: changesOf(more) }))] : []),
    ...shown.map((pipeline) => line('item', ...phrases.digestMessage.byPipeline(pipeline))),
    ...(others.length > 0 ? [line('item', phrases.digestMessage.otherPipelines({ changes: changesOf(others) }))] : []),
  ];
  return lines.length === 0 ? [] : [line('heading', phrases.digestMessage.rest), ...lines];
};

const peopleWords = (rest: Digest['rest']): string => {
  const [shown, others] = upTo(MOST_TYPES, rest);
  const types = shown.map(({ type, ...counts }) => ({ ...counts, label: pluralOf(type) }));
  return phrases.digestMessage.byPeople({ types, others: changesOf(others) });
};

const edgeWords = (coverage: Coverage, telling: DigestTelling): string => {
  const { to, settledTo = to, complete } = coverage;
  const partial = cutReasons(coverage).join(' ');
  const standing = standingNotes(coverage);
  const lacks = onlyLacks(coverage) ? coverage.lacks : undefined;
  const until = settledTo === undefined ? undefined : inZone(settledTo, telling);
  const edge = phrases.digestMessage.edge({ complete, lacks, partial, until, isBetween: telling.isBetween === true });
  return [edge, ...(telling.notes ?? []), ...standing].join(' ');
};
