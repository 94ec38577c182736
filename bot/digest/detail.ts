import type { AnsweredChange } from '../answer/answer';
import type { Coverage } from '../answer/coverage';
import { changesOfSave, groupSaves, type Save } from '../answer/group-saves';
import { capitalised, type Line, type LinePiece, line, type Message, quiet, words } from '../answer/message';
import { VIA_SHORT } from '../answer/wording/via';
import { pluralOf } from '../change/resource-types';
import { phrases } from '../words/words';
import { type DigestTelling, pipelineOf, placePieces, timeInDigest } from './digest';

/** How much a thread holds: five messages, each well within the letters and blocks that Slack takes. */
const MOST_MESSAGES = 5;
const MOST_LETTERS = 7_000;
const MOST_LINES = 60;
const MOST_DEEDS = 3;

/** One heading with its entries, newest first. */
interface Section {
  readonly heading: readonly LinePiece[];
  readonly entries: readonly Entry[];
}

interface Entry {
  readonly line: Line;
  readonly changes: number;
}

/**
 * All changes of a digest for its thread, in five messages at most: what people changed by type of thing, then what may be
 * either's, then each pipeline, then what
 * failed; newest first in each. What does not fit is counted in the last line.
 */
export const detailOfDigest = (
  changes: readonly AnsweredChange[],
  coverage: Coverage,
  telling: DigestTelling,
): readonly Message[] => {
  const pages = pagesOf(sectionsOf(changes, coverage, telling));
  const shown = pages.slice(0, MOST_MESSAGES);
  const told = shown.reduce((sum, page) => sum + page.changes, 0);
  const more = changes.length - told;
  return shown.map(({ lines }, at) => {
    const isLast = at === shown.length - 1;
    return { lines: isLast && more > 0 ? [...lines, moreLine(more)] : lines, buttons: [] };
  });
};

const moreLine = (more: number): Line => line('note', phrases.digestMessage.moreInThread({ more }));

const sectionsOf = (
  changes: readonly AnsweredChange[],
  coverage: Coverage,
  telling: DigestTelling,
): readonly Section[] => {
  const isDone = ({ change }: AnsweredChange): boolean => change.outcome.kind === 'succeeded';
  const done = changes.filter(isDone);
  const failed = changes.filter((one) => !isDone(one));
  const people = done.filter(({ change }) => change.acts === 'person');
  const either = done.filter(({ change }) => change.acts === 'unknown');
  const machines = done.filter(({ change }) => change.acts === 'pipeline');
  const entriesOf = (some: readonly AnsweredChange[]): readonly Entry[] =>
    groupSaves(some).map((save) => entryOf(save, coverage, telling));
  const sections = (
    some: readonly AnsweredChange[],
    headingOf: (one: AnsweredChange) => readonly LinePiece[],
  ): readonly Section[] =>
    groupedBy(some, (one) => JSON.stringify(headingOf(one))).flatMap(([first, ...others]) =>
      first === undefined ? [] : [{ heading: headingOf(first), entries: entriesOf([first, ...others]) }],
    );
  return [
    ...sections(people, ({ change }) => capitalised([words(pluralOf(change.resource.type))])),
    ...sections(either, () => [words(phrases.digestMessage.personOrPipeline)]),
    ...sections(machines, (one) => [quiet(pipelineOf(one).label), words(` ${pipelineOf(one).via}`)]),
    ...(failed.length === 0 ? [] : [{ heading: [words(phrases.digestMessage.failed)], entries: entriesOf(failed) }]),
  ];
};

const groupedBy = <T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly T[])[] => {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return [...groups.values()];
};

const entryOf = (save: Save, coverage: Coverage, telling: DigestTelling): Entry => {
  const { lead, others } = save;
  const deeds = [lead.sentence, ...others.slice(0, MOST_DEEDS).map(({ shortDeed }) => shortDeed)];
  const pieces = phrases.lists.deeds({ deeds, more: others.length - MOST_DEEDS });
  return {
    line: line(
      'item',
      `${timeInDigest(lead.change.time, coverage, telling)}  `,
      ...pieces,
      ` · ${VIA_SHORT[lead.change.via]}`,
      ...placePieces(pieces, lead.resource),
    ),
    changes: changesOfSave(save).length,
  };
};

interface Page {
  readonly lines: Line[];
  letters: number;
  changes: number;
}

/** Fills one message after the other; a heading is repeated where its entries go on in the next. */
const pagesOf = (sections: readonly Section[]): readonly Page[] => {
  const pages: Page[] = [];
  for (const section of sections) {
    const heading = line('heading', ...section.heading);
    let headed: Page | undefined;
    for (const entry of section.entries) {
      const letters = lettersOf(entry.line) + lettersOf(heading);
      const page = pageFor(pages, letters);
      if (headed !== page) page.lines.push(heading);
      page.letters += letters;
      headed = page;
      page.lines.push(entry.line);
      page.changes += entry.changes;
    }
  }
  return pages;
};

const pageFor = (pages: Page[], letters: number): Page => {
  const last = pages.at(-1);
  if (last !== undefined && last.letters + letters <= MOST_LETTERS && last.lines.length < MOST_LINES) return last;
  const page: Page = { lines: [], letters: 0, changes: 0 };
  pages.push(page);
  return page;
};

const lettersOf = ({ pieces }: Line): number =>
  pieces.reduce((sum, piece) => {
    if ('words' in piece) return sum + piece.words.length;
    if ('name' in piece) return sum + piece.name.length;
    return sum + ('code' in piece ? piece.code.length : 0);
  }, 0);
