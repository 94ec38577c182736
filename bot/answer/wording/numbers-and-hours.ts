import { arnTail } from '../../change/arn';
import { isObject } from '../../change/json';
import { isSameValue } from '../../change/meaning';
import { ADDED, aspect, CHANGED, edited, POINTED, parted, pointed, REMOVED, SET } from './families';
import { intervalPieces } from './intervals';
import { nameOf, type Pieces, quietly, say } from './pieces';
import { beforeMark, isNamelessHere } from './shifts';
import {
  type Deed,
  deed,
  type Forms,
  fieldAt,
  fieldsUnder,
  form,
  isSame,
  keyOf,
  namesNone,
  statedIn,
  type Telling,
  type Word,
} from './telling';
import { ofParent, ofSelf, relatedOf, resourceOfId, self, thing, things } from './things';
import { valuePieces } from './values';

const FLOW = 'flow ';

/** A number's target is an instance or a traffic distribution group, by its ARN. */
const target: Word = (t) => {
  const field = fieldAt(t, 'TargetArn');
  const from = field?.from.kind === 'value' ? field.from.value : undefined;
  const whole = (value: unknown): Pieces => {
    const found = typeof value === 'string' ? resourceOfId(t, value) : undefined;
    return found === undefined ? valuePieces(t, 'TargetArn', value) : thing(found);
  };
  if (field?.to.kind === 'hidden') return edited(t);
  if (field === undefined || field.to.kind !== 'value')
    return deed([], form(t, ['moved', 'move']), ' ', self(t), ' elsewhere');
  const before = from === undefined || isSame(field) || isNamelessHere(t, from) ? [] : say(' from ', whole(from));
  const mark = isSame(field) ? ', where it was' : beforeMark(t, field.from);
  return deed(['TargetArn'], form(t, ['moved', 'move']), ' ', self(t), before, ' to ', whole(field.to.value), mark);
};

const claimed: Word = (t) => {
  const [place] = [...relatedOf(t, 'traffic-distribution-group'), ...relatedOf(t, 'instance')];
  return deed(['TargetArn'], form(t, ['claimed', 'claim']), ' ', self(t), place && ' for ', place && thing(place));
};

/** A number of AWS End User Messaging, by its ARN there. */
const imported: Word = (t) => {
  const source = statedIn(t, 'SourcePhoneNumberArn');
  const from = typeof source === 'string' ? say(' from ', [quietly(arnTail(source))]) : [];
  return deed(['SourcePhoneNumberArn'], form(t, ['imported', 'import']), ' ', self(t), from);
};

const DESTINATIONS: readonly (readonly [path: string, words: string])[] = [
  ['QuickConnectConfig.PhoneConfig.PhoneNumber', ''],
  ['QuickConnectConfig.UserConfig.UserId', 'user '],
  ['QuickConnectConfig.QueueConfig.QueueId', 'queue '],
  ['QuickConnectConfig.FlowConfig.ContactFlowId', FLOW],
];

/** "pointed quick connect Front Desk from +1 555 to +1 556" */
const destination: Word = (t) => {
  const now = DESTINATIONS.find(([path]) => fieldAt(t, path)?.to.kind === 'value');
  const field = now && fieldAt(t, now[0]);
  if (now === undefined || (field !== undefined && isSame(field))) {
    return aspect('the destination', 'QuickConnectConfig')(t);
  }
  const [path, words] = now;
  const old = DESTINATIONS.find(([other]) => {
    const { from, to } = fieldAt(t, other) ?? {};
    return from?.kind === 'value' && to?.kind !== 'value';
  });
  const oldFrom = old && fieldAt(t, old[0])?.from;
  const isKnown = oldFrom?.kind === 'value' && !isNamelessHere(t, oldFrom.value);
  if (field?.from.kind !== 'value' && old !== undefined && isKnown && field?.to.kind === 'value') {
    const from = say(' from ', old[1], valuePieces(t, old[0], oldFrom.value));
    const to = say(' to ', words, valuePieces(t, path, field.to.value));
    const flow = flowWith(t, path, old[0]);
    const told = deed([path, old[0], TYPE, ...flow.tells], form(t, POINTED), ' ', self(t), from, to, flow.pieces);
    return { ...told, names: goneWith(t) };
  }
  const told = pointed(POINTED, path, words)(t);
  return { ...told, tells: [...told.tells, TYPE], names: goneWith(t) };
};

/** The flow that comes with a destination of another kind, where that is another flow than the former had. */
const flowWith = (t: Telling, path: string, former: string): Deed => {
  const [now, before] = [path, former].map((one) => fieldAt(t, one.replace(/\.(?:User|Queue)Id$/, '.ContactFlowId')));
  if (now !== undefined && now === fieldAt(t, path)) return deed([]);
  if (now?.to.kind !== 'value' || now.from.kind !== 'none') return deed([]);
  const isAsItWas =
    before?.from.kind === 'value' &&
    before !== fieldAt(t, former) &&
    isSameValue(now.field, before.from.value, now.to.value);
  return deed([now.field], isAsItWas ? [] : say(', with ', FLOW, valuePieces(t, now.field, now.to.value)));
};

