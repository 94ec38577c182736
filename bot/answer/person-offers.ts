import { escapeSlack, plainOrQuoted } from '../query/tokens';
import { phrases } from '../words/words';
import type { Answer, NamedResource } from './answer';
import { sameStretch, type Telling } from './ask-again';
import { type Line, line, type Message } from './message';
import { isIdOf } from './subject-pieces';

interface Offers {
  readonly lines: readonly Line[];
  readonly buttons: Message['buttons'];
}

const NONE: Offers = { lines: [], buttons: [] };

/** More people of one name than that are asked about one by one. */
const MOST_PEOPLE = 3;

/**
 * Of a person one may want to know what they changed, as well as who changed their user. Each answer about the one leads to the other, in
 * the same stretch of time and the same instance.
 */
export const personOffers = (answer: Answer, telling: Telling): Offers => {
  const { query, subjects, people = [], actedAs } = answer;
  if (query.by === undefined) {
    // What a user did is found by their id, which the record that made them may hide.
    const users = subjects.filter(({ ref }) => ref.type === 'user' && ref.id !== undefined);
    const names = namesOf(users, query.subject.kind === 'id' || query.subject.kind === 'arn');
    if (names.length > 0) return offersOf(names.map(whatTheyChanged), answer, telling);
    return actedAs === undefined ? NONE : offersOf([whatWasChangedAs(actedAs, query)], answer, telling);
  }
  const { by } = query;
  const byId = by.kind === 'name' && people.some(({ ref }) => isIdOf(by.name, ref));
  // Who changed one thing is answered; what was done to the person is asked where nothing but the person was.
  return query.subject.kind === 'everything'
    ? offersOf(namesOf(people, byId).map(whatWasDoneTo), answer, telling)
    : NONE;
};

/** What to ask for: a login, which several instances may have; the id where the user was asked for by it, or nothing names them. */
const namesOf = (users: readonly NamedResource[], byId: boolean): readonly string[] => {
  const names = users.flatMap(({ ref, name, nameNow }) => (byId ? ref.id : (nameNow ?? name ?? ref.id)) ?? []);
  return [...new Set(names)].slice(0, MOST_PEOPLE);
};

interface Offer {
  readonly question: string;
  readonly line: (typed: string) => Line;
  /** `several`: the name is in it, too. */
  readonly label: (several: boolean) => string;
}

const whatTheyChanged = (name: string): Offer => ({
  question: `by:${plainOrQuoted(name)}`,
  line: (typed) => line('note', ...phrases.further.changedThemselves({ typed })),
  label: (several) => phrases.further.whatTheyChanged({ name: several ? name : undefined }),
});

const whatWasDoneTo = (name: string): Offer => ({
  question: `${plainOrQuoted(name)} type:user`,
  line: (typed) => line('note', ...phrases.further.doneToThem({ typed })),
  label: (several) => phrases.further.whatWasDoneToThem({ name: several ? name : undefined }),
});

const whatWasChangedAs = (
  { name, newest }: NonNullable<Answer['actedAs']>,
  { subject: { kind } }: Answer['query'],
): Offer => ({
  question: `by:${plainOrQuoted(name)}`,
  line: (typed) =>
    line('note', ...phrases.further.changedUnder({ what: kind === 'id' ? 'id' : 'name', newest, typed })),
  label: () => phrases.further.whatTheyChanged({ name: undefined }),
});

const offersOf = (offers: readonly Offer[], { query }: Answer, telling: Telling): Offers => {
  const { lead, rest } = sameStretch(query, telling);
  const typed = ({ question }: Offer): string => [telling.command, ...lead, question, ...rest].join(' ');
  return {
    lines: offers.map((offer) => offer.line(typed(offer))),
    buttons: offers.map((offer) => ({ label: offer.label(offers.length > 1), ask: escapeSlack(typed(offer)) })),
  };
};
