import type { AnswerDeps } from '../answer-question';
import type { InstanceRef } from '../change/resource';
import { type Directory, directoryOf, withFacts } from '../directory/directory';
import type { DirectoryFact } from '../directory/facts';
import type { Log } from '../log';
import { phrases } from '../words/words';
import type { ConnectReader } from './connect-reader';
import type { DirectoryTable } from './directory-table';
import { instancesKept } from './instances-kept';
import { createKnownDirectory } from './known-directory';

export interface KnownAccountDeps {
  readonly reader: ConnectReader;
  readonly table: Pick<DirectoryTable, 'load' | 'learntSince' | 'learn' | 'lastWhole'>;
  /** The Region asked where no instance says otherwise, and those that Voice ID or Lex live in besides. */
  readonly regions: readonly string[];
  /** Ids or ARNs; all that Connect lists where absent. */
  readonly instanceIds?: readonly string[];
  readonly now: () => Date;
  readonly log: Log;
}

/** What is known of an account before a question is asked. */
export interface KnownNow extends Pick<AnswerDeps, 'directory' | 'instances' | 'now'> {
  readonly learn: NonNullable<AnswerDeps['learn']>;
  readonly listedTypes: NonNullable<AnswerDeps['listedTypes']>;
  readonly describeUser: NonNullable<AnswerDeps['describeUser']>;
  /** All that are asked about, each once. */
  readonly regions: readonly string[];
  /** Sentences on what could not be asked or read just now, and what stands in for it. */
  readonly notes: readonly string[];
  /** Whether the directory of names could be read. */
  readonly isNamed: boolean;
}

/** Instances hardly ever change, and Connect allows 2 calls a second for everyone. */
const INSTANCES_KEPT_MS = 5 * 60_000;

/** What is known of an account, as a warm process keeps it: its instances, and everyone and everything by name. */
export const createKnownAccount = (deps: KnownAccountDeps): (() => Promise<KnownNow>) => {
  const names = createKnownDirectory(deps);
  let kept: { readonly instances: readonly InstanceRef[]; readonly until: number } | undefined;
  /** What is not kept is read again the next time: no reason to withhold an answer. */
  const learn = async (facts: readonly DirectoryFact[]): Promise<void> => {
    try {
      await deps.table.learn(facts);
    } catch (error) {
      deps.log('warn', 'What the records told of names could not be kept', {}, error);
    }
  };
  /** Where they can't be listed, those of the last listing do, which another process may have read. */
  const instancesNow = async (): Promise<{ readonly instances: readonly InstanceRef[]; readonly down: boolean }> => {
    const now = deps.now().getTime();
    if (kept !== undefined && now < kept.until) return { instances: kept.instances, down: false };
    try {
      const instances = await deps.reader.instances(deps.instanceIds);
      kept = { instances, until: now + INSTANCES_KEPT_MS };
      await learn(instances.flatMap(aliasFact(deps.now())));
      return { instances, down: false };
    } catch (error) {
      deps.log('warn', "Connect's instances could not be listed", {}, error);
      return { instances: kept?.instances ?? (await instancesKept(deps.table, deps.regions)), down: true };
    }
  };
  /** Undefined where the directory's table can't be read. */
  const namesNow = async (instances: readonly InstanceRef[]): Promise<Directory | undefined> => {
    try {
      return await names.current(instances, { regions: deps.regions });
    } catch (error) {
      deps.log('error', 'the directory could not be read', {}, error);
      return undefined;
    }
  };
  return async () => {
    const { instances, down } = await instancesNow();
    const named = await namesNow(instances);
    const directory = withFacts(named ?? directoryOf([]), instances.flatMap(aliasFact(deps.now())));
    return {
      ...{ instances, directory, learn, now: deps.now },
      isNamed: named !== undefined,
      notes: [
        ...(down ? [phrases.search.connectDown] : []),
        ...(named === undefined ? [phrases.search.namesAway] : []),
      ],
      regions: [...new Set([...instances.map(({ region }) => region), ...deps.regions])],
      describeUser: deps.reader.describeUser,
      // What was never listed whole may exist under a name that nobody knows: of nothing is that ruled out then.
      listedTypes: async () =>
        named === undefined ? [] : [...new Set((await deps.table.lastWhole(instances)).map(({ type }) => type))],
    };
  };
};

/** An instance is a thing with a name too: its alias, as Connect lists it now. */
const aliasFact =
  (now: Date) =>
  (instance: InstanceRef): readonly DirectoryFact[] => {
    const { id, region, alias } = instance;
    if (alias === undefined) return [];
    return [
      { kind: 'listed', ref: { service: 'connect', type: 'instance', id, region }, name: alias, at: now.toISOString() },
    ];
  };