/** What goes with the former destination: details tell it. */
const goneWith = (t: Telling): readonly string[] =>
  fieldsUnder(t, 'QuickConnectConfig').flatMap((field) => (field.to.kind === 'none' ? keyOf(field) : []));

const TYPE = 'QuickConnectConfig.QuickConnectType';

/** A day's own hours: "created hours override Christmas of hours Weekdays, 2026-12-24 to 2026-12-26". */
const override: Word = (t) => {
  const [from, till] = [statedIn(t, 'EffectiveFrom'), statedIn(t, 'EffectiveTill')];
  const days = [from, till].every((day) => typeof day === 'string')
    ? from === till
      ? say(', ', [nameOf(String(from), 20)])
      : say(', ', [nameOf(String(from), 20)], ' to ', [nameOf(String(till), 20)])
    : [];
  const recurs = isObject(statedIn(t, 'RecurrenceConfig')) ? ', recurring' : '';
  const { pieces, tells } = operatingAt(t);
  const what = [self(t), ofParent(t), days, recurs, pieces];
  return deed(['EffectiveFrom', 'EffectiveTill', ...tells], form(t, ['created', 'create']), ' ', ...what);
};

/** Its times say when it is open, or, of one of type CLOSED, when it is closed. */
const operatingAt = (t: Telling): Deed => {
  const [type, times] = [statedIn(t, 'OverrideType'), statedIn(t, 'Config')];
  if (!Array.isArray(times)) return deed([]);
  const isOpen = type === 'OPEN';
  if (times.length === 0) return isOpen ? deed([]) : deed(['Config', 'OverrideType'], ', closed all day');
  if (!isOpen && type !== 'CLOSED') return deed([]);
  const at = intervalPieces(times) ?? [];
  return deed(['Config', 'OverrideType'], isOpen ? ', open ' : ', closed ', at);
};

/** Hours inherit the overrides of their parents. */
const parents =
  (verb: 'add' | 'remove'): Word =>
  (t) => {
    const items = relatedOf(t, 'hours-of-operation');
    const paths = ['ParentHoursOfOperationConfigs', 'ParentHoursOfOperationIds'];
    const what = items.length === 0 ? 'hours' : things(items, 'hours-of-operation');
    return deed(
      paths,
      form(t, verb === 'add' ? ADDED : REMOVED),
      namesNone(t, ...paths) ? ' no parent ' : ' parent ',
      what,
      verb === 'add' ? ' to ' : ' from ',
      self(t),
    );
  };

const hours: Word = (t) => {
  const times = fieldAt(t, 'Config');
  const others = fieldsUnder(t, 'Name', 'Description', 'TimeZone').filter((field) => !isSame(field));
  if (times?.to.kind !== 'value' || times.from.kind !== 'not known' || others.length > 0) return edited(t);
  const mark = beforeMark(t, times.from);
  return deed(
    ['Config'],
    form(t, SET),
    ' the opening times',
    ofSelf(t),
    ' to ',
    valuePieces(t, 'Config', times.to.value),
    mark,
  );
};

/** The API reference leaves open which of the two addresses forwards to the other. */
const aliases =
  (verb: Forms, between: string, so: string): Word =>
  (t) => {
    const [other] = relatedOf(t, 'email-address');
    const paths = ['AliasConfiguration'];
    if (other === undefined) return deed(paths, form(t, CHANGED), ' the aliases', ofSelf(t));
    return deed(paths, form(t, verb), ' ', self(t), ` ${between} `, thing(other), so);
  };

export const NUMBER_DEEDS: Readonly<Record<string, Word>> = {
  ClaimPhoneNumber: claimed,
  ImportPhoneNumber: imported,
  AssociatePhoneNumberContactFlow: pointed(POINTED, 'ContactFlowId', FLOW),
  DisassociatePhoneNumberContactFlow: parted(['took', 'take'], 'off', 'ContactFlowId', FLOW, 'its flow'),
  UpdatePhoneNumber: target,
  UpdatePhoneNumberMetadata: edited,
  UpdateQuickConnectConfig: destination,
  UpdateEmailAddressMetadata: edited,
  AssociateEmailAddressAlias: aliases(['linked', 'link'], 'with', ', one as the alias of the other'),
  DisassociateEmailAddressAlias: aliases(['unlinked', 'unlink'], 'from', ', as alias'),

  UpdateHoursOfOperation: hours,
  CreateHoursOfOperationOverride: override,
  UpdateHoursOfOperationOverride: edited,
  AssociateHoursOfOperations: parents('add'),
  DisassociateHoursOfOperations: parents('remove'),
};
