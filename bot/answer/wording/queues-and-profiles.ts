import type { FieldChange } from '../../change/effect';
import {
  ADDED,
  aspect,
  CHANGED,
  edited,
  isStated,
  ON_OFF,
  parts,
  REMOVED,
  refers,
  SAVED,
  SET,
  savedWithout,
  sets,
  states,
} from './families';
import { commas, listed, type Pieces, say } from './pieces';
import { arrow, beforeMark, fromTo, keyPieces, segment } from './shifts';
import {
  askedFirst,
  deed,
  type Forms,
  fieldAt,
  fieldsUnder,
  form,
  isKnownShift,
  isLeftOut,
  isSame,
  namesNone,
  statedIn,
  type Telling,
  type Word,
} from './telling';
import { ofSelf, relatedOf, self, things } from './things';
import { itemPieces } from './values';

const CONFIGS = ['QueueConfigs', 'ManualAssignmentQueueConfigs'];

/** "put queue Billing (VOICE, priority 1) into routing profile Tier 1" */
const putOrTook =
  (verb: Forms, between: string): Word =>
  (t) => {
    const stated = CONFIGS.flatMap((path) => configsIn(t, path));
    const what =
      stated.length === 0
        ? things(askedFirst(t, relatedOf(t, 'queue')), 'queue', namesNone(t, ...CONFIGS))
        : queues(t, stated);
    return deed(CONFIGS, form(t, verb), ' ', what, ` ${between} `, self(t), manualOnly(t));
  };

const configsIn = (t: Telling, path: string): readonly unknown[] => {
  const field = fieldAt(t, path) ?? fieldAt(t, path.replace('Configs', 'References'));
  const whole = field?.to.kind === 'value' && Array.isArray(field.to.value) ? field.to.value : [];
  return field?.added ?? field?.removed ?? whole;
};

const queues = (t: Telling, stated: readonly unknown[]): Pieces => {
  const items = askedFirst(t, stated);
  const all = items.slice(0, 3).map((item) => itemPieces(t, 'QueueConfigs', item));
  return say(items.length === 1 ? 'queue ' : 'queues ', listed([...all, ...items.slice(3).map(() => [])]));
};

const manualOnly = (t: Telling): string =>
  configsIn(t, 'QueueConfigs').length === 0 && configsIn(t, 'ManualAssignmentQueueConfigs').length > 0
    ? ', for manual assignment'
    : '';

/** "set the priority of queue Billing (VOICE) in routing profile Tier 1 from 1 to 2" */
const priorities: Word = (t) => {
  const fields = fieldsUnder(t, 'QueueConfigs');
  const news = fields.filter((field) => !isSame(field));
  const known = askedFirst(t, news.filter(isKnownShift));
  const [only, ...more] = known.length === 0 ? news : known;
  if (fields.length > 0 && only === undefined) {
    return deed(['QueueConfigs'], form(t, SAVED), ' the queues', ofSelf(t), ' without a change');
  }
  if (only?.item !== undefined && more.length === 0) {
    const what = only.field.toLowerCase().endsWith('.delay') ? 'delay' : 'priority';
    const where = say(` the ${what} of queue `, keyPieces(t, only.item), ofSelf(t, 'in'));
    return deed([`${only.field} ${only.item}`], form(t, SET), where, fromTo(t, only));
  }
  if (known.length > 0) {
    const told = known.slice(0, 3);
    const tells = told.map(({ field, item }) => `${field} ${item}`);
    const shifts = commas(told.map((field) => segment(t, field)));
    return deed(tells, form(t, CHANGED), ' the queues', ofSelf(t), ': ', shifts);
  }
  const stated = statedIn(t, 'QueueConfigs');
  const what =
    Array.isArray(stated) && stated.length > 0
      ? queues(t, stated)
      : things(askedFirst(t, relatedOf(t, 'queue')), 'queue', namesNone(t, 'QueueConfigs'));
  const mark = beforeMark(t, only?.from);
  return deed(['QueueConfigs'], form(t, SET), ' priority and delay of ', what, ofSelf(t, 'in'), mark);
};

