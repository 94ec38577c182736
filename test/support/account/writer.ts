import type { CloudTrailRecord } from '../../../bot/local/aws/local-account';
import {
  arnOfInstance,
  awsServiceEvent,
  type CallParts,
  iamUserEvent,
  identityCenterEvent,
  idFrom,
  lambdaEvent,
  replicaSyncEvent,
  rootEvent,
  terraformEvent,
  websiteEvent,
} from '../../../bot/local/aws/records';
import {
  ACCOUNT,
  ANN,
  ANNA,
  BOB,
  CALLS,
  DAY_S,
  EAST,
  GAPS,
  GHOST,
  INSTANCES,
  type Instance,
  type Kind,
  LISTED,
  type Members,
  NOW,
  numbers,
  PROD,
  REPLICA,
  STRANGER,
  SYNC_DELAYS,
  TARO,
  TEST,
  type Thing,
} from './world';

type Call = Omit<CallParts, 'time'>;

export interface Made {
  readonly call: Call;
  readonly instance: Instance;
  /** Some operations carry no instance. */
  readonly bare?: boolean;
  /** A Connect user of the website; any kind of actor where absent. */
  readonly userId?: string;
  /** A person at AWS's own console or keys: nobody else can ask for emergency access. */
  readonly atAws?: true;
  /** How the replica's Region writes it; absent for what is not repeated there. */
  readonly copied?: Call;
}

/** How a record is written in the end, whatever it says: with other capitals, without its request, and so on. */
export type Finish = (record: CloudTrailRecord) => CloudTrailRecord;

const ERRORS = ['AccessDeniedException', 'ResourceConflictException', 'ThrottlingException'];
const old = (kind: Kind, id: string, instance: Instance, name: string): Thing => ({
  kind,
  id,
  instance,
  name,
  lastModified: '2026-01-01T00:00:00Z',
});

export const given = (member: string, value: unknown): Members => (value === undefined ? {} : { [member]: value });
export const arnOf = ({ instance, kind, id }: Pick<Thing, 'instance' | 'kind' | 'id'>): string =>
  kind === 'phone-number'
    ? `arn:aws:connect:${instance.region}:${instance.account}:phone-number/${id}`
    : `${arnOfInstance(instance)}/${CALLS[kind].arnKind}/${id}`;

const inReplica = (value: Members): Members =>
  JSON.parse(
    decodeURIComponent(JSON.stringify(value)).replaceAll(`${PROD.region}:${ACCOUNT}`, `${EAST.region}:${ACCOUNT}`),
  );
const atAwsOf = (instance: Instance, parts: CallParts): readonly (() => CloudTrailRecord)[] => [
  () => iamUserEvent({ ...parts, instance, userName: 'Mateo' }),
  () => identityCenterEvent({ ...parts, instance, userName: 'kai@example.com', permissionSet: 'Contact_Center' }),
  () => rootEvent({ ...parts, instance }),
];
const withoutInstance = (made: CloudTrailRecord): CloudTrailRecord => {
  const { InstanceId: _none, ...requestParameters } = made.requestParameters as Members;
  return { ...made, requestParameters };
};

/** Writes an account's records one after the other, by chance, and remembers what lives in it. */
export class AccountWriter {
  readonly events: CloudTrailRecord[] = [];
  readonly living: Thing[] = [
    ...LISTED.map(({ id, username, instanceId }) =>
      old('user', id, INSTANCES.find((one) => one.id === instanceId) ?? PROD, username),
    ),
    old('queue', idFrom('old queue'), PROD, 'Old'),
    old('hours-of-operation', idFrom('old hours'), PROD, 'Old'),
    old('routing-profile', idFrom('old profile'), PROD, 'Old'),
    old('security-profile', idFrom('old security'), PROD, 'Agent'),
    old('queue', idFrom('old queue of test'), TEST, 'Billing'),
  ];
  readonly gone = new Set<string>();
  step = 0;
  emergencyUser: string | undefined;
  /** The next event comes in the same second. */
  atOnce = false;
  private copies = 0;
  private clock = NOW.getTime() / 1000 - 75 * DAY_S;
  private readonly lastMoment = NOW.getTime() / 1000 - 2 * 3600;
  private maker = 0;
  readonly below: (n: number) => number;

  constructor(
    readonly seed: number,
    private readonly copiesNames: boolean,
  ) {
    this.below = numbers(seed);
  }

  readonly pick = <T>(from: readonly T[]): T => from[this.below(from.length)] as T;
  readonly oneIn = (n: number): boolean => this.below(n) === 0;
  readonly some = <T>(from: readonly T[], most: number): readonly T[] =>
    [...new Set(Array.from({ length: 1 + this.below(most) }, () => this.below(Math.max(from.length, 1))))].flatMap(
      (at) => from[at] ?? [],
    );
  /** A UUID of something that this step makes. */
  readonly newId = (what: string): string => idFrom(`${this.seed} ${this.step} ${what}`);

  /** An id as records hold it: bare, in an ARN, in an encoded ARN. */
  readonly written = (thing: Pick<Thing, 'instance' | 'kind' | 'id'>): string =>
    this.pick([thing.id, thing.id, arnOf(thing), encodeURIComponent(arnOf(thing))]);

  readonly oneOf = (kind: Kind, instance?: Instance): Thing | undefined => {
    const found = this.living.filter(
      (one) => one.kind === kind && (instance === undefined || one.instance === instance),
    );
    return found.length === 0 ? undefined : this.pick(found);
  };
  /** One of the thing's instance, as a record writes it. */
  readonly idOf = (kind: Kind, instance: Instance): string | undefined => {
    const found = this.oneOf(kind, instance);
    return found && this.written(found);
  };
  readonly idsOf = (kind: Kind, instance: Instance): readonly string[] =>
    this.some(
      this.living.filter((one) => one.kind === kind && one.instance === instance),
      3,
    ).map(this.written);

