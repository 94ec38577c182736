import { type Pieces, say } from './pieces';
import { deed, type Forms, form, statedIn, type Telling, type Word } from './telling';
import { self } from './things';

/** What says that a call leaves a draft: https://docs.aws.amazon.com/connect/latest/APIReference/API_CreateContactFlow.html and the like. */
const DRAFTS: Readonly<Record<string, unknown>> = { Status: 'SAVED', PublishStatus: 'DRAFT', AsDraft: true };

/** What says that a thing is made and not in use yet. */
const UNUSED: readonly (readonly [member: string, value: string, words: string])[] = [
  ['Status', 'INACTIVE', ', inactive'],
  ['State', 'DISABLED', ', disabled'],
];

const states = (t: Telling, member: string, value: unknown): boolean => {
  const stated = statedIn(t, member);
  return (typeof stated === 'string' ? stated.toUpperCase() : stated) === value;
};

/** The members that say that a draft is what was made or saved; undefined where it was not one, or nothing says so. */
export const draftMembers = (t: Telling): readonly string[] | undefined => {
  const found = Object.entries(DRAFTS).flatMap(([member, value]) => (states(t, member, value) ? [member] : []));
  return found.length > 0 || t.change.idSuffix === '$SAVED' ? found : undefined;
};

/** How something was made: " as a draft", ", inactive"; and the members that say so. */
export const madeHow = (t: Telling): { readonly pieces: Pieces; readonly tells: readonly string[] } => {
  const draft = draftMembers(t);
  if (draft !== undefined) return { pieces: say(' as a draft'), tells: draft };
  const unused = UNUSED.find(([member, value]) => states(t, member, value));
  return unused === undefined ? { pieces: [], tells: [] } : { pieces: say(unused[2]), tells: [unused[0]] };
};

export const SAVED_DRAFT: Forms = ['saved a draft of', 'save a draft of'];

/** "saved a draft of rule Long calls", where the call says so; `tells` are the members that need no telling then. */
export const asDraft =
  (otherwise: Word, ...tells: readonly string[]): Word =>
  (t) => {
    const members = draftMembers(t);
    return members === undefined ? otherwise(t) : deed([...members, ...tells], form(t, SAVED_DRAFT), ' ', self(t));
  };
