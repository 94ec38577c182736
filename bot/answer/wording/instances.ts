import { arnTail } from '../../change/arn';
import { asNumber, member } from '../../change/json';
import { ADDED, aspect, CHANGED, does, edited, REMOVED, SET, sets, verbFor } from './families';
import { commas, nameOf, type Pieces, quietly, say, scalarText } from './pieces';
import { beforeMark, fromTo, isNamelessHere } from './shifts';
import {
  deed,
  type Forms,
  fieldAt,
  fieldsUnder,
  form,
  isSame,
  namesNone,
  statedIn,
  type Telling,
  type Word,
} from './telling';
import { idPieces, named, ofParent, relatedOf, self, settingName, thing } from './things';

/** Settings are turned on and off: "turned Contact Lens on in instance harbor-prod". */
const attribute: Word = (t) => {
  const field = fieldAt(t, 'Value');
  const value = field?.to.kind === 'value' ? scalarText(field.to.value).toLowerCase() : undefined;
  const same = field !== undefined && isSame(field) ? ', as it was' : '';
  if (value !== 'true' && value !== 'false') return edited(t);
  const on = value === 'true' ? ' on' : ' off';
  const what = t.it ? self(t) : say([nameOf(settingOf(t), 60)]);
  return deed(['Value', 'AttributeType'], form(t, ['turned', 'turn']), ' ', what, on, ofParent(t), same);
};
/** The name alone: "instance setting" before it says nothing more. */
const settingOf = (t: Telling): string => {
  const text = thing(t.resource).flatMap((piece) => ('name' in piece ? [piece.name] : []))[0];
  return text ?? 'a setting';
};

/** "(S3 bucket recordings)" */
const storage = (t: Telling): Pieces => {
  const config = statedIn(t, 'StorageConfig');
  const places: readonly (readonly [words: string, value: unknown])[] = [
    ['S3 bucket', member(member(config, 'S3Config'), 'BucketName')],
    ['Kinesis stream', member(member(config, 'KinesisStreamConfig'), 'StreamArn')],
    ['Kinesis Firehose stream', member(member(config, 'KinesisFirehoseConfig'), 'FirehoseArn')],
    ['Kinesis Video Streams', member(member(config, 'KinesisVideoStreamConfig'), 'Prefix')],
  ];
  const [place] = places.filter(([, value]) => typeof value === 'string');
  if (place === undefined) return [];
  const text = scalarText(place[1]);
  return say(` (${place[0]} `, [quietly(text.startsWith('arn:') ? arnTail(text) : text)], ')');
};

const storageVerb = (t: Telling): Forms => {
  const fields = fieldsUnder(t, 'StorageConfig');
  return fields.length === 0 ? CHANGED : verbFor(fields);
};

const PLACES = [
  'StorageConfig.StorageType',
  'StorageConfig.S3Config.BucketName',
  'StorageConfig.KinesisStreamConfig.StreamArn',
  'StorageConfig.KinesisFirehoseConfig.FirehoseArn',
  'StorageConfig.KinesisVideoStreamConfig.Prefix',
];

/** A part is added to its instance or removed from it: "added approved origin https://… to instance harbor-prod". */
export const tie =
  (verb: Forms, between: string, details: (t: Telling) => Pieces = () => []): Word =>
  (t) => {
    const [instance] = relatedOf(t, 'instance');
    const where = instance === undefined ? [] : say(` ${between} `, thing(instance));
    const shown = details(t);
    return deed(
      shown.length > 0 ? [...TIED, ...PLACES] : TIED,
      form(t, verb),
      ' ',
      botAndAlias(t) ?? self(t),
      shown,
      where,
    );
  };

