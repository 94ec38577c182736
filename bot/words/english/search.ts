import type { Lack } from '../../answer/coverage';
import { listOf } from '../../answer/message';

interface Stretch {
  /** Moments as `2026-11-21 12:00`, in UTC. */
  readonly from: string;
  readonly to: string;
  readonly region: string;
}

const calls = (count: number): string => (count === 1 ? '1 call' : `${count} calls`);
const CLOUDTRAIL_LIMIT = 'its limit is 2 calls a second for the whole account';

const NO_TAGS = 'Not searched over more than a day: changes of tags.';
const NO_NEWER_KINDS = 'Not searched: kinds of change that are newer than this bot.';
const NO_OTHER_SESSIONS = 'Not searched: what a role or a permission set of that name did in sessions of other names.';
const NO_OTHER_ATTEMPTS = 'Not searched: attempts and links of other types by that name.';
const IDS_UNSEARCHED = 'Not all searched: whether';
const NO_TAKERS = 'Not searched: what took it away from something else without naming it.';
const NOT_SAID = 'not say which';
const NO_PLACE = 'because no record that was read tells which instance';
const NOT_TOLD = 'not told: narrow with type: or instance:, or ask by id.';
const NOTHING_BEFORE = 'nothing before';
const UNMATCHED = 'No Connect user could be matched with the Slack user';
const NAMES_AWAY =
  'The directory of names could not be read just now: names are those of the records themselves, and the rest stays an id.';

/** What a proxy, a portal or a web server gives in place of an answer of AWS. */
const ANSWERS_OF_OTHERS = {
  'a web page': 'a web page',
  XML: 'XML',
  text: 'text',
  'other JSON': 'JSON of another kind',
  'a redirect': 'a redirect',
  'a refusal without a name': 'a refusal that is not AWS’s',
  'a certificate': 'a certificate that this machine does not trust',
};

