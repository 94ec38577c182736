import { joined, type LinePiece, listOf, quiet, words } from '../../answer/message';
import { utcMinute } from './dates';
import { inPlace, instanceCalled } from './stretches';

/** Things as a sentence names them; each is one piece of a sentence to whatever holds it. */
export const subjects = {
  ofUnknownId: 'of unknown id',
  /** "queue Billing, harbor-prod (deleted)" */
  thing: ({
    type,
    name,
    instance,
    deleted,
  }: {
    readonly type: string;
    readonly name: string;
    readonly instance: string | undefined;
    readonly deleted: boolean;
  }): readonly LinePiece[] => [
    words(`${type} `),
    { name },
    ...(instance === undefined ? [] : [words(', '), ...instanceCalled(instance)]),
    ...(deleted ? [words(' (deleted)')] : []),
  ],
  /** Where something is: "harbor-prod (us-east-1)" */
  place: ({ place, region }: { readonly place: string; readonly region?: string }): readonly LinePiece[] => [
    ...instanceCalled(place),
    ...(region === undefined ? [] : [words(` (${region})`)]),
  ],
  /** Behind a user whose login went to another. */
  earlier: ({ deletedAt }: { readonly deletedAt?: string }): string =>
    ` (the earlier of that login${deletedAt === undefined ? '' : `, deleted ${utcMinute(deletedAt)}`})`,
  /** "queue Billing, harbor-prod and queue Sales, harbor-prod" */
  things: ({ things }: { readonly things: readonly (readonly LinePiece[])[] }): readonly LinePiece[] =>
    joined(' and ', things),
  /** "flow and queue Billing in harbor-prod, queue Billing in harbor-sydney" */
  ofOneName: ({
    name,
    places,
  }: {
    readonly name: string;
    readonly places: readonly { readonly place: string; readonly types: readonly string[] }[];
  }): readonly LinePiece[] =>
    joined(
      ', ',
      places.map(({ place, types }): readonly LinePiece[] => [
        words(`${listOf(types)} `),
        { name },
        ...(place === '' ? [] : inPlace(place)),
      ]),
    ),
  /** "everything", "every queue, flow" */
  all: ({ types }: { readonly types: readonly string[] }): readonly LinePiece[] => [
    words(types.length === 0 ? 'everything' : `every ${types.join(', ')}`),
  ],
  event: ({ eventId }: { readonly eventId: string }): readonly LinePiece[] => [words('event '), quiet(eventId)],
  /** "any queue or flow" */
  any: ({ types }: { readonly types: readonly string[] }): readonly LinePiece[] => [
    words(types.length === 0 ? 'anything' : `any ${types.join(' or ')}`),
  ],
  /** "everything by ann" */
  by: ({
    subject,
    person,
  }: {
    readonly subject: readonly LinePiece[];
    readonly person: string;
  }): readonly LinePiece[] => [...subject, words(' by '), quiet(person)],
};
