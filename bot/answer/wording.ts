import type { Via } from '../actor/actor';
import type { ResourceType, Verb } from '../change/catalogue';
import type { Change, JsonValue, Mention } from '../change/change';
import { isObject, stringAt } from '../change/json';
import { labelOf, pluralOf } from '../change/resource-types';
import type { NamedActor, NamedResource, Piece } from './answer';

/**
 * All the words in which a change is told. A sentence is made of pieces, so that names from outside stay names; a verb has
 * its past ("disabled") for what was done and its plain form ("disable") for what was only tried.
 */
export interface Told {
  readonly change: Change;
  readonly actor: NamedActor;
  readonly resource: NamedResource;
  readonly related: readonly NamedResource[];
  /** The resource's name just before the change, where it is known. */
  readonly nameBefore?: string;
}

export const sentenceOf = (told: Told): readonly Piece[] => {
  const { past, plain, rest } = deed(told);
  const actor: Piece = { name: told.actor.label, quiet: true };
  const gone: readonly Piece[] = told.actor.deleted ? [words(' (user since deleted)')] : [];
  const { outcome } = told.change;
  return outcome.kind === 'failed'
    ? [actor, ...gone, words(` tried to ${plain} `), ...rest, words(`: ${failure(outcome.errorCode)}, nothing changed`)]
    : [actor, ...gone, words(` ${past} `), ...rest];
};

/** The same in plain text, for the terminal and for notifications. */
export const plainText = (pieces: readonly Piece[]): string =>
  pieces.map((piece) => ('words' in piece ? piece.words : piece.name)).join('');

const words = (text: string): Piece => ({ words: text });

const failure = (errorCode: string): string => {
  if (/AccessDenied|Unauthorized/i.test(errorCode)) return 'denied';
  if (/NotFound/i.test(errorCode)) return 'there is no such thing';
  if (/Throttl|TooManyRequests/i.test(errorCode)) return 'throttled';
  if (/Duplicate|Conflict|InUse/i.test(errorCode)) return `refused as a conflict (${errorCode})`;
  return `refused (${errorCode})`;
};

interface Deed {
  readonly past: string;
  readonly plain: string;
  readonly rest: readonly Piece[];
}

const deed = (told: Told): Deed =>
  (told.change.inCatalogue ? (DEEDS[told.change.eventName] ?? generic) : unknown)(told);

const say = (past: string, plain: string, ...rest: readonly (string | readonly Piece[] | undefined)[]): Deed => ({
  past,
  plain,
  rest: rest.flatMap((part) => (typeof part === 'string' ? [words(part)] : (part ?? []))),
});

/** "queue Billing", marked where it is deleted or called otherwise now. */
const thing = ({ ref, name, nameNow, deleted }: NamedResource): readonly Piece[] => [
  words(`${labelOf(ref.type)} `),
  { name: name ?? (ref.id === undefined ? 'of unknown id' : `with id ${ref.id}`) },
  ...(nameNow === undefined
    ? []
    : [
        words(name === undefined ? ' (now ' : ', now called '),
        { name: nameNow },
        words(name === undefined ? ')' : ''),
      ]),
  ...(deleted ? [words(' (since deleted)')] : []),
];

/** "queues A, B and C" */
const things = (items: readonly NamedResource[], type: ResourceType): readonly Piece[] => {
  const [first] = items;
  if (first === undefined) return [words(`no ${labelOf(type)}`)];
  if (items.length === 1) return thing(first);
  const names = items.map(({ ref, name }): Piece => ({ name: name ?? `id ${ref.id}` }));
  return [words(`${pluralOf(type)} `), ...listed(names)];
};

const listed = (names: readonly Piece[]): readonly Piece[] =>
  names.flatMap((name, at) => {
    if (at === 0) return [name];
    return [words(at === names.length - 1 ? ' and ' : ', '), name];
  });

const relatedOf = ({ related }: Told, type: ResourceType): readonly NamedResource[] =>
  related.filter(({ ref }) => ref.type === type);

const fieldOf = ({ change }: Told, field: string): JsonValue | undefined => {
  const found = change.set.find((item) => item.field.toLowerCase() === field.toLowerCase());
  return found?.to.kind === 'value' ? found.to.value : undefined;
};

const isSet = ({ change }: Told, field: string): boolean =>
  change.set.some((item) => item.field.toLowerCase() === field.toLowerCase());

type Word = (told: Told) => Deed;

/** A change of one aspect: "changed the phone settings of user Ann". */
const changed =
  (what: string): Word =>
  (told) =>
    say('changed', 'change', `${what} of `, thing(told.resource));