/** "changed the channels of routing profile Tier 1: CHAT 2 → 3" */
const channels: Word = (t) => {
  const fields = fieldsUnder(t, 'MediaConcurrencies').filter(({ field }) => /\.concurrency$/i.test(field));
  const news = fields.filter((field) => !isSame(field));
  if (news.length === 0 && namesNone(t, 'MediaConcurrencies')) {
    return deed(['MediaConcurrencies'], form(t, SAVED), ' the channels', ofSelf(t), ' without naming one');
  }
  if (news.length === 0) return aspect('the channels', 'MediaConcurrencies')(t);
  const stated = news.filter((field) => !isLeftOut(field));
  const known = stated.filter(isKnownShift);
  const told = [...(known.length > 0 ? known : stated), ...news.filter(isLeftOut)].slice(0, 4);
  const tells = told.map(({ field, item }) => `${field} ${item}`);
  const verb = stated.length === 0 ? SAVED : known.length > 0 ? CHANGED : SET;
  const mark = known.length > 0 ? [] : beforeMark(t, stated[0]?.from);
  const shifts = told.map((field) => say(channel(t, field), field === stated.at(-1) ? mark : []));
  return deed(tells, form(t, verb), ' the channels', ofSelf(t), verb === SET ? ' to ' : ': ', commas(shifts));
};

/** "CHAT 2 → 3" */
const channel = (t: Telling, field: FieldChange): Pieces => say(keyPieces(t, field.item ?? ''), ' ', arrow(t, field));

/** No documentation says what a call does that states no maximum. */
const maximum: Word = (t) =>
  fieldAt(t, 'MaxContacts') === undefined || isStated(t, 'MaxContacts')
    ? sets('MaxContacts', 'the maximum contacts')(t)
    : savedWithout('MaxContacts', 'maximum contacts')(t);

export const QUEUE_DEEDS: Readonly<Record<string, Word>> = {
  UpdateQueueName: edited,
  UpdateQueueStatus: states('Status', ON_OFF, sets('Status', 'the status')),
  UpdateQueueMaxContacts: maximum,
  UpdateQueueHoursOfOperation: refers('HoursOfOperationId', 'the hours', 'hours-of-operation'),
  UpdateQueueOutboundCallerConfig: aspect('the outbound caller settings', 'OutboundCallerConfig'),
  UpdateQueueOutboundEmailConfig: aspect('the outbound email settings', 'OutboundEmailConfig'),
  AssociateQueueQuickConnects: parts(ADDED, 'to', 'quick-connect', 'QuickConnectIds'),
  DisassociateQueueQuickConnects: parts(REMOVED, 'from', 'quick-connect', 'QuickConnectIds'),
  AssociateQueueEmailAddresses: parts(ADDED, 'to', 'email-address', 'EmailAddressesConfig'),
  DisassociateQueueEmailAddresses: parts(REMOVED, 'from', 'email-address', 'EmailAddressesConfig'),

  UpdateRoutingProfileName: edited,
  UpdateRoutingProfileConcurrency: channels,
  AssociateRoutingProfileQueues: putOrTook(['put', 'put'], 'into'),
  DisassociateRoutingProfileQueues: putOrTook(['took', 'take'], 'out of'),
  UpdateRoutingProfileQueues: priorities,
  UpdateRoutingProfileDefaultOutboundQueue: refers('DefaultOutboundQueueId', 'the default outbound queue', 'queue'),
  UpdateRoutingProfileAgentAvailabilityTimer: sets('AgentAvailabilityTimer', 'the agent availability timer'),

  UpdateQuickConnectName: edited,
  UpdateAgentStatus: states('State', ON_OFF, edited),
};
