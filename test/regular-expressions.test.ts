import * as path from 'node:path';
import { slowText } from './support/growth';
import { HOSTILE_TEXTS, textsHostileTo } from './support/hostile-texts';
import { type Expression, expressionsBuiltBy, expressionsIn, sourceFiles } from './support/regular-expressions';

const root = path.join(__dirname, '..');
const files = sourceFiles(root, 'bot').map((file) => ({ file, ...expressionsIn(root, file) }));

/** In a text of 100 kB that it is hostile to, what takes a step for each pair of letters takes a minute of processor. */
const slowTextOf = ({ regExp }: Expression): string | undefined =>
  slowText((text) => text.replace(regExp, ''), [...HOSTILE_TEXTS, ...textsHostileTo(regExp)]);

const offenders = (expressions: readonly Expression[]): readonly string[] =>
  expressions.flatMap((expression) => {
    const slow = slowTextOf(expression);
    return slow === undefined ? [] : [`${expression.at} ${expression.regExp} is slow over ${slow}`];
  });

describe('no text stalls a regular expression:', () => {
  it.each(files.filter(({ literals }) => literals.length > 0))(
    'those of $file take a step for each letter',
    ({ literals }) => {
      expect(offenders(literals)).toEqual([]);
    },
  );

  const withBuilt = files.filter(({ built }) => built.length > 0);
  it.each(withBuilt)('those that $file builds do too, all where the file is loaded', ({ file, built }) => {
    const found = expressionsBuiltBy(root, () => jest.isolateModules(() => void require(path.join(root, file))));
    const here = found.filter(({ at }) => at.startsWith(`${file}:`));
    expect([...new Set(here.map(({ at }) => at))]).toEqual([...new Set(built)]);
    expect(offenders(here)).toEqual([]);
  });
});

it.each([/[^\s@<>"]+@[^\s@<>"]+\.[a-z]{2,}/i, /“[^”]*”/g, /^(?:a+)+$/])('%s is found to be slow', (regExp) => {
  expect(slowTextOf({ at: '', regExp })).toBeDefined();
});
