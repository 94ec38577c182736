import { userRef } from '../answer/name';
import type { Change } from '../change/change';
import type { InstanceRef, ResourceRef } from '../change/resource';
import { type Directory, withFacts } from '../directory/directory';
import type { DirectoryFact } from '../directory/facts';
import { phrases } from '../words/words';
import { type AnswerDeps, isoNow, type Named } from './answer-deps';
import { withUsersOfEvents } from './known-names';

/** Connect is asked for at most this many unknown users a question: its limit is 2 calls a second. */
const MOST_DESCRIBED = 5;

/** Connect users whom nothing names yet: Connect is asked once for each, and a "not known" is remembered. */
export const nameActors = async (
  changes: readonly Change[],
  directory: Directory,
  deps: AnswerDeps,
): Promise<Named> => {
  const { describeUser } = deps;
  const unnamed = unnamedUsers(changes, directory);
  if (unnamed.length === 0 || describeUser === undefined) return { directory, notes: [] };
  const asked = unnamed.slice(0, deps.mostDescribed ?? MOST_DESCRIBED);
  const answers = await Promise.all(asked.map((ref) => describeIn(candidates(ref, deps.instances), ref, describeUser)));
  const at = isoNow(deps.now);
  const learnt = answers.flatMap((described) => (described === undefined ? [] : [{ ...described, at }]));
  await deps.learn?.(learnt);
  const known = withFacts(directory, learnt);
  const notes = notAskedNotes(unnamed.length - learnt.length);
  if (!learnt.some(({ kind }) => kind === 'not known')) return { directory: known, notes };
  // A user whom Connect no longer knows may have been created within CloudTrail's reach: that record holds the login.
  const fuller = await withUsersOfEvents(known, deps);
  return { directory: fuller.directory, notes: [...notes, ...fuller.notes] };
};

const notAskedNotes = (users: number): readonly string[] =>
  users === 0 ? [] : [phrases.search.usersUnnamed({ count: users })];

/** The instances that a user may be of: the one that the record names, else all of its Region. */
const candidates = ({ instance, region }: ResourceRef, instances: readonly InstanceRef[]): readonly InstanceRef[] =>
  instance !== undefined ? [instance] : instances.filter((one) => one.region === region);

type Undated<F> = F extends DirectoryFact ? Omit<F, 'at'> : never;

/** What the first instance that knows a user says; "not known" only where each of them was asked. */
const describeIn = async (
  instances: readonly InstanceRef[],
  ref: ResourceRef,
  describeUser: NonNullable<AnswerDeps['describeUser']>,
): Promise<Undated<Extract<DirectoryFact, { kind: 'listed' | 'not known' }>> | undefined> => {
  let denied = instances.length === 0 || ref.id === undefined;
  for (const instance of instances) {
    const described = await describeUser(instance, ref.id ?? '');
    if (described === undefined) denied = true;
    else if (described !== 'not known') {
      const { username: name, person } = described;
      return { kind: 'listed', ref: { ...ref, instance }, name, ...(person !== undefined && { person }) };
    }
  }
  return denied ? undefined : { kind: 'not known', ref };
};

const unnamedUsers = (changes: readonly Change[], directory: Directory): readonly ResourceRef[] => {
  const refs = changes.flatMap((change) =>
    change.actor.kind === 'connect user' ? [userRef(change.actor.userId, change)] : [],
  );
  const unique = [...new Map(refs.map((ref) => [ref.id, ref])).values()];
  return unique.filter((ref) => {
    const entry = directory.entry(ref);
    return entry === undefined || (entry.names.length === 0 && entry.notKnownSince === undefined);
  });
};
