/**
 * Lists whose items are known by a part of them, whatever their order; all others by the whole item. The parts are members of the item;
 * lists by their last name in small letters.
 */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  queueconfigs: ['QueueReference.QueueId', 'QueueReference.Channel'],
  manualassignmentqueueconfigs: ['QueueReference.QueueId', 'QueueReference.Channel'],
  mediaconcurrencies: ['Channel'],
  userproficiencies: ['AttributeName', 'AttributeValue'],
  autoacceptconfigs: ['Channel'],
  aftercontactworkconfigs: ['Channel'],
  phonenumberconfigs: ['Channel'],
  persistentconnectionconfigs: ['Channel'],
  voiceenhancementconfigs: ['Channel'],
  emailaddressesconfig: ['EmailAddressId'],
  parenthoursofoperationconfigs: ['HoursOfOperationId'],
};

/** Other lists of objects whose order says nothing. A list of plain values is a set; the order of any other may matter. */
const IN_NO_ORDER = new Set(['allowedaiagents', 'allowedflowmodules', 'applications', 'config', 'distributions']);

export const lastOf = (path: string): string => path.split('.').at(-1)?.toLowerCase() ?? '';

/** The members that tell a list's items apart; undefined where that takes the whole item. `path` is the list's field. */
export const keysOf = (path: string): readonly string[] | undefined => {
  const name = lastOf(path);
  return Object.hasOwn(KEYS, name) ? KEYS[name] : undefined;
};

/** Whether the order of a list's items says nothing. */
export const isUnordered = (path: string): boolean => IN_NO_ORDER.has(lastOf(path)) || keysOf(path) !== undefined;
