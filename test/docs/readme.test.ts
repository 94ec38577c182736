import * as fs from 'node:fs';
import * as path from 'node:path';
import { readArguments } from '../../bot/local/ask-arguments';
import { parseQuery } from '../../bot/query/parse-query';
import { QUALIFIER_WORDS } from '../../bot/query/query-words';
import { COMMANDS } from '../../bot/slack/commands';
import { scripts } from '../../package.json';

const root = path.resolve(__dirname, '../..');

const markdownIn = (folder: string): readonly string[] =>
  fs
    .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => path.join(folder, file))
    .sort();

/** Everything that is written for people, as paths from the project's top. */
const PAPERS = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md', ...markdownIn('docs')];

const read = (paper: string): string => fs.readFileSync(path.join(root, paper), 'utf8');
const readme = read('README.md');

/** Each text that the pattern's first group takes out of a paper, once, beside the paper's name. */
const taken = (pattern: RegExp, textOf: (paper: string) => string = read): readonly [string, string][] =>
  PAPERS.flatMap((paper) => {
    const found = [...textOf(paper).matchAll(pattern)].flatMap(([, text]) => (text === undefined ? [] : [text]));
    return [...new Set(found)].map((text): [string, string] => [paper, text]);
  });

const withoutFences = (paper: string): string => read(paper).replace(/^```.*?^```$/gms, '');

const exists = (file: string): boolean => fs.existsSync(path.join(root, file));

/** The anchor that a heading gets on GitHub. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .trim()
    .replace(/\s/g, '-');
const anchorsOf = (paper: string): readonly string[] =>
  [...read(paper).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => anchorOf(heading));

describe('the README', () => {
  it.each(QUALIFIER_WORDS)('names the query word %s:', (word) => {
    expect(readme).toContain(`\`${word}:\``);
  });

  it.each([...readme.matchAll(/^\| `\w+:`[^|]*\|[^|]*\| `([^`]+)` \|/gm)].map(([, example = '']) => example))(
    'gives an example that the bot understands: %s',
    (example) => {
      const asking = { now: new Date('2026-11-21T20:00:00Z'), zone: 'Europe/Berlin' };
      expect(parseQuery(example, asking)).toMatchObject({ kind: 'query', query: { subject: { kind: 'everything' } } });
    },
  );

  it('names the slash commands that there are, and no other', () => {
    const named = [...readme.matchAll(/(?<=^|[\s`“(])\/[a-z][a-z-]*(?=[\s`”)]|$)/gm)].map(([command]) => command);
    expect([...new Set(named)].sort()).toEqual(COMMANDS.map(({ command }) => command).sort());
  });

  it('names every flag of the terminal command', () => {
    const help = readArguments(['--help']);
    const flags = 'text' in help ? [...help.text.matchAll(/^ {2}(?:-\w, )?(--\w+)/gm)].map(([, flag]) => flag) : [];
    expect(flags).toContain('--json');
    expect(flags.filter((flag) => flag !== '--help' && !readme.includes(`\`${flag}`))).toEqual([]);
  });
});

describe('what the papers say is there', () => {
  it.each(taken(/\bnpm (?:run (?:-s )?)?((?<=run (?:-s )?)[a-z][\w:-]*|start\b|test\b)/g))(
    '%s: npm knows the script %s',
    (_paper, script) => {
      expect(Object.keys(scripts)).toContain(script);
    },
  );

  it.each(taken(/\]\((?!https?:|mailto:)([^)\s]+)\)/g))('%s: the link to %s leads somewhere', (paper, link) => {
    const [file = '', anchor] = link.split('#');
    const target = file === '' ? paper : path.join(path.dirname(paper), file);
    expect(exists(target)).toBe(true);
    if (anchor !== undefined) expect(anchorsOf(target)).toContain(anchor);
  });

  it.each(taken(/`((?:bot|infra|test|docs|\.ci)\/[\w./-]*)`/g, withoutFences))('%s: there is a %s', (_paper, file) => {
    expect(exists(file)).toBe(true);
  });
});
