import { isObject, member } from '../../change/json';
import {
  ADDED,
  aspect,
  CHANGED,
  edited,
  isStated,
  madeWith,
  parted,
  pointed,
  REMOVED,
  SAVED,
  SET,
  savedWithout,
  verbFor,
} from './families';
import { listed, nameOf, type Pieces, say, scalarText } from './pieces';
import { beforeMark, fromTo, hiddenMark, isNamelessHere } from './shifts';
import {
  askedFirst,
  deed,
  type Forms,
  fieldAt,
  fieldsUnder,
  form,
  isKnownShift,
  isSame,
  namesNone,
  type Telling,
  type Word,
} from './telling';
import { idPieces, namedAs, ofSelf, relatedOf, self, thing } from './things';
import { itemPieces } from './values';

const GAVE: Forms = ['gave', 'give'];
const TOOK: Forms = ['took', 'take'];

/** "the security profiles Admin and Agent" */
const profiles = (t: Telling, ids: readonly unknown[], article = 'the '): Pieces => {
  const names = askedFirst(t, ids).map((id) => (typeof id === 'string' ? idPieces(t, id) : []));
  return say(`${article}security profile${ids.length === 1 ? '' : 's'} `, listed(names, 4));
};

/** A user; or an AI agent, which is a thing of another service. */
const holder = (t: Telling): Pieces =>
  t.it || t.resource.ref.type === 'user'
    ? self(t)
    : say('AI agent ', idPieces(t, t.resource.ref.id ?? 'of unknown id'));

/** "gave user Ann the security profile Admin and took away Agent" */
const securityProfiles: Word = (t) => {
  const path = 'SecurityProfileIds';
  const field = fieldAt(t, path);
  const { added = [], removed = [] } = field ?? {};
  const isVague = removed.some((id) => isNamelessHere(t, id));
  if (added.length > 0 && removed.length > 0 && !isVague) {
    const gone = listed(askedFirst(t, removed).map((id) => (typeof id === 'string' ? idPieces(t, id) : [])));
    return deed([path], form(t, GAVE), ' ', holder(t), ' ', profiles(t, added), ` and ${form(t, TOOK)} away `, gone);
  }
  if (added.length > 0 && !isVague) return deed([path], form(t, GAVE), ' ', holder(t), ' ', profiles(t, added));
  if (removed.length > 0 && !isVague)
    return deed([path], form(t, TOOK), ' ', profiles(t, removed), ' from ', holder(t));
  const ids = field?.to.kind === 'value' && Array.isArray(field.to.value) ? field.to.value : undefined;
  if (field !== undefined && isSame(field)) {
    return deed([path], form(t, SAVED), ' the security profiles', ofSelf(t), ' without a change');
  }
  const related = relatedOf(t, 'security-profile');
  const names = ids ?? related.map(({ ref }) => ref.id ?? '');
  if (ids?.length === 0 && t.change.verb === 'update')
    return deed([path], form(t, TOOK), ' all security profiles from ', holder(t), beforeMark(t, field?.from));
  if (namesNone(t, path)) return deed([path], ...givenNone(t));
  if (names.length === 0)
    return deed([path], form(t, CHANGED), ' the security profiles', t.it ? '' : say(' of ', holder(t)));
  const now = listed(
    askedFirst(t, names).map((id) => (typeof id === 'string' ? idPieces(t, id) : [])),
    4,
  );
  return deed(
    [path],
    form(t, SET),
    ' the security profiles',
    t.it ? '' : say(' of ', holder(t)),
    ' to ',
    now,
    beforeMark(t, field?.from),
  );
};

/** Of a call that names no profile. */
const givenNone = (t: Telling): readonly (string | Pieces)[] =>
  t.change.verb === 'disassociate'
    ? [form(t, TOOK), ' no security profiles from ', holder(t)]
    : [form(t, GAVE), ' ', holder(t), ' no security profiles'];

const hierarchy: Word = (t) => {
  const field = fieldAt(t, 'HierarchyGroupId');
  const typeWords = 'agent hierarchy group ';
  if (field?.to.kind === 'value' && typeof field.to.value === 'string' && field.to.value !== '') {
    return field.from.kind === 'none'
      ? pointed(['put', 'put'], 'HierarchyGroupId', typeWords, 'into')(t)
      : pointed(['moved', 'move'], 'HierarchyGroupId', typeWords)(t);
  }
  // A request that was not recorded may have named a group.
  if (field === undefined) return deed([], form(t, CHANGED), ' the agent hierarchy group', ofSelf(t));
  return isStated(t, 'HierarchyGroupId')
    ? parted(TOOK, 'out of', 'HierarchyGroupId', typeWords, 'the hierarchy')(t)
    : savedWithout('HierarchyGroupId', 'an agent hierarchy group')(t);
};

