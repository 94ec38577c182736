import type { Actor, Beside } from '../../actor/actor';
import { counted, joined, type LinePiece, moment, type Parts, quiet } from '../../answer/message';
import { utcMinute } from './dates';
import { lists } from './lists';

/** ISO 8601 UTC. */
interface Traces {
  readonly deletedAt?: string | undefined;
  readonly deletedBy?: string | undefined;
  readonly firstChange?: string | undefined;
  readonly lastChange?: string | undefined;
}

const deletedIn = ({ deletedAt, deletedBy }: Traces): readonly LinePiece[] => {
  if (deletedAt === undefined) return deletedBy === undefined ? [] : [{ words: 'deleted by ' }, quiet(deletedBy)];
  const who = deletedBy === undefined ? [] : [{ words: ' by ' }, quiet(deletedBy)];
  return [{ words: 'deleted ' }, moment(deletedAt), ...who];
};

const changedIn = ({ firstChange, lastChange }: Traces): readonly LinePiece[] => {
  if (firstChange === undefined || lastChange === undefined) return [];
  if (firstChange === lastChange) return [{ words: 'changed things only ' }, moment(firstChange)];
  return [{ words: 'changed things from ' }, moment(firstChange), { words: ' to ' }, moment(lastChange)];
};

/** What stands around the sentence of a change; the sentence itself is told by `bot/answer/wording`. */
export const change = {
  when: ({
    time,
    ago,
    via,
  }: {
    readonly time: string;
    readonly ago: string | undefined;
    readonly via: string;
  }): Parts => [moment(time), ...(ago === undefined ? [] : [{ words: `, ${ago}`, fades: true as const }]), ` · ${via}`],
  /** Behind a line: by whom. The id of what was changed would stand after its type. */
  userId: ({ id }: { readonly id: string }): readonly LinePiece[] => [{ words: ' · by user id ' }, quiet(id)],
  indirect: ' · indirect',
  copiedTo: ({ regions }: { readonly regions: readonly string[] }): string => ` · also copied to ${regions.join(', ')}`,
  moreFields: ({ count }: { readonly count: number }): string => ` · ${counted(count, 'more field')}`,
  sinceDeleted: ' · since deleted',
  /** What else one click of Save did, or one minute where nobody clicked. */
  sameSave: ({
    isSave,
    deeds,
    more,
  }: {
    readonly isSave: boolean;
    readonly deeds: readonly (readonly LinePiece[])[];
    readonly more: number;
  }): Parts => [isSave ? 'Same Save: ' : 'Within the same minute: ', ...lists.deeds({ deeds, more })],
  /** Whom an inference names; `others` asked for an emergency login as well. */
  likely: ({
    name,
    askedAt,
    minutesBefore,
    others,
  }: {
    readonly name: string;
    readonly askedAt: string;
    readonly minutesBefore: number;
    readonly others: number;
  }): Parts => {
    const before = minutesBefore === 0 ? 'less than a minute' : counted(minutesBefore, 'minute');
    const alsoAsked = others === 1 ? 'one other asked for one too' : `${others} others asked for one too`;
    return [
      quiet(name),
      ' asked for an emergency login ',
      moment(askedAt),
      `, ${before} before${others > 0 ? `; ${alsoAsked}` : ''}. That it was them is inferred, not recorded.`,
    ];
  },
  /** What is left of a user whom nothing names. */
  traces: (traces: Traces): Parts => {
    const told = [deletedIn(traces), changedIn(traces)].filter((part) => part.length > 0);
    return [
      'No record and no listing that was read names this user',
      ...(told.length === 0 ? [] : [': ', ...joined('; ', told)]),
    ];
  },
  /** AWS's own words for why a call failed. */
  why: ({ reason }: { readonly reason: string }): Parts => ['Why: ', quiet(reason)],
  whoActed: 'The record does not say whether a person or a pipeline acted.',
  byEither: ({ via }: { readonly via: string }): string => `${via}, person or pipeline not known`,
  whoStartedTheRun: 'Who started the run is not in CloudTrail.',
  whoStartedRuns: 'Who started a pipeline’s run is not in CloudTrail.',
};

/** "Change", "Attempt", "Change or attempt", by what there are among so many. */
export const changesOrAttempts = (
  { of, failed }: { readonly of: number; readonly failed: number },
  joint: 'or' | 'and',
): string => {
  const plural = joint === 'and' ? 's' : '';
  if (failed === 0) return `Change${plural}`;
  return failed === of ? `Attempt${plural}` : `Change${plural} ${joint} attempt${plural}`;
};

const inAccount = ({ account }: Beside): string => (account === undefined ? '' : ` of account ${account}`);