/** What was not searched or read, and why. What makes an answer partial begins with `coverage.partial`. */
export const search = {
  noTags: NO_TAGS,
  noNewerKinds: NO_NEWER_KINDS,
  otherArn:
    'This is not the ARN of something that is configured in Amazon Connect, Voice ID or Lex. Things of other services, such as Lambda functions, are found by their ARN where a record links them to Connect.',
  idNotSearched: ({ id }: { readonly id: string }): string => `${IDS_UNSEARCHED} “${id}” is an id.`,
  noOtherAttempts: NO_OTHER_ATTEMPTS,
  noOtherSessions: NO_OTHER_SESSIONS,
  noNearby: 'Not searched: what happened nearby.',
  notAllNearby: 'Not all searched: what happened nearby, as not all that it depends on is known.',
  noDependencies: 'Not searched: what happened nearby, as nothing that was read says what it depends on.',
  noTakers: NO_TAKERS,
  notAllEarlier: 'Not all earlier values were read.',
  notAllEmergencies: 'Not all read: who asked for emergency access, so nobody is named for unknown users.',
  unsettled: 'Records of the last minutes may still arrive.',

  /** Why a record was left out. */
  loneTwin: 'it is what the network saw of a call whose own record is not there',
  recordsLeftOut: ({ count, because }: { readonly count: number; readonly because: string }): string =>
    count === 1
      ? `Partial: 1 record was left out: ${because}.`
      : `Partial: ${count} records were left out: ${because.replace(/^its /, 'their ').replace(/^it is /, 'they are ')}.`,
  ofUnknownThings: ({
    count,
    eventName,
    label,
  }: {
    readonly count: number;
    readonly eventName: string;
    readonly label: string;
  }): string =>
    count === 1
      ? `1 ${eventName} does ${NOT_SAID} ${label} it changed.`
      : `${count} ${eventName} do ${NOT_SAID} ${label} they changed.`,
  /** Times as records hold them, in UTC. */
  noFiles: ({ from, to }: { readonly from: string; readonly to: string }): string =>
    `No files for that time: the log files hold records from ${from} to ${to}.`,
  noRecordsInFiles: 'Partial: the log files hold no record with a time, so they can’t speak for any.',
  filesBeginAndEnd: ({ from, to }: { readonly from: string; readonly to: string }): string =>
    `Partial: the log files begin at ${from} and end at ${to}; nothing before or after that was searched.`,
  filesBegin: ({ from }: { readonly from: string }): string =>
    `Partial: the log files begin at ${from}; nothing before that was searched.`,
  filesEnd: ({ to }: { readonly to: string }): string =>
    `Partial: the log files end at ${to}; nothing after that was searched.`,
  page: ({ file }: { readonly file: string }): string =>
    `Partial: ${file} holds one page of a longer list, as it ends with a NextToken: what follows in that was not read.`,
  skipped: ({ what }: { readonly what: string }): string => `Skipped ${what}.`,
  readInPart: ({ what, records }: { readonly what: string; readonly records: number }): string =>
    `Read only the first ${records === 1 ? 'record' : `${records} records`} of ${what}.`,
  skippedBesides: ({ count }: { readonly count: number }): string =>
    `Skipped files that could not be read besides: ${count}.`,
  withoutInstance: ({ count }: { readonly count: number }): string =>
    count === 1
      ? `1 change was left out ${NO_PLACE} it was in.`
      : `${count} changes were left out ${NO_PLACE} they were in.`,
  outsideInstances: ({ count }: { readonly count: number }): string =>
    `${count === 1 ? '1 change' : `${count} changes`} of Lex or Voice ID ${count === 1 ? 'was' : 'were'} left out: ${count === 1 ? 'it belongs' : 'they belong'} to no instance.`,
  regionUnread: ({ region, regions }: { readonly region: string; readonly regions: readonly string[] }): string =>
    `Partial: CloudTrail was not searched in ${region}, which is none of the Regions read here (${regions.join(', ')}).`,
  notBefore: ({ region, from }: { readonly region: string; readonly from: string }): string =>
    `In ${region} ${NOTHING_BEFORE} ${from} UTC was searched.`,
  indexEnds: ({ to }: { readonly to: string }): string =>
    `Partial: the index ends at ${to} UTC; nothing of the time that was asked for was searched.`,
  stillToCome: ({ to }: { readonly to: string }): string =>
    `Partial: the time that was asked for begins at ${to} UTC, which is still to come.`,
  gap: ({ from, to, region }: Stretch): string =>
    `Partial: ${from} to ${to} UTC was not searched in ${region}: the index has a gap there.`,
  notHeld: ({ from, to, region }: Stretch): string =>
    `Partial: the index does not hold ${region} from ${from} to ${to} UTC.`,
  beyondReach: ({ from, to, region }: Stretch): string =>
    `Partial: ${from} to ${to} UTC was not searched in ${region}: the index does not hold it, and CloudTrail's event history reaches back 90 days.`,
  liveReach: ({ days, from }: { readonly days: number; readonly from: string }): string =>
    `Partial: CloudTrail's event history holds ${days} days; nothing before ${from} UTC was searched.`,
  allBeforeReach:
    'The whole window lies before CloudTrail’s event history, which holds 90 days: nothing could be searched.',

  regionCut: ({
    region,
    count,
    reason,
  }: {
    readonly region: string;
    readonly count: number;
    readonly reason: string;
  }): string => `Partial: CloudTrail in ${region} was not read to its end after ${calls(count)}, ${reason}.`,
  unreadable: ({ regions, reason }: { readonly regions: readonly string[]; readonly reason: string }): string =>
    `CloudTrail could not be read in ${regions.join(', ')}: ${reason}`,
  reasons: {
    throttled: `it throttled every try (${CLOUDTRAIL_LIMIT})`,
    /** `lastTry` is why the last try failed, where it did. */
    outOfTime: ({ throttled, lastTry }: { readonly throttled: number; readonly lastTry?: string }): string =>
      throttled > 0
        ? `time ran out while it throttled ${calls(throttled)} (${CLOUDTRAIL_LIMIT})`
        : lastTry === undefined
          ? 'time ran out'
          : `time ran out, and at the last try ${lastTry}`,
    denied: 'access was denied (cloudtrail:LookupEvents is needed)',
    noCredentials: 'the AWS credentials are missing or not valid',
    expired: 'the AWS credentials have expired',
    wrongClock: 'it refuses the time of this machine’s clock: set the clock right',
    tokenRefused: 'it refused the token of the next page',
    answersOfOthers: ANSWERS_OF_OTHERS,
    notCloudTrail: ({
      what,
      status,
    }: {
      readonly what: keyof typeof ANSWERS_OF_OTHERS;
      readonly status: number;
    }): string =>
      `something else than CloudTrail answered, with ${ANSWERS_OF_OTHERS[what]}${status === 0 ? '' : ` (HTTP ${status})`}: a proxy, or a network that wants a sign-in first`,
    unreachable: 'it could not be reached',
    noHost: ({ host }: { readonly host: string }): string => `there is no host ${host}`,
    unreached: ({ host, code }: { readonly host: string; readonly code: string }): string =>
      `${host} can't be reached (${code})`,
    noAnswer: 'it did not answer',
    unanswered: ({ host }: { readonly host: string }): string => `${host} does not answer`,
    brokenOff: 'the connection to it broke off',
    cutOff: 'its answers were cut off',
    noTurn: `the table that gives its calls their turns could not be reached (${CLOUDTRAIL_LIMIT})`,
    noRegion: 'no Region to ask',
    tooDear: 'that would take more calls than it is worth',
  },

  indexAway:
    'The index of changes could not be read just now: all of this comes from CloudTrail itself, which reaches back 90 days.',
  connectDown:
    'Connect could not be asked for its instances just now: names are those of earlier listings and of the records themselves.',
  namesAway: NAMES_AWAY,
  usersUnnamed: ({ count }: { readonly count: number }): string =>
    `${count === 1 ? '1 user is told by id' : `${count} users are told by their ids`}: Connect could not be asked for the name.`,
  usersUnsearched: ({ reason }: { readonly reason: string }): string =>
    `Partial: names of users could not be looked for in events. ${reason}`,

  noSuchInstance: ({ asked, instances }: { readonly asked: string; readonly instances: readonly string[] }): string =>
    `No instance is called “${asked}”.${instances.length === 0 ? '' : ` The instances are: ${instances.join(', ')}.`}`,
  /** Users who had one login, one after the other. */
  oneLogin: ({ login, users }: { readonly login: string; readonly users: readonly string[] }): string =>
    `${users.length} users had the login ${login}, one after the other: ${listOf(users)}.`,
  noSuchUser: ({ asked, nearest }: { readonly asked: string; readonly nearest: readonly string[] }): string =>
    `No Connect user is or was called “${asked}”, as far as is known.${nearest.length === 0 ? '' : ` Nearest: ${nearest.join(', ')}.`}`,
  /** There are users of a name, though not in the instance that was asked about. */
  userElsewhere: ({ asked, instances }: { readonly asked: string; readonly instances: readonly string[] }): string =>
    `No Connect user of that instance is or was called “${asked}”, as far as is known. There is one in ${listOf(instances)}.`,
  tooManyBearers: ({ count }: { readonly count: number }): string =>
    `${count === 1 ? '1 other thing has or had that name and is' : `${count} other things have or had that name and are`} ${NOT_TOLD}`,
  gone: ({ name, alike }: { readonly name: string; readonly alike: readonly string[] }): string =>
    `What was called “${name}” is gone. Today's, with other capitals or accents: ${alike.join(', ')}.`,
  slackUserUnmatched: ({ called }: { readonly called: string }): string =>
    `${UNMATCHED} ${called}: write the login after by: instead.`,
  /** Whom a Slack user was taken for, and by what. */
  slackUserTaken: ({
    called,
    users,
    by,
  }: {
    readonly called: string;
    readonly users: readonly string[];
    readonly by: 'login and name' | 'name';
  }): string =>
    `${called} was taken for ${users.join(' and ')}, ${by === 'name' ? 'by the name in Slack' : 'by the name in Slack and the beginning of the e-mail address'}.`,
  unknownLogin: 'of unknown login',

  /** What stands in each note that tells of changes which an answer may lack. */
  lacking: {
    tags: NO_TAGS,
    'newer-kinds': NO_NEWER_KINDS,
    'other-sessions': NO_OTHER_SESSIONS,
    takers: NO_TAKERS,
    'unnamed-things': NOT_SAID,
    'unknown-instances': NO_PLACE,
    namesakes: NOT_TOLD,
    'other-attempts': NO_OTHER_ATTEMPTS,
    ids: IDS_UNSEARCHED,
    'earlier-times': NOTHING_BEFORE,
    'connect-user': UNMATCHED,
    names: NAMES_AWAY,
  } satisfies Readonly<Record<Lack, string>>,
  /** The notes of which the edge of an answer says all, where it says what the answer may lack. */
  saidInEdge: [NO_NEWER_KINDS, NO_OTHER_SESSIONS, NO_OTHER_ATTEMPTS, NO_TAKERS] as readonly string[],
};
