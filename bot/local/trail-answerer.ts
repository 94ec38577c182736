import { type Answered, answerQuestion } from '../answer-question';
import type { InstanceRef } from '../change/resource';
import { directoryOf } from '../directory/directory';
import type { DirectoryFact } from '../directory/facts';
import type { Query } from '../query/query';
import { trailFolder } from './trail-folder';

/** Answers from a folder of log files alone: names are those that the records give, and those of `users`. */
export const trailAnswerer = (
  folder: string,
  users: readonly DirectoryFact[],
  now: () => Date,
): ((query: Query) => Promise<Answered>) => {
  const find = trailFolder(folder, now);
  return async (query) => {
    const { changes, facts } = await find({ types: [], window: {} });
    const instances = changes.flatMap(({ resource }) => (resource.instance === undefined ? [] : [resource.instance]));
    const distinct = new Map<string, InstanceRef>(
      instances.map((instance) => [`${instance.region} ${instance.id}`, instance]),
    );
    return answerQuestion(query, {
      find,
      directory: directoryOf([...facts, ...users]),
      instances: [...distinct.values()],
      now,
    });
  };
};
