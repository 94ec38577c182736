import type { ResourceType } from '../change/catalogue';
import { type Change, ENDINGS } from '../change/change';
import type { NamedActor } from './answer';

/** Where it is not known who acted it may have been either: neither filter leaves it out. */
export const mayBeByPerson = ({ acts }: Change): boolean => acts !== 'pipeline';
export const mayBeByPipeline = ({ acts }: Change): boolean => acts !== 'person';

/** What touches everybody: rights, and the settings of the whole instance. */
const TOUCHY: ReadonlySet<ResourceType> = new Set<ResourceType>([
  'security-profile',
  'security-key',
  'authentication-profile',
  'instance',
  'instance-attribute',
  'instance-storage-config',
  'approved-origin',
  'lambda-function-association',
]);

const TOUCHY_NAMES: ReadonlySet<string> = new Set([
  // rights granted or withdrawn
  'UpdateUserSecurityProfiles',
  'AssociateSecurityProfiles',
  'DisassociateSecurityProfiles',
  // queues that some agents serve no longer
  'DisassociateRoutingProfileQueues',
  // numbers pointed elsewhere: to another flow, another instance, another Region
  'AssociatePhoneNumberContactFlow',
  'DisassociatePhoneNumberContactFlow',
  'UpdatePhoneNumber',
  'UpdateTrafficDistribution',
]);

/**
 * What a colleague would want to hear of: rights changed or granted, deletions, a queue disabled or taken out of a profile, a
 * number released or pointed elsewhere, instance settings, emergency access and what was done by it, root. `by` is who made
 * the change, as far as names tell more than the record. Failed attempts changed nothing.
 */
export const isWorthALook = (change: Change, by?: NamedActor): boolean =>
  change.outcome.kind === 'succeeded' &&
  (change.actor.kind === 'root' ||
    change.verb === 'access' ||
    by?.likely !== undefined ||
    ENDINGS.has(change.verb) ||
    TOUCHY.has(change.resource.type) ||
    TOUCHY_NAMES.has(change.eventName) ||
    disables(change));

/** Only what says so: a queue's status, an agent status's state. */
const disables = (change: Change): boolean =>
  change.set.some(({ field, to }) => /^(status|state)$/i.test(field) && to.kind === 'value' && to.value === 'DISABLED');