/** Operations that set name and description together, both hidden or shown (`UpdateQueueName`, `…Metadata`). */
const renamed: Word = (told) => {
  const { change, resource, nameBefore } = told;
  const name = change.nameInRecord;
  if (name === undefined)
    return changed(isSet(told, 'Description') ? 'the description' : 'the name or description')(told);
  const label = `${labelOf(resource.ref.type)} `;
  if (nameBefore === name) return say('changed', 'change', 'the description of ', thing(resource));
  return nameBefore === undefined
    ? say('set', 'set', `the name of a ${label}to `, [{ name }])
    : say('renamed', 'rename', label, [{ name: nameBefore }], ' to ', [{ name }]);
};

const switched: Word = (told) => {
  const status = fieldOf(told, 'Status');
  if (status === 'ENABLED') return say('enabled', 'enable', thing(told.resource));
  if (status === 'DISABLED') return say('disabled', 'disable', thing(told.resource));
  return changed('the status')(told);
};

const limited: Word = (told) => {
  const limit = fieldOf(told, 'MaxContacts');
  return typeof limit === 'number'
    ? say('set', 'set', 'the maximum of contacts of ', thing(told.resource), ` to ${limit}`)
    : say('lifted', 'lift', 'the maximum of contacts of ', thing(told.resource));
};

/** Something put into or taken out of the resource. */
const moved =
  (past: string, plain: string, between: string, type: ResourceType): Word =>
  (told) =>
    say(past, plain, things(relatedOf(told, type), type), ` ${between} `, thing(told.resource));

/** What the request says of queues in a routing profile: "(VOICE, priority 1)" for one, nothing for several. */
const queueDetails = (told: Told): string => {
  const list = fieldOf(told, 'QueueConfigs');
  const [config, ...more] = Array.isArray(list) ? list : [];
  if (!isObject(config) || more.length > 0) return '';
  const channel = stringAt(config, 'QueueReference.Channel');
  const priority = typeof config.Priority === 'number' ? `priority ${config.Priority}` : undefined;
  const details = [channel, priority].filter((part) => part !== undefined).join(', ');
  return details === '' ? '' : ` (${details})`;
};

const channels = (told: Told): string => {
  const list = fieldOf(told, 'MediaConcurrencies');
  const parts = (Array.isArray(list) ? list : []).flatMap((item: JsonValue) =>
    isObject(item) && typeof item.Channel === 'string' ? [`${item.Channel} ${item.Concurrency ?? ''}`.trim()] : [],
  );
  return parts.length === 0 ? '' : ` to ${parts.join(', ')}`;
};

const flowContent: Word = (told) => {
  const { idSuffix } = told.change;
  if (idSuffix === '$SAVED') return say('saved', 'save', 'a draft of ', thing(told.resource));
  return say('updated', 'update', 'the content of ', thing(told.resource));
};

const DEEDS: Readonly<Record<string, Word>> = {
  // queues
  UpdateQueueName: renamed,
  UpdateQueueStatus: switched,
  UpdateQueueMaxContacts: limited,
  UpdateQueueHoursOfOperation: (told) =>
    say(
      'set',
      'set',
      'the hours of ',
      thing(told.resource),
      ' to ',
      things(relatedOf(told, 'hours-of-operation'), 'hours-of-operation'),
    ),
  UpdateQueueOutboundCallerConfig: changed('the outbound caller settings'),
  UpdateQueueOutboundEmailConfig: changed('the outbound e-mail settings'),
  AssociateQueueQuickConnects: moved('added', 'add', 'to', 'quick-connect'),
  DisassociateQueueQuickConnects: moved('removed', 'remove', 'from', 'quick-connect'),
  AssociateQueueEmailAddresses: moved('added', 'add', 'to', 'email-address'),
  DisassociateQueueEmailAddresses: moved('removed', 'remove', 'from', 'email-address'),
  // users
  UpdateUserSecurityProfiles: (told) =>
    say(
      'set',
      'set',
      'the security profiles of ',
      thing(told.resource),
      ' to ',
      things(relatedOf(told, 'security-profile'), 'security-profile'),
    ),
  UpdateUserRoutingProfile: (told) =>
    say('moved', 'move', thing(told.resource), ' to ', things(relatedOf(told, 'routing-profile'), 'routing-profile')),
  UpdateUserHierarchy: (told) => {
    const groups = relatedOf(told, 'user-hierarchy-group');
    return groups.length === 0
      ? say('took', 'take', thing(told.resource), ' out of the hierarchy')
      : say('moved', 'move', thing(told.resource), ' to ', things(groups, 'user-hierarchy-group'));
  },
  UpdateUserIdentityInfo: changed('the name or contact details'),
  UpdateUserPhoneConfig: changed('the phone settings'),
  UpdateUserConfig: changed('the settings'),
  AssociateUserProficiencies: changed('the proficiencies'),
  DisassociateUserProficiencies: changed('the proficiencies'),
  UpdateUserProficiencies: changed('the proficiencies'),
  // routing profiles
  UpdateRoutingProfileName: renamed,
  UpdateRoutingProfileConcurrency: (told) =>
    say('set', 'set', 'the channels of ', thing(told.resource), channels(told)),
  AssociateRoutingProfileQueues: (told) =>
    say('put', 'put', things(relatedOf(told, 'queue'), 'queue'), `${queueDetails(told)} into `, thing(told.resource)),
  DisassociateRoutingProfileQueues: moved('took', 'take', 'out of', 'queue'),
  UpdateRoutingProfileQueues: (told) =>
    say(
      'set',
      'set',
      'priority and delay of ',
      things(relatedOf(told, 'queue'), 'queue'),
      `${queueDetails(told)} in `,
      thing(told.resource),
    ),
  UpdateRoutingProfileDefaultOutboundQueue: (told) =>
    say(
      'set',
      'set',
      'the default outbound queue of ',
      thing(told.resource),
      ' to ',
      things(relatedOf(told, 'queue'), 'queue'),
    ),
  UpdateRoutingProfileAgentAvailabilityTimer: changed('the agent availability timer'),
  // flows
  UpdateContactFlowContent: flowContent,
  UpdateContactFlowModuleContent: flowContent,
  UpdateContactFlowName: renamed,
  UpdateContactFlowMetadata: renamed,
  UpdateContactFlowModuleMetadata: renamed,
};