/** A link of Lex V2 is to an alias of a bot: “Lex bot OrderBot, alias live,” where any of these names is known. */
const botAndAlias = (t: Telling): Pieces | undefined => {
  const [[bot], [alias]] = [relatedOf(t, 'lex-bot'), relatedOf(t, 'lex-bot-alias')];
  if (t.it || t.resource.ref.type !== 'lex-bot-association' || bot === undefined || alias === undefined)
    return undefined;
  const isNamed = [bot, alias].some(({ name, nameNow }) => name !== undefined || nameNow !== undefined);
  return isNamed ? say(thing(bot), ', alias ', named(alias), ',') : undefined;
};
const TIED = [
  'Origin',
  'LexBot',
  'LexV2Bot',
  'BotName',
  'LexRegion',
  'FunctionArn',
  'Key',
  'ResourceType',
  'DataSetId',
];

const adds = tie(ADDED, 'to');
const removes = tie(REMOVED, 'from');
const links = tie(['linked', 'link'], 'to');
const unlinks = tie(['unlinked', 'unlink'], 'from');

/** Data sets are shared with another account. */
const shares =
  (verb: Forms, between: string): Word =>
  (t) => {
    const account = statedIn(t, 'TargetAccountId');
    const ids = statedIn(t, 'DataSetIds');
    const count = Array.isArray(ids) && ids.length > 1 ? ` and ${ids.length - 1} more` : '';
    const to = typeof account === 'string' ? say(` ${between} account `, [quietly(account)]) : [];
    return deed(
      ['TargetAccountId', 'DataSetIds', 'DataSetId'],
      form(t, verb),
      ' ',
      namesNone(t, 'DataSetIds') ? 'no data sets' : self(t),
      count,
      t.it ? [] : ofParent(t),
      to,
    );
  };

/** Where the calls and the agents of two Regions go: "us-east-1 80% → 20%". */
const distribution: Word = (t) => {
  const fields = fieldsUnder(t, 'TelephonyConfig', 'SignInConfig', 'AgentConfig').filter((field) => !isSame(field));
  const calls = fields.find(({ field }) => /^TelephonyConfig\.Distributions/i.test(field));
  const after = sharesOf(calls?.to.kind === 'value' ? calls.to.value : undefined);
  if (calls?.to.kind !== 'value' || calls.item !== undefined || after.size === 0)
    return aspect('the distribution', 'TelephonyConfig', 'SignInConfig', 'AgentConfig')(t);
  const before = sharesOf(calls.from.kind === 'value' ? calls.from.value : undefined);
  const told = [...after].slice(0, 4).map(([region, share]) => {
    const old = before.get(region);
    return say([quietly(region)], ' ', old === undefined || old === share ? '' : `${old}% → `, `${share}%`);
  });
  const mark = beforeMark(t, calls.from);
  const of = t.it ? [] : say(' of ', thing(t.resource));
  return deed([calls.field], form(t, verbFor([calls])), ' the distribution of calls', of, ': ', commas(told), mark);
};
const sharesOf = (value: unknown): ReadonlyMap<string, number> =>
  new Map(
    (Array.isArray(value) ? value : []).flatMap((item: unknown) => {
      const [region, share] = [member(item, 'Region'), asNumber(member(item, 'Percentage'))];
      return typeof region === 'string' && share !== undefined ? [[region, share] as const] : [];
    }),
  );

const agentOf =
  (verb: Forms, between: string): Word =>
  (t) => {
    const [user] = relatedOf(t, 'user');
    return deed(['UserId'], form(t, verb), ' ', user === undefined ? 'a user' : thing(user), ` ${between} `, self(t));
  };

/** "set the default vocabulary en-US in instance harbor-prod to Products", "took Products away as the default vocabulary en-US" */
const defaultVocabulary: Word = (t) => {
  const path = 'VocabularyId';
  const field = fieldAt(t, path);
  const what = t.it ? self(t) : t.resource.ref.id === undefined ? thing(t.resource) : say('the ', thing(t.resource));
  if (field === undefined) return deed([], form(t, CHANGED), ' ', what, ofParent(t));
  if (field.to.kind === 'value') return deed([path], form(t, SET), ' ', what, ofParent(t), fromTo(t, field));
  const from = field.from.kind === 'value' && typeof field.from.value === 'string' ? field.from.value : undefined;
  return from === undefined || isNamelessHere(t, from)
    ? deed([path], form(t, SET), ' ', what, ofParent(t), ' to none', beforeMark(t, field.from))
    : deed(
        [path],
        form(t, ['took', 'take']),
        ' ',
        idPieces(t, from),
        ' away',
        t.it ? '' : say(' as ', what, ofParent(t)),
      );
};

