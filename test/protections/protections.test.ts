import * as fs from 'node:fs';
import * as path from 'node:path';
import { promisesIn, reliabilityPage, type Shown } from '../support/promises';
import { PROTECTIONS } from './protections';

const root = path.join(__dirname, '../..');
const read = (file: string): string => fs.readFileSync(path.join(root, file), 'utf8');

const nameOf = ({ file, title }: Shown): string => `${file}: ${title}`;

const parts = PROTECTIONS.flatMap(({ takenOut }) => takenOut);

describe('the protections', () => {
  it('are those of every promise in docs/reliability.md, and of no other', () => {
    const promises = promisesIn(reliabilityPage());
    expect(PROTECTIONS.map(nameOf).sort()).toEqual(promises.map(nameOf).sort());
  });

  it('are told apart by what is taken out', () => {
    const told = PROTECTIONS.flatMap(({ title, takenOut }) => takenOut.map(({ what }) => `${what} | ${title}`));
    expect(told).toEqual([...new Set(told)]);
    expect(PROTECTIONS.filter(({ takenOut }) => takenOut.length === 0)).toEqual([]);
  });

  it.each(parts)('can be taken out, as their text stands once in its file: $what', ({ replacements, shownBy }) => {
    expect(replacements).not.toEqual([]);
    if (shownBy !== undefined) expect(read(shownBy.file)).toContain(shownBy.title);
    for (const { file, from, to } of replacements) {
      expect([file, read(file).split(from).length - 1]).toEqual([file, 1]);
      expect(to).not.toBe(from);
    }
  });
});