const VERB_FORMS: Readonly<Record<Verb, readonly [past: string, plain: string]>> = {
  create: ['created', 'create'],
  update: ['changed', 'change'],
  delete: ['deleted', 'delete'],
  associate: ['associated', 'associate'],
  disassociate: ['disassociated', 'disassociate'],
  claim: ['claimed', 'claim'],
  release: ['released', 'release'],
  import: ['imported', 'import'],
  replicate: ['replicated', 'replicate'],
  activate: ['activated', 'activate'],
  deactivate: ['deactivated', 'deactivate'],
  put: ['created or changed', 'create or change'],
  tag: ['tagged', 'tag'],
  untag: ['removed tags from', 'remove tags from'],
  build: ['built', 'build'],
  start: ['started', 'start'],
  stop: ['stopped', 'stop'],
  change: ['changed', 'change'],
};

/** Verb, type, name; with the thing it is a part of, or the one it is tied to, where there is one. */
const generic: Word = (told) => {
  const { verb, mentions } = told.change;
  const parent = namedAs(
    told,
    mentions.find((mention) => mention.parent),
  );
  const tie = TIES[verb];
  if (tie === undefined) return say(...VERB_FORMS[verb], thing(told.resource), parent && ' of ', parent);
  if (parent !== undefined) return say(...tie.toParent, thing(told.resource), ` ${tie.intoParent} `, parent);
  const other = namedAs(told, mentions[0]);
  return say(...VERB_FORMS[verb], thing(told.resource), other && ` ${tie.between} `, other);
};

const namedAs = ({ related }: Told, mention: Mention | undefined): readonly Piece[] | undefined => {
  const found = related.find(({ ref }) => ref.type === mention?.resource.type && ref.id === mention.resource.id);
  return found && thing(found);
};

/** Verbs that tie two things: a part is added to its whole, equals are associated with each other. */
const TIES: Partial<Readonly<Record<Verb, Tie>>> = {
  associate: { toParent: ['added', 'add'], intoParent: 'to', between: 'with' },
  disassociate: { toParent: ['removed', 'remove'], intoParent: 'from', between: 'from' },
};
interface Tie {
  readonly toParent: readonly [past: string, plain: string];
  readonly intoParent: string;
  readonly between: string;
}

const unknown: Word = ({ change, related }) =>
  say(
    'called',
    'call',
    [{ name: change.eventName }],
    ', a kind of change that is not in our catalogue',
    related.length === 0
      ? []
      : [
          words(', naming '),
          ...related.slice(0, 3).flatMap((item, at) => [...(at === 0 ? [] : [words(', ')]), ...thing(item)]),
        ],
  );

/** How, as it follows a sentence and a time. */
export const VIA_WORDS: Readonly<Record<Via, string>> = {
  'connect website': 'in the Connect admin website',
  'aws console': 'in the AWS console',
  'cli or sdk': 'with the AWS CLI or an SDK',
  cloudformation: 'through CloudFormation',
  terraform: 'with Terraform',
  lambda: 'by a Lambda function',
  'replica sync': 'by replica sync',
  'aws service': 'through an AWS service',
  unknown: 'how is not known',
};

/** The same in a word or two, for lines of a list. */
export const VIA_SHORT: Readonly<Record<Via, string>> = {
  'connect website': 'website',
  'aws console': 'AWS console',
  'cli or sdk': 'CLI or SDK',
  cloudformation: 'CloudFormation',
  terraform: 'Terraform',
  lambda: 'Lambda',
  'replica sync': 'replica sync',
  'aws service': 'AWS service',
  unknown: 'unknown how',
};
