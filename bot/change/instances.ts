import { type Change, MAKINGS } from './change';
import type { InstanceRef } from './resource';

/**
 * The instances that a change's record names: the one that its thing is in, and the one that it is put into, which a call for a phone
 * number names by `TargetArn`.
 */
export const instancesNamed = (change: Change): readonly InstanceRef[] => {
  const { resource, region, account } = change;
  const into = intoInstance(change);
  return [
    ...(resource.instance === undefined ? [] : [resource.instance]),
    ...(into === undefined || into === resource.instance?.id ? [] : [{ id: into, region, account }]),
  ];
};

/** The instance that a call puts its thing into, which had another one before or none. */
export const intoInstance = ({ mentions }: Change): string | undefined =>
  mentions.find(({ resource, parent }) => resource.type === 'instance' && !parent)?.resource.id;

/** The traffic distribution group that a call puts a phone number into. */
export const intoGroup = ({ resource, mentions }: Change) =>
  resource.type === 'phone-number'
    ? mentions.find((mention) => mention.resource.type === 'traffic-distribution-group')?.resource
    : undefined;

/** Whether a call puts its thing somewhere: into an instance, or a group of one. */
export const isPlacing = (change: Change): boolean =>
  intoInstance(change) !== undefined || intoGroup(change) !== undefined;

/** Whether a call takes its thing out of where it was, which only an earlier record names. */
export const isMove = (change: Change): boolean => isPlacing(change) && !MAKINGS.has(change.verb);
