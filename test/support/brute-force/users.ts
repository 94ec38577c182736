import type { ReadAccount } from './account';
import { TOKEN_CALLS } from './calls';
import { type ReadChange, secondsBetween } from './change';

/** Who an unknown user of the website probably was. */
export interface ReadLikely {
  readonly name: string;
  readonly askedAt: string;
  readonly minutesBefore: number;
  readonly others: number;
}

const isNamedUser = ({ things }: ReadAccount, userId: string): boolean => (things.get(userId)?.names.length ?? 0) > 0;
const deletionOf = ({ changes }: ReadAccount, userId: string): ReadChange | undefined =>
  changes.find(({ id, verb, failed }) => id === userId && verb === 'delete' && !failed);

export const likelyBehind = (account: ReadAccount, change: ReadChange): ReadLikely | undefined => {
  const { userId } = change;
  if (userId === undefined || isNamedUser(account, userId) || deletionOf(account, userId) !== undefined)
    return undefined;
  // Whoever acted when nobody had asked for access is somebody else.
  const acts = account.changes.filter((one) => one.userId === userId);
  if (acts.some((act) => lastToken(account, act) === undefined)) return undefined;
  return lastToken(account, change);
};

const lastToken = (
  account: ReadAccount,
  { time, instanceId, region }: Pick<ReadChange, 'time' | 'instanceId' | 'region'>,
): ReadLikely | undefined => {
  const asked = account.changes.filter(
    (one) =>
      TOKEN_CALLS.includes(one.eventName) &&
      !one.failed &&
      // Of a call that names no instance only the Region is known.
      (instanceId === undefined ? one.region === region : one.instanceId === instanceId) &&
      secondsBetween(one.time, time) >= 0 &&
      secondsBetween(one.time, time) <= 12 * 3600,
  );
  const [last] = asked;
  if (last === undefined) return undefined;
  const name = last.who[0] ?? '';
  return {
    name,
    askedAt: last.time,
    minutesBefore: Math.floor(secondsBetween(last.time, time) / 60),
    others: new Set(asked.map(({ who }) => who[0]).filter((one) => one !== name)).size,
  };
};

export interface ReadTraces {
  readonly deletedAt?: string;
  readonly deletedBy?: readonly string[];
  readonly firstChange: string | undefined;
  readonly lastChange: string | undefined;
}

export const tracesOf = (account: ReadAccount, { userId }: ReadChange): ReadTraces | undefined => {
  if (userId === undefined || isNamedUser(account, userId)) return undefined;
  const deletion = deletionOf(account, userId);
  const own = account.changes.filter((one) => one.userId === userId);
  return {
    ...(deletion && { deletedAt: deletion.time, deletedBy: deletion.who }),
    firstChange: own.at(-1)?.time,
    lastChange: own[0]?.time,
  };
};

/** How a Connect user may be told: by full name and login, or by login. */
export const userLabel = ({ listed, things }: ReadAccount, userId: string): string | undefined => {
  const one = listed.find(({ id }) => id === userId);
  const login = things.get(userId)?.names.at(-1)?.name;
  return one?.firstName === undefined ? login : `${one.firstName} ${one.lastName} (${login})`;
};
