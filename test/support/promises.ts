import * as fs from 'node:fs';
import * as path from 'node:path';

/** A promise of docs/reliability.md goes by the test that shows it: its file, and its name or a part of that. */
export interface Shown {
  readonly file: string;
  readonly title: string;
  /** Set where it is about what the other tests of its file did. */
  readonly afterOthers?: true;
}

/** Every promise's test, as the last cell of its row names it. */
export const promisesIn = (page: string): readonly Shown[] =>
  [...page.matchAll(/\| `(test\/[^`]+\.test\.ts)`: (.+) \|$/gm)].map(([, file = '', title = '']) => ({ file, title }));

export const reliabilityPage = (): string => fs.readFileSync(path.join(__dirname, '../../docs/reliability.md'), 'utf8');
