import * as fs from 'node:fs';
import * as path from 'node:path';
import { promisesIn, reliabilityPage } from '../support/promises';

const root = path.join(__dirname, '../..');
const read = (file: string): string => fs.readFileSync(path.join(root, file), 'utf8');

const shown = promisesIn(reliabilityPage());
const faults = /"test:faults": "jest ([^"]+)"/.exec(read('package.json'))?.[1]?.split(' ') ?? [];

describe('docs/reliability.md', () => {
  it('names a test for every promise', () => {
    const [promises = ''] = reliabilityPage().split('## Figures');
    const rows = promises.match(/^\| (?!promise|---).+\|$/gm) ?? [];
    expect(shown).toHaveLength(rows.length);
    expect(rows.length).toBeGreaterThan(20);
  });

  it.each(shown)('$file: $title', ({ file, title }) => {
    expect(read(file).replace(/\\'/g, '’')).toContain(title.replace(/'/g, '’'));
    // `npm run test:faults` runs it.
    expect(faults.some((pattern) => file.startsWith(pattern))).toBe(true);
  });

  it('finds something at every pattern of `npm run test:faults`', () => {
    const isThere = (pattern: string): boolean => {
      const [folder, start] = [path.dirname(pattern), path.basename(pattern)];
      return fs.readdirSync(path.join(root, folder)).some((name) => name.startsWith(start));
    };
    expect(faults.filter((pattern) => !isThere(pattern))).toEqual([]);
  });
});
