import type { ResourceType } from '../change/catalogue';
import { type Change, ENDINGS } from '../change/change';
import { asString } from '../change/json';

const BY_MACHINE: ReadonlySet<Change['via']> = new Set([
  'terraform',
  'cloudformation',
  'lambda',
  'aws service',
  'replica sync',
]);

/** Whether a person made the change with their own hands, as far as the record tells; else a pipeline or a service did. */
export const isByPerson = ({ actor, via }: Change): boolean => {
  if (BY_MACHINE.has(via)) return false;
  if (actor.kind === 'role session') return via === 'aws console';
  return actor.kind !== 'aws service' && actor.kind !== 'replica sync';
};

const TOUCHY: ReadonlySet<ResourceType> = new Set<ResourceType>([
  'security-profile',
  'security-key',
  'instance',
  'instance-attribute',
  'instance-storage-config',
  'approved-origin',
  'lambda-function-association',
  'authentication-profile',
]);
const TOUCHY_NAMES = new Set([
  'UpdateUserSecurityProfiles',
  'DisassociateRoutingProfileQueues',
  'AssociatePhoneNumberContactFlow',
  'DisassociatePhoneNumberContactFlow',
  'UpdatePhoneNumber',
]);

/**
 * What a colleague would want to hear of: rights changed or granted, deletions, a queue disabled or taken out of a
 * profile, a number released or pointed elsewhere, instance settings, root. Failed attempts changed nothing.
 */
export const isWorthALook = (change: Change): boolean =>
  change.outcome.kind === 'succeeded' &&
  (change.actor.kind === 'root' ||
    ENDINGS.has(change.verb) ||
    TOUCHY.has(change.resource.type) ||
    TOUCHY_NAMES.has(change.eventName) ||
    disables(change));

const disables = (change: Change): boolean =>
  change.set.some(({ to }) => to.kind === 'value' && asString(to.value) === 'DISABLED');
