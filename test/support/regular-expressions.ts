import * as fs from 'node:fs';
import * as path from 'node:path';
import { parseSync } from '@swc/core';

/** A regular expression of the source, and where it stands: `bot/log.ts:20`. */
export interface Expression {
  readonly at: string;
  readonly regExp: RegExp;
}

export interface ExpressionsFound {
  readonly literals: readonly Expression[];
  /** Where `RegExp` is called. */
  readonly built: readonly string[];
}

/** All TypeScript below a folder, as paths from `root`. */
export const sourceFiles = (root: string, folder: string): readonly string[] =>
  fs
    .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(tsx?|cjs)$/.test(file) && !file.endsWith('.d.ts'))
    .map((file) => path.posix.join(folder, file.split(path.sep).join('/')))
    .sort();

/** The expressions of one file, found by its syntax. */
export const expressionsIn = (root: string, file: string): ExpressionsFound => {
  const source = fs.readFileSync(path.join(root, file), 'utf8');
  const literals: Expression[] = [];
  const built: string[] = [];
  /** Nodes come in the order of the text; the parser's own positions count bytes, and on from file to file. */
  const lineOf = (text: string, from: { at: number }): string => {
    from.at = source.indexOf(text, from.at) + text.length;
    return `${file}:${source.slice(0, from.at).split('\n').length}`;
  };
  const [literal, call] = [{ at: 0 }, { at: 0 }];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { type, pattern, flags, callee } = node as Record<string, unknown>;
    if (type === 'RegExpLiteral') {
      const at = lineOf(`/${String(pattern)}/${String(flags)}`, literal);
      literals.push({ at, regExp: new RegExp(String(pattern), String(flags)) });
    }
    if ((type === 'NewExpression' || type === 'CallExpression') && (callee as { value?: unknown }).value === 'RegExp')
      built.push(lineOf('RegExp(', call));
    Object.values(node).forEach(visit);
  };
  visit(parseSync(source, { syntax: 'typescript', tsx: file.endsWith('x') }).body);
  return { literals, built };
};

/** What modules build with `new RegExp` while they are loaded by `load`, and where. */
export const expressionsBuiltBy = (root: string, load: () => void): readonly Expression[] => {
  const built: Expression[] = [];
  const real = globalThis.RegExp;
  globalThis.RegExp = new Proxy(real, {
    construct: (_target, args: ConstructorParameters<typeof RegExp>) => {
      const regExp = new real(...args);
      const caller = /(?<file>\/[^()]*):(?<line>\d+):\d+\)?$/.exec(new Error().stack?.split('\n')[2] ?? '')?.groups;
      const file = path
        .relative(root, caller?.file ?? '')
        .split(path.sep)
        .join('/');
      built.push({ at: `${file}:${caller?.line ?? '?'}`, regExp });
      return regExp;
    },
  });
  try {
    load();
  } finally {
    globalThis.RegExp = real;
  }
  return built;
};
