import type { CloudTrailRecord } from '../../bot/local/aws/local-account';
import { eventBy, idFrom } from '../../bot/local/aws/records';
import { RARE_KINDS, type RareKindName } from './account/rare-kinds';
import { settingsOf } from './account/settings';
import { commonSteps, newThing } from './account/steps';
import { BOB, DAY_S, GHOST, KINDS, NOW, PROD, type Thing } from './account/world';
import { AccountWriter } from './account/writer';

/** Records of three instances and a replica, and what is left in them at the end. */
export interface SmallAccount {
  readonly events: readonly CloudTrailRecord[];
  readonly living: readonly Thing[];
}

export interface SmallAccountOptions {
  readonly copiesNames?: boolean;
  readonly kinds?: readonly RareKindName[];
}

const kindsOf = (seed: number): readonly RareKindName[] =>
  (Object.keys(RARE_KINDS) as RareKindName[]).filter((_, at) => at % 3 === seed % 3);

/**
 * An account of some hundred events in the last weeks, by any kind of actor, and the traps that CloudTrail lays. With
 * `copiesNames` the replica sync repeats also what makes, renames and ends things. Every third account has the same `kinds`
 * of rarer records, unless they are given.
 */
export const smallAccount = (
  seed: number,
  size = 100,
  { copiesNames = false, kinds = kindsOf(seed) }: SmallAccountOptions = {},
): SmallAccount => {
  const writer = new AccountWriter(seed, copiesNames);
  const rare = kinds.flatMap((kind) => RARE_KINDS[kind](writer));
  const steps = [...commonSteps(writer), ...rare, ...rare];
  writer.create('user', PROD, 'bob', BOB, settingsOf(writer).made.user(PROD));
  for (const kind of KINDS) newThing(writer, kind, PROD);
  const ghost: Thing = { kind: 'user', id: GHOST, instance: PROD, name: '', lastModified: '' };
  while (writer.step < size) {
    writer.pick(steps)();
    if (writer.step > size / 2 && !writer.gone.has(GHOST) && writer.change(ghost, 'DeleteUser')) writer.gone.add(GHOST);
  }
  const bob = writer.living.find(({ id }) => id === BOB);
  while (bob !== undefined && !writer.gone.has(BOB)) writer.remove(bob);
  return writer;
};

/** Reads that drown the changes: so many that a question is answered by event names. */
export const polls = (n: number): readonly CloudTrailRecord[] =>
  Array.from({ length: n }, (_, i) =>
    eventBy(
      { type: 'IAMUser', userName: 'dashboard', arn: `arn:aws:iam::${PROD.account}:user/dashboard` },
      {
        eventName: 'GetMetricDataV2',
        time: new Date(NOW.getTime() - Math.floor(((i + 1) * 75 * DAY_S * 1000) / (n + 1))),
        eventId: idFrom(`poll ${i}`),
      },
    ),
  );
