import { english } from './english';

/** What a language has to say: whole lines, or functions from named values to them. */
export type Words = typeof english;

/** The one language that there is. */
export const phrases: Words = english;
