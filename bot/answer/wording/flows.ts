import { isUuid } from '../../change/resource';
import { asDraft, draftMembers, SAVED_DRAFT } from './drafts';
import { ACTIVE, ARCHIVE, aspect, does, edited, POINTED, states, turned, UPDATED } from './families';
import { nameOf, type Pieces, say, scalarText } from './pieces';
import { beforeMark, isNamelessHere } from './shifts';
import { deed, type Forms, fieldAt, fieldsUnder, form, isSame, statedIn, type Telling, type Word } from './telling';
import { idPieces, namedAs, ofParent, ofSelf, relatedOf, self, settingName, thing } from './things';

/** `$SAVED` marks the draft; without it nobody knows whether the flow was published. */
const content: Word = (t) =>
  t.change.idSuffix === '$SAVED'
    ? deed(['Content'], form(t, SAVED_DRAFT), ' ', self(t))
    : deed(['Content'], form(t, UPDATED), ' the content', ofSelf(t));

const PUBLISHED: Forms = ['published', 'publish'];

/** A view's request says by its status what it did. */
const viewContent: Word = (t) => {
  const status = statedIn(t, 'Status');
  const names = ['Content'];
  if (status === 'SAVED' || t.change.idSuffix === '$SAVED')
    return { ...deed(['Status'], form(t, SAVED_DRAFT), ' ', self(t)), names };
  if (status === 'PUBLISHED' && fieldsUnder(t, 'Content').length === 0)
    return deed(['Status'], form(t, PUBLISHED), ' ', self(t));
  const update = say(form(t, UPDATED), ' the content', ofSelf(t));
  return status === 'PUBLISHED'
    ? { ...deed(['Status'], update, ` and ${form(t, PUBLISHED)} it`), names }
    : { ...deed([], update), names };
};

/** "version 3 of evaluation form Calls", where the request names one. */
const versioned =
  (verb: Forms, otherwise: Word): Word =>
  (t) => {
    const version = statedIn(t, 'EvaluationFormVersion');
    if (typeof version !== 'number' && typeof version !== 'string') return otherwise(t);
    const number = say('version ', [nameOf(scalarText(version), 12)], ofSelf(t));
    const draft = draftMembers(t);
    return deed(
      ['EvaluationFormVersion', ...(draft ?? [])],
      form(t, verb),
      ' ',
      number,
      draft === undefined ? '' : ', as a draft',
    );
  };

/** Versions of bots, flows and modules: "created version 3 of flow Main Menu". */
const version =
  (verb: Forms): Word =>
  (t) => {
    const parent = t.change.mentions.find((mention) => mention.parent);
    const of = namedAs(t, parent);
    return deed([], form(t, verb), ' ', thing(t.resource), of === undefined ? [] : say(' of ', thing(of)));
  };

/** "pointed flow module alias live of flow module Greeting from version 2 to 3" */
const alias: Word = (t) => {
  const field = fieldAt(t, 'ContactFlowModuleVersion');
  if (field?.to.kind !== 'value') return edited(t);
  const mark = field.from.kind === 'value' ? [] : say(beforeMark(t, field.from));
  const from = field.from.kind === 'value' ? say(' from version ', numberPieces(field.from.value)) : [];
  const to = say(field.from.kind === 'value' ? ' to ' : ' to version ', numberPieces(field.to.value));
  return deed([field.field], form(t, POINTED), ' ', self(t), ofParent(t), from, to, mark);
};
const numberPieces = (value: unknown): Pieces => [nameOf(scalarText(value), 12)];

/** What a flow is tied to stands outside: an SMS number, an email address. */
const outside = (t: Telling): Pieces => {
  const type = statedIn(t, 'ResourceType');
  const what = typeof type === 'string' ? say([nameOf(settingName(type), 40)], ' ') : say('flow association ');
  const name = t.resource.name ?? t.resource.ref.id ?? 'of unknown id';
  return t.it ? self(t) : say(what, isUuid(name) ? [nameOf(`with id ${name}`)] : idPieces(t, name));
};

