import { type Answered, answerQuestion } from '../answer-question';
import { instancesNamed } from '../change/instances';
import type { InstanceRef } from '../change/resource';
import { directoryOf } from '../directory/directory';
import type { DirectoryFact } from '../directory/facts';
import type { Query } from '../query/query';
import { type ChangeSource, doersIn } from '../sources/change-source';
import type { Input } from '../trail/input-trail';
import { trailFolder } from './trail-folder';

/** Answers from log files alone, in a folder, in S3 or out of `input`: names are those that the records give, and those of `users`. */
export const trailAnswerer = (
  address: string,
  users: readonly DirectoryFact[],
  now: () => Date,
  input?: () => Input,
): ((query: Query) => Promise<Answered>) => {
  const find = trailFolder(address, now, input);
  // A list of an instance's users is all of them: whom it does not hold, Connect does not know.
  const listed = new Set(users.flatMap(({ ref }) => ref.instance?.id ?? []));
  return async (query) => {
    const { changes, facts } = await find({ types: [], window: {} });
    const instances = changes.flatMap(instancesNamed);
    const distinct = new Map<string, InstanceRef>(
      instances.map((instance) => [`${instance.region} ${instance.id}`, instance]),
    );
    const answered = await answerQuestion(query, {
      find,
      directory: directoryOf([...facts, ...users]),
      doers: doersIn(changes),
      instances: [...distinct.values()],
      describeUser: async ({ id }) => (listed.has(id) ? 'not known' : undefined),
      mostDescribed: Number.POSITIVE_INFINITY,
      now,
    });
    return withNamesNote(await withReachOf(find, answered));
  };
};

/** Names come from all of the files. How far these reach is said of the time that was asked for, also where no name was found. */
const withReachOf = async (find: ChangeSource, answered: Answered): Promise<Answered> => {
  if (answered.kind === 'mistake' || answered.answer.outcome !== 'unknown') return answered;
  const { query, coverage } = answered.answer;
  const asked = (await find({ types: [], window: query.window })).coverage;
  return {
    kind: 'answer',
    answer: {
      ...answered.answer,
      coverage: {
        ...coverage,
        complete: coverage.complete && asked.complete,
        ...(asked.cut && { cut: true as const }),
        notes: [...new Set([...coverage.notes, ...asked.notes])],
      },
    },
  };
};

const NAMES_OF_FILES =
  'The names are those in the log files: a thing that was neither made nor renamed in them can be asked for by its id.';

/** Where a name was not found among those that log files tell, that may be why. */
export const withNamesNote = (answered: Answered): Answered => {
  if (answered.kind === 'mistake' || answered.answer.outcome !== 'unknown') return answered;
  const { coverage } = answered.answer;
  return {
    kind: 'answer',
    answer: { ...answered.answer, coverage: { ...coverage, notes: [...coverage.notes, NAMES_OF_FILES] } },
  };
};