/** "set proficiency Language: French (level 3) of user Ann" */
const proficiencies =
  (verb: Forms, between: string): Word =>
  (t) => {
    const path = 'UserProficiencies';
    const stated = t.change.set.find(({ field }) => field.toLowerCase() === path.toLowerCase())?.to;
    const items = stated?.kind === 'value' && Array.isArray(stated.value) ? stated.value : [];
    const levels = fieldsUnder(t, path).filter(({ item }) => item !== undefined);
    const [shift, ...more] = levels.filter((field) => !isSame(field));
    if (shift?.item !== undefined && more.length === 0 && isKnownShift(shift)) {
      const [skill] = items.filter((item: unknown) => isObject(item) && keyOf(item) === shift.item);
      const name = isObject(skill) ? skillName(skill) : [nameOf(shift.item)];
      return deed([path], form(t, SET), ' the level of proficiency ', name, ofSelf(t), fromTo(t, shift));
    }
    if (namesNone(t, path))
      return deed([path], form(t, verb), ' no proficiencies', t.it ? '' : say(` ${between} `, self(t)));
    if (items.length === 0) return deed([], form(t, CHANGED), ' the proficiencies', ofSelf(t));
    const all = items.slice(0, 3).map((item: unknown) => itemPieces(t, path, item));
    const what = listed([...all, ...items.slice(3).map(() => [])]);
    const label = items.length === 1 ? 'proficiency ' : 'proficiencies ';
    const mark = beforeMark(t, levels[0]?.from);
    return deed([path], form(t, verb), ` ${label}`, what, t.it ? '' : say(` ${between} `, self(t)), mark);
  };
const keyOf = (item: object): string => [member(item, 'AttributeName'), member(item, 'AttributeValue')].join(' ');
const skillName = (item: object): Pieces => {
  const [name, value] = [member(item, 'AttributeName'), member(item, 'AttributeValue')];
  return say([nameOf(scalarText(name))], ': ', [nameOf(scalarText(value))]);
};

/** Personal data is not shown; whether it changed is seldom known. */
const personal: Word = (t) => {
  const fields = fieldsUnder(t, 'IdentityInfo').filter((field) => !isSame(field));
  const verb = fields.length === 0 ? CHANGED : verbFor(fields);
  const [mark = ''] = fields.map(hiddenMark);
  return deed(['IdentityInfo'], form(t, verb), ' the name or contact details', ofSelf(t), mark);
};

/** A structure belongs to an instance and has no other name. */
const levels: Word = (t) => {
  const [instance] = relatedOf(t, 'instance');
  const where: Telling = instance === undefined || t.it ? t : { ...t, resource: instance };
  return aspect('the levels of the agent hierarchy', 'HierarchyStructure')(where);
};

export const USER_DEEDS: Readonly<Record<string, Word>> = {
  CreateUser: madeWith(['SecurityProfileIds', 'security-profile'], ['RoutingProfileId', 'routing-profile']),
  UpdateUserSecurityProfiles: securityProfiles,
  AssociateSecurityProfiles: securityProfiles,
  DisassociateSecurityProfiles: securityProfiles,
  UpdateUserRoutingProfile: (t) =>
    fieldAt(t, 'RoutingProfileId') === undefined
      ? deed([], form(t, ['moved', 'move']), ' ', self(t), ' to a routing profile')
      : pointed(['moved', 'move'], 'RoutingProfileId', 'routing profile ')(t),
  UpdateUserHierarchy: hierarchy,
  UpdateUserIdentityInfo: personal,
  UpdateUserPhoneConfig: aspect('the phone settings', 'PhoneConfig'),
  UpdateUserConfig: aspect(
    'the contact settings',
    'AutoAcceptConfigs',
    'AfterContactWorkConfigs',
    'PersistentConnectionConfigs',
    'VoiceEnhancementConfigs',
    'PhoneNumberConfigs',
  ),
  AssociateUserProficiencies: proficiencies(ADDED, 'to'),
  DisassociateUserProficiencies: proficiencies(REMOVED, 'from'),
  UpdateUserProficiencies: proficiencies(SET, 'of'),

  CreateUserHierarchyGroup: (t) => {
    const [parent] = relatedOf(t, 'user-hierarchy-group');
    const under = parent && say(' under ', namedAs(t, t.change.mentions[0]) ? thing(parent) : []);
    return deed(['ParentGroupId'], form(t, ['created', 'create']), ' ', self(t), under);
  },
  UpdateUserHierarchyGroupName: edited,
  UpdateUserHierarchyStructure: levels,
};