const TIED = 'ResourceType';

/** "pointed SMS phone number +1 555 from flow A to flow B" */
const attached: Word = (t) => {
  const field = fieldAt(t, 'FlowId');
  const [flow] = relatedOf(t, 'flow');
  const from = field?.from.kind === 'value' && !isSame(field) ? field.from.value : undefined;
  const before = typeof from === 'string' && !isNamelessHere(t, from) ? say(' from flow ', idPieces(t, from)) : [];
  const now = flow === undefined ? ' to its flow' : say(' to ', thing(flow));
  return deed([TIED, 'FlowId'], form(t, POINTED), ' ', outside(t), before, now);
};

const detached: Word = (t) => {
  const from = fieldAt(t, 'FlowId')?.from;
  const flow =
    from?.kind === 'value' && typeof from.value === 'string' ? say('flow ', idPieces(t, from.value)) : undefined;
  return deed([TIED, 'FlowId'], form(t, ['detached', 'detach']), ' ', outside(t), ' from ', flow ?? 'its flow');
};

/** What is active was in the archive before only where the record before says so. */
const archived =
  (path: string): Word =>
  (t) =>
    turned(t, path, fieldAt(t, path)?.from.kind === 'value' ? ARCHIVE : { ARCHIVED: ARCHIVE.ARCHIVED }) ?? edited(t);

const task = states('Status', ACTIVE, edited);
/** What is a draft now was published before only where the record before says so. */
const rule: Word = (t) => {
  const field = fieldAt(t, 'PublishStatus');
  const isKnown = field?.from.kind === 'value';
  const verbs = isKnown ? { PUBLISHED, DRAFT: ['unpublished', 'unpublish'] as const } : { PUBLISHED };
  const word = field !== undefined && isSame(field) ? edited : asDraft(edited);
  return turned(t, 'PublishStatus', verbs) ?? word(t);
};

export const FLOW_DEEDS: Readonly<Record<string, Word>> = {
  UpdateContactFlowContent: content,
  UpdateContactFlowModuleContent: content,
  UpdateContactFlowName: edited,
  UpdateContactFlowMetadata: archived('ContactFlowState'),
  UpdateContactFlowModuleMetadata: archived('State'),
  CreateContactFlowVersion: version(['created', 'create']),
  DeleteContactFlowVersion: version(['deleted', 'delete']),
  CreateContactFlowModuleVersion: version(['created', 'create']),
  DeleteContactFlowModuleVersion: version(['deleted', 'delete']),
  UpdateContactFlowModuleAlias: alias,
  AssociateFlow: attached,
  DisassociateFlow: detached,

  UpdateViewContent: viewContent,
  UpdateViewMetadata: edited,
  CreateViewVersion: version(['created', 'create']),
  DeleteViewVersion: version(['deleted', 'delete']),

  UpdatePrompt: edited,
  UpdateRule: rule,
  UpdateTaskTemplate: task,
  UpdateTestCase: asDraft(states('Status', { PUBLISHED }, edited)),
  ActivateEvaluationForm: versioned(['activated', 'activate'], does('activated', 'activate')),
  DeactivateEvaluationForm: versioned(['deactivated', 'deactivate'], does('deactivated', 'deactivate')),
  UpdateEvaluationForm: versioned(UPDATED, asDraft(edited)),
  DeleteEvaluationForm: versioned(['deleted', 'delete'], does('deleted', 'delete')),
  UpdateExtractionDefinition: edited,
  UpdateMetricContent: asDraft(aspect('the calculation', 'MetricCalculation', 'Unit', 'PositiveTrendIndicator')),
  UpdateMetricMetadata: asDraft(edited),

  CreateBotVersion: version(['created', 'create']),
  DeleteBotVersion: version(['deleted', 'delete']),
  CreateIntentVersion: version(['created', 'create']),
  DeleteIntentVersion: version(['deleted', 'delete']),
  CreateSlotTypeVersion: version(['created', 'create']),
  DeleteSlotTypeVersion: version(['deleted', 'delete']),
};
