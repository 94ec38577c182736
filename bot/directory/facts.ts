import type { ResourceRef } from '../change/resource';

/** A person's name beside the login, from `SearchUsers`. */
export interface PersonName {
  readonly firstName?: string;
  readonly lastName?: string;
}

/**
 * One thing learnt about a resource's name or life, with when (ISO 8601 UTC). Facts are merged whatever their order or number:
 * the directory is nothing but the sum of its facts.
 */
export type DirectoryFact =
  /** An event gave it this name at this moment (a create or a rename). `made`: it was not there before. */
  | {
      readonly kind: 'named';
      readonly ref: ResourceRef;
      readonly name: string;
      readonly at: string;
      readonly made?: true;
    }
  /** Connect listed it under this name at this moment. */
  | {
      readonly kind: 'listed';
      readonly ref: ResourceRef;
      readonly name: string;
      readonly at: string;
      readonly person?: PersonName;
    }
  /** An event deleted it at this moment. */
  | { readonly kind: 'deleted'; readonly ref: ResourceRef; readonly at: string }
  /** A listing that was read to its end at this moment no longer held it. */
  | { readonly kind: 'missing'; readonly ref: ResourceRef; readonly at: string }
  /** Connect was asked for this id at this moment and did not know it. Believed for a while only. */
  | { readonly kind: 'not known'; readonly ref: ResourceRef; readonly at: string };