  /** Some time passes, not beyond the end of the account. */
  readonly wait = (seconds: number = this.pick(GAPS)): void => {
    this.clock = Math.min(this.clock + seconds, this.lastMoment);
  };

  readonly record = ({ call, instance, bare = false, userId, atAws, copied }: Made, finish?: Finish) => {
    this.step += 1;
    this.wait(this.atOnce ? 0 : undefined);
    this.atOnce = false;
    // Two calls alike in everything within a second are two events.
    const eventId = idFrom(`${this.seed} event ${this.step}`);
    const parts = { ...call, time: new Date(this.clock * 1000), eventId };
    const makers = atAws ? atAwsOf(instance, parts) : this.makersOf(instance, parts);
    if (this.oneIn(2)) this.maker = this.below(makers.length);
    const made =
      userId === undefined
        ? (makers[this.maker % makers.length] as () => CloudTrailRecord)()
        : websiteEvent({ ...parts, instance, userId });
    const whole = bare ? withoutInstance(made) : made;
    this.events.push(finish === undefined ? whole : finish(whole));
    const isCopied = instance === PROD && copied !== undefined && finish === undefined && call.errorCode === undefined;
    if (isCopied && this.oneIn(3)) this.repeat(copied, bare);
    return made;
  };

  readonly repeat = (copied: Call, bare: boolean): void => {
    const isName = /^(Create|Delete|Claim|Release)|Name$|^UpdateHoursOfOperation$/.test(copied.eventName);
    if (!this.copiesNames && isName) return;
    const error = this.pick([undefined, undefined, undefined, 'ResourceConflictException', 'AccessDeniedException']);
    this.copies += 1;
    const { responseElements, ...tried } = copied;
    const copy = replicaSyncEvent({
      ...tried,
      ...(error !== undefined ? { errorCode: error } : responseElements && { responseElements }),
      instance: REPLICA,
      time: new Date((this.clock + this.pick(SYNC_DELAYS)) * 1000),
      eventId: idFrom(`${this.seed} copy ${this.copies}`),
    });
    this.events.push(bare ? withoutInstance(copy) : copy);
  };

  readonly touched = (id: string, { eventTime }: CloudTrailRecord): void => {
    for (const thing of this.living) if (thing.id === id) thing.lastModified = eventTime;
  };

  readonly create = (kind: Kind, instance: Instance, name: string, id: string, set: Members = {}): void => {
    const { create: eventName, nameMember, idMember } = CALLS[kind];
    const outcome =
      id === BOB ? 'made' : this.pick(['made', 'made', 'made', 'made', 'made', 'made', 'failed', 'hidden']);
    const answered = { [idMember]: id, [idMember.replace(/Id$/, 'Arn')]: arnOf({ kind, instance, id }) };
    if (outcome === 'made') this.living.push({ kind, id, instance, name, lastModified: '' });
    const call = { eventName, requestParameters: { [nameMember]: name, ...set } };
    const failed = this.pick(['AccessDeniedException', 'DuplicateResourceException']);
    const response = outcome === 'made' ? { responseElements: answered } : {};
    const made = this.record({
      instance,
      call: { ...call, ...response, ...(outcome === 'failed' && { errorCode: failed }) },
      ...(outcome === 'made' && {
        copied: { ...call, ...response, requestParameters: inReplica(call.requestParameters) },
      }),
    });
    this.touched(id, made);
  };

  /** Whether it succeeded. */
  readonly change = (
    thing: Thing,
    eventName: string,
    set: Members = {},
    {
      failed = this.oneIn(7),
      error,
      userId,
      finish,
    }: {
      readonly failed?: boolean;
      readonly error?: string;
      readonly userId?: string | undefined;
      readonly finish?: Finish;
    } = {},
  ): boolean => {
    const { idMember } = CALLS[thing.kind];
    const made = this.record(
      {
        instance: thing.instance,
        bare: eventName === 'ReleasePhoneNumber',
        ...(userId !== undefined && { userId }),
        call: {
          eventName,
          requestParameters: { [idMember]: this.written(thing), ...set },
          ...(failed && { errorCode: error ?? this.pick(ERRORS) }),
        },
        copied: { eventName, requestParameters: inReplica({ [idMember]: arnOf(thing), ...set }) },
      },
      finish,
    );
    if (!failed) this.touched(thing.id, made);
    return !failed;
  };

  readonly remove = (thing: Thing): void => {
    if (!this.change(thing, CALLS[thing.kind].end)) return;
    this.gone.add(thing.id);
    this.living.splice(this.living.indexOf(thing), 1);
  };

  private readonly usersOf = (instance: Instance): readonly string[] =>
    [
      ...(instance.id === PROD.id ? [ANN.id, ANN.id, BOB, GHOST] : instance === TEST ? [ANNA.id] : [TARO.id]),
      STRANGER,
    ].filter((id) => !this.gone.has(id));

  private readonly makersOf = (instance: Instance, parts: CallParts): readonly (() => CloudTrailRecord)[] => [
    ...this.usersOf(instance).map((userId) => () => websiteEvent({ ...parts, instance, userId })),
    ...atAwsOf(instance, parts),
    () => iamUserEvent({ ...parts, instance, userName: 'Mateo', invokedBy: 'cloudformation.amazonaws.com' }),
    () => terraformEvent({ ...parts, instance, role: 'ci-connect', session: this.step % 2 === 0 ? 'run-1' : 'run-2' }),
    () => lambdaEvent({ ...parts, instance, functionName: 'onboard' }),
    () => awsServiceEvent({ ...parts, instance, service: 'connect-campaigns.amazonaws.com' }),
  ];
}
