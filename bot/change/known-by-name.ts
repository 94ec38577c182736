import type { ResourceType } from './catalogue';
import type { ResourceRef } from './resource';

/** What is known by its name within its parent, so that a rename gives it another id, and the member that holds the new name. */
const NEW_NAME: Partial<Readonly<Record<ResourceType, string>>> = {
  'data-table-attribute': 'Name',
  'workspace-page': 'NewPage',
};

/** The member of a call that renames such a thing; undefined for all else. */
export const newNameMember = ({ type }: Pick<ResourceRef, 'type'>): string | undefined => NEW_NAME[type];

/** The name in the id of such a thing: behind its parent's. */
export const nameInId = (ref: ResourceRef): string | undefined => {
  const { id } = ref;
  return id === undefined || newNameMember(ref) === undefined ? undefined : id.slice(id.indexOf('/') + 1);
};

/** The same thing under another name of its. */
export const underName = (ref: ResourceRef, name: string): ResourceRef => {
  const { id = '' } = ref;
  return { ...ref, id: `${id.slice(0, id.indexOf('/') + 1)}${name}` };
};

/** Whether a name is no more than the id of a thing that no call renames, in whatever capitals: then another spelling is no other name. */
export const isOnlyItsId = (name: string, ref: ResourceRef): boolean => {
  const [id, folded] = [ref.id?.toLowerCase(), name.toLowerCase()];
  return newNameMember(ref) === undefined && (id === folded || id?.endsWith(`/${folded}`) === true);
};
