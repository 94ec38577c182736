import type { Lack } from '../../answer/coverage';
import { counted, type Parts } from '../../answer/message';
import { lackWords } from './coverage';
import { instanceCalled } from './stretches';

interface Counts {
  readonly total: number;
  readonly people: number;
  readonly either: number;
  readonly pipelines: number;
  readonly byPipelines: number;
  readonly failed: number;
}

interface Edge {
  readonly complete: boolean;
  /** What it may lack, where nothing was cut. */
  readonly lacks: readonly Lack[] | undefined;
  /** What was cut, in sentences. */
  readonly partial: string;
  readonly until: string | undefined;
  readonly isBetween: boolean;
}

const QUIET = {
  complete: 'nothing changed',
  'all but': 'no change was found',
  cut: 'no change was found in what could be read',
} as const;

/** What a digest tells. Its times come in the channel's zone. */
export const digestMessage = {
  title: ({
    since,
    zone,
    instances,
    more,
    filters,
  }: {
    readonly since: string | undefined;
    readonly zone: string;
    readonly instances: readonly string[];
    readonly more: number;
    readonly filters: string;
  }): Parts => [
    `Amazon Connect, since ${since ?? 'the beginning'} (${zone})`,
    ...instances.flatMap((name, at): Parts => [at === 0 ? ' · ' : ', ', ...instanceCalled(name)]),
    ...(more > 0 ? [` and ${more} more`] : []),
    ...(filters === '' ? [] : [' · ', { code: filters }]),
  ],
  quiet: ({
    shown,
    since,
    zone,
    filters,
    edge,
  }: {
    readonly shown: keyof typeof QUIET;
    readonly since: string | undefined;
    readonly zone: string;
    readonly filters: string;
    readonly edge: string;
  }): Parts => [
    `Amazon Connect: ${QUIET[shown]} since ${since ?? 'the beginning'} (${zone})`,
    ...(filters === '' ? [] : [' · ', { code: filters }]),
    `. ${edge}`,
  ],
  counts: ({ total, people, either, pipelines, byPipelines, failed }: Counts): string => {
    const by = [
      ...(people === 0 ? [] : [`${people} by people`]),
      ...(pipelines === 0 ? [] : [`${byPipelines} by ${counted(pipelines, 'pipeline')}`]),
      ...(either === 0 ? [] : [`${either} by a person or a pipeline`]),
    ].join(', ');
    const attempts = failed === 0 ? '' : ` · ${counted(failed, 'attempt')} failed`;
    return `${counted(total, 'change')}${by === '' ? '' : `: ${by}`}${attempts}`;
  },
  worthALook: 'Worth a look',
  rest: 'The rest',
  /** "By people: queues 7 · flows 38 (on 9)" */
  byPeople: ({
    types,
    others,
  }: {
    readonly types: readonly { readonly label: string; readonly changes: number; readonly things: number }[];
    readonly others: number;
  }): string =>
    `By people: ${[
      ...types.map(({ label, changes, things }) => `${label} ${changes}${things === changes ? '' : ` (on ${things})`}`),
      ...(others > 0 ? [`others ${others}`] : []),
    ].join(' · ')}`,
  byPipeline: ({
    label,
    via,
    changes,
  }: {
    readonly label: string;
    readonly via: string;
    readonly changes: number;
  }): Parts => [{ name: label, quiet: true }, ` ${via}: ${changes}`],
  byOneOrOther: ({
    label,
    via,
    changes,
  }: {
    readonly label: string;
    readonly via: string;
    readonly changes: number;
  }): Parts => [{ name: label, quiet: true }, ` ${via}: ${changes}, person or pipeline not known`],
  othersByEither: ({ changes }: { readonly changes: number }): string =>
    `Others, person or pipeline not known: ${changes}`,
  byEitherInShort: 'person or pipeline not known',
  /** Heads what the records leave open. */
  personOrPipeline: 'By a person or a pipeline: the records do not tell',
  otherPipelines: ({ changes }: { readonly changes: number }): string => `Other pipelines: ${changes}`,
  edge: ({ complete, lacks, partial, until, isBetween }: Edge): string => {
    const allBut = lacks === undefined ? undefined : `All but ${lackWords(lacks)}`;
    const whole = complete ? 'Complete' : (allBut ?? `PARTIAL${partial === '' ? '' : ` (${partial})`}`);
    const next = isBetween
      ? ', later ones may still arrive. The next digest tells this time too.'
      : '; what changes later is in the next digest.';
    return `${whole}${until === undefined ? '' : ` to ${until}`}${next}`;
  },
  mayBeMissing: ({ from, to }: { readonly from: string; readonly to: string }): string =>
    `The digest before this one, ${from} to ${to}, may not have been posted.`,
  untold: ({ from }: { readonly from: string }): string => `What changed from ${from} to then is not told.`,
  allChanges: 'All changes',
  peopleOnly: 'People only',
  changesBefore: 'Changes before that',
  /** The last line of the thread below it. */
  moreInThread: ({ more }: { readonly more: number }): string =>
    `and ${counted(more, 'more change')}: press “All changes” under the digest.`,
  failed: 'Attempts that failed',
};