/** What is tied to the instance, by its kind and its ARN: few integrations have a name. */
const integration: Word = (t) => {
  const [type, arn] = [statedIn(t, 'IntegrationType'), statedIn(t, 'IntegrationArn')];
  const kind = typeof type === 'string' ? say(' (', [quietly(settingName(type))], ')') : [];
  const to =
    typeof arn === 'string' && t.change.nameInRecord === undefined ? say(' with ', [quietly(arnTail(arn))]) : [];
  const tells = ['IntegrationType', ...(to.length > 0 ? ['IntegrationArn'] : [])];
  return deed(tells, form(t, ['created', 'create']), ' ', self(t), kind, to);
};

const replicated: Word = (t) => {
  const region = statedIn(t, 'ReplicaRegion');
  const to = typeof region === 'string' ? say(' to ', [quietly(region)]) : [];
  return deed(['ReplicaRegion'], form(t, ['replicated', 'replicate']), ' ', self(t), to);
};

const has =
  (verb: Forms, what: string, between: string): Word =>
  (t) =>
    deed([], form(t, verb), ` ${what} ${between} `, self(t));
const SCHEDULING = 'forecasting, capacity planning and scheduling';

export const INSTANCE_DEEDS: Readonly<Record<string, Word>> = {
  UpdateInstanceAttribute: attribute,
  AssociateInstanceStorageConfig: tie(ADDED, 'to', storage),
  UpdateInstanceStorageConfig: (t) =>
    deed(storage(t).length > 0 ? PLACES : [], form(t, storageVerb(t)), ' ', self(t), storage(t), ofParent(t)),
  DisassociateInstanceStorageConfig: removes,
  AssociateApprovedOrigin: adds,
  DisassociateApprovedOrigin: removes,
  AssociateSecurityKey: adds,
  DisassociateSecurityKey: removes,
  AssociateLambdaFunction: links,
  DisassociateLambdaFunction: unlinks,
  AssociateBot: links,
  DisassociateBot: unlinks,
  AssociateLexBot: links,
  DisassociateLexBot: unlinks,
  AssociateAnalyticsDataSet: shares(['shared', 'share'], 'with'),
  BatchAssociateAnalyticsDataSet: shares(['shared', 'share'], 'with'),
  DisassociateAnalyticsDataSet: shares(['stopped sharing', 'stop sharing'], 'with'),
  BatchDisassociateAnalyticsDataSet: shares(['stopped sharing', 'stop sharing'], 'with'),
  AssociateDefaultVocabulary: defaultVocabulary,
  CreateIntegrationAssociation: integration,
  ReplicateInstance: replicated,
  AssociateCustomerProfilesDomain: has(['linked', 'link'], 'a Customer Profiles domain', 'to'),
  DisassociateCustomerProfilesDomain: has(['unlinked', 'unlink'], 'its Customer Profiles domain', 'from'),
  StartForecastingPlanningSchedulingIntegration: has(['turned on', 'turn on'], SCHEDULING, 'in'),
  StopForecastingPlanningSchedulingIntegration: has(['turned off', 'turn off'], SCHEDULING, 'in'),
  UpdateAttachedFilesConfiguration: edited,
  UpdateAuthenticationProfile: edited,
  UpdatePredefinedAttribute: edited,
  UpdateSecurityProfile: edited,
  UpdateCrossRegionRouting: sets('IsolatedAll', 'the isolation of Regions'),

  UpdateTrafficDistribution: distribution,
  AssociateTrafficDistributionGroupUser: agentOf(ADDED, 'to'),
  DisassociateTrafficDistributionGroupUser: agentOf(REMOVED, 'from'),

  AdminGetEmergencyAccessToken: does('asked for emergency access to', 'ask for emergency access to'),
  GetFederationTokens: does('asked for emergency access to', 'ask for emergency access to'),
};