/** Whom a record names beside the actor. */
export const beside = {
  delegate: ({ id }) => [{ words: 'with access delegated to the product provider of AWS account ' }, quiet(id)],
  'on behalf of': ({ id }) => [{ words: 'on behalf of Identity Center user ' }, quiet(id)],
  'session issuer': (one) => [{ words: 'in a session requested by ' }, quiet(one.id), { words: inAccount(one) }],
  account: ({ id }) => [{ words: 'from AWS account ' }, quiet(id)],
  'issued to': ({ id }) => [{ words: 'with credentials of ' }, quiet(id)],
  'session name': ({ id }) => [{ words: 'in a session called ' }, quiet(id)],
} satisfies Readonly<Record<Beside['kind'], (one: Beside) => readonly LinePiece[]>>;

/** All that is known of one change. */
export const changeDetails = {
  /** An answer counts changes and attempts apart; here one comes after the other. */
  place: ({
    number,
    of,
    failed,
    lookedAt,
  }: {
    readonly number: number;
    readonly of: number;
    readonly failed: number;
    readonly lookedAt: number;
  }): string =>
    `${changesOrAttempts({ of, failed }, 'or')} ${number} of ${of}, the newest first.${lookedAt < of ? ` Details go as far as number ${lookedAt}; the export holds them all.` : ''}`,
  failed: ({ errorCode }: { readonly errorCode: string }): Parts => [
    'It failed with ',
    { code: errorCode },
    ' and changed nothing.',
  ],
  noFields: 'The record tells no fields that can be shown.',
  wouldHaveSet: 'What it would have set',
  set: 'What it set',
  moreFields: ({ count }: { readonly count: number }): string => `and ${counted(count, 'more field')}, in the export`,
  copiedTo: ({ region, eventId }: { readonly region: string; readonly eventId: string }): Parts => [
    `Copied to ${region} by Global Resiliency: `,
    { code: eventId },
  ],
  who: 'Who',
  toCopy: 'To copy',
  event: ({ name, source }: { readonly name: string; readonly source: string }): Parts => [
    'event ',
    { code: name },
    ' of ',
    { code: source },
  ],
  eventId: ({ id }: { readonly id: string }): Parts => ['event id ', { code: id }],
  by: ({ id }: { readonly id: string }): Parts => ['by ', { code: id }],
};

/** What stands in place of a value that is not there. */
export const hidden = {
  withheld: 'not shown: personal or secret',
  byAws: 'hidden by AWS',
  email: '(email address)',
};

/** Those who made a change, where they have no name of their own. */
export const actors = {
  likely: ({ name }: { readonly name: string }): string => `Emergency access, likely ${name.replace(/^The /, 'the ')}`,
  nameless: ({ userId, deleted }: { readonly userId: string; readonly deleted: boolean }): string =>
    `A Connect user${deleted ? ', deleted since,' : ''} whose name is not known (id ${userId})`,
  /** Of two who had one login, the one who had it first. */
  earlier: ({
    label,
    userId,
    at,
  }: {
    readonly label: string;
    readonly userId: string;
    readonly at: string | undefined;
  }): string => `the earlier ${label} (${at === undefined ? `user id ${userId}` : `deleted ${utcMinute(at)}`})`,
  session: ({ who, session }: { readonly who: string; readonly session: string }): string =>
    `${who} (session ${session})`,
  inRole: ({ who, role }: { readonly who: string; readonly role: string }): string => `${who} (as ${role})`,
  identityCenterUser: ({ userId }: { readonly userId?: string | undefined }): string =>
    `Identity Center user ${userId ?? 'unknown'}`,
  iamUser: ({ name }: { readonly name: string }): string => `${name} (IAM user)`,
  account: ({ account }: { readonly account: string }): string => `AWS account ${account}`,
  root: ({ account }: { readonly account?: string | undefined }): string =>
    account === undefined ? 'The root user' : `The root user of account ${account}`,
  service: ({ service }: { readonly service: string }): string => `The AWS service ${service}`,
  replicaSync: "Connect's replica sync",
  unnamed: 'Somebody the record does not name',
  kinds: {
    'connect user': 'connect user',
    'role session': 'role session',
    'identity center user': 'identity center user',
    'iam user': 'iam user',
    'federated user': 'federated user',
    'saml user': 'saml user',
    'web identity user': 'web identity user',
    'directory user': 'directory user',
    'aws account': 'aws account',
    root: 'root',
    'aws service': 'aws service',
    'replica sync': 'replica sync',
    unknown: 'unknown',
  } satisfies Readonly<Record<Actor['kind'], string>>,
};
