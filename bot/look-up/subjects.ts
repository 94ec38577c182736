import type { NamedResource } from '../answer/answer';
import type { Coverage } from '../answer/coverage';
import { nameResource } from '../answer/name';
import type { ResourceRef } from '../change/resource';
import type { Directory } from '../directory/directory';
import type { Query } from '../query/query';
import type { ChangeRequest } from '../sources/change-source';
import { type AnswerDeps, isoNow } from './answer-deps';
import { oncePerThing, underAllNames } from './known-names';

/** A name that means more than this many things is answered with a choice. */
const ANSWERED_TOGETHER = 5;

export const mostTogether = ({ changesAlone }: Pick<AnswerDeps, 'changesAlone'>): number =>
  changesAlone === true ? Number.POSITIVE_INFINITY : ANSWERED_TOGETHER;

/** What the words of a question ask about, and where it is looked for. */
export interface Subjects {
  readonly kind: 'subjects';
  /** The question as it was understood: a type may stand before its name. */
  readonly query: Query;
  readonly request: Pick<ChangeRequest, 'targets' | 'eventId' | 'name'> & Partial<Pick<ChangeRequest, 'types'>>;
  readonly subjects: readonly NamedResource[];
  readonly directory: Directory;
  readonly notes: readonly string[];
}

export const subjectsOf = (
  query: Query,
  refs: readonly ResourceRef[],
  directory: Directory,
  deps: AnswerDeps,
  notes: readonly string[],
): Subjects => ({
  kind: 'subjects',
  query,
  request: { targets: underAllNames(refs, directory) },
  subjects: oncePerThing(refs, directory).map((ref) => nameResource(directory, ref, isoNow(deps.now))),
  directory,
  notes,
});

/** What is said of the search where nothing was searched. */
export const notSearched = (query: Query, deps: AnswerDeps): Coverage => ({
  ...query.window,
  complete: false,
  asOf: isoNow(deps.now),
  sources: [],
  notes: [],
});
