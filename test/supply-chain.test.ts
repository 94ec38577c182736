import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod/mini';
import { FUNCTION_NAMES } from '../bot/config';
import { packagesIn } from '../docs/bundled';

const root = path.join(__dirname, '..');
const json = (file: string): unknown => JSON.parse(fs.readFileSync(path.join(root, file), 'utf8'));

const versions = z.record(z.string(), z.string());
const manifest = z.parse(z.object({ dependencies: versions, devDependencies: versions }), json('package.json'));
const locked = z.parse(
  z.object({
    packages: z.record(
      z.string(),
      z.object({
        version: z.optional(z.string()),
        license: z.optional(z.string()),
        integrity: z.optional(z.string()),
        resolved: z.optional(z.string()),
        dev: z.optional(z.boolean()),
        optional: z.optional(z.boolean()),
        inBundle: z.optional(z.boolean()),
        hasInstallScript: z.optional(z.boolean()),
      }),
    ),
  }),
  json('package-lock.json'),
).packages;
const packages = Object.entries(locked)
  .filter(([place]) => place !== '')
  .map(([place, of]) => ({ name: place.replace(/^.*node_modules\//, ''), place, ...of }));
const namesOf = (some: readonly { readonly place: string }[]): string[] => some.map(({ place }) => place);

/** Licences that ask for no more than their text; what is used and not handed on may have these besides. */
const ALLOWED = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT'];
const ALLOWED_HERE = [...ALLOWED, 'BlueOak-1.0.0', 'CC-BY-4.0', 'MPL-2.0', '(MIT OR CC0-1.0)'];

describe('what is depended on', () => {
  it('is named by its exact version', () => {
    // One that stands under another's name: `npm:cdktn@0.24.0`.
    const all = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).map(
      ([name, version]) => [name, version.replace(/^npm:.+@/, '')] as const,
    );
    expect(all.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
    expect(all.filter(([name, version]) => locked[`node_modules/${name}`]?.version !== version)).toEqual([]);
  });

  it('is told apart from anything else by its hash; only other platforms’ builds, and what lies inside of a package that has one, have none', () => {
    const without = packages.filter(({ integrity }) => integrity === undefined);
    expect(namesOf(without.filter(({ optional, inBundle }) => !optional && !inBundle))).toEqual([]);
    expect(packages.filter(({ integrity = 'sha512-' }) => !integrity.startsWith('sha512-'))).toEqual([]);
  });

  it('comes from whichever registry npm is told, and from no other address', () => {
    expect(namesOf(packages.filter(({ resolved }) => resolved !== undefined))).toEqual([]);
  });

  it('has a licence that is allowed', () => {
    const isAllowed = (license: string | undefined, allowed: readonly string[]): boolean =>
      license !== undefined &&
      (allowed.includes(license) || license.split(/ (?:AND|OR) /).every((one) => allowed.includes(one)));
    const refused = packages.filter(({ license, dev }) => !isAllowed(license, dev ? ALLOWED_HERE : ALLOWED));
    expect(refused.map(({ place, license }) => `${place}: ${license}`)).toEqual([]);
  });

  it('runs nothing of its own that is needed when it is installed: these few would, and work without', () => {
    expect(packages.filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name)).toEqual([
      '@parcel/watcher',
      '@swc/core',
      'classic-level',
      'esbuild',
    ]);
  });
});

/** Before a version from which on it is ignored. */
const isBefore = (version: string, from: string): boolean => {
  const [a, b] = [version, from].map((text) => text.split('.').map(Number));
  const at = b?.findIndex((part, i) => part !== a?.[i]) ?? -1;
  return at >= 0 && (a?.[at] ?? 0) < (b?.[at] ?? 0);
};

describe('what waits for a newer Node', () => {
  const config = z.parse(
    z.object({
      updates: z.array(
        z.object({
          'package-ecosystem': z.string(),
          ignore: z.optional(z.array(z.object({ 'dependency-name': z.string(), versions: z.array(z.string()) }))),
        }),
      ),
    }),
    parse(fs.readFileSync(path.join(root, '.github/dependabot.yml'), 'utf8')),
  );
  const ignored = config.updates.flatMap(({ ignore = [] }) => ignore);
  const page = fs.readFileSync(path.join(root, 'docs/supply-chain.md'), 'utf8');
  const [, section = ''] = /\n## What waits for Node 22\n(.*?)\n## /s.exec(page) ?? [];
  const waiting = [...section.matchAll(/^\| `(.+?)` \| (\S+) \| (\S+) \|/gm)].map(([, name, here, newest]) => ({
    name,
    here,
    newest,
  }));

  it('is what Dependabot ignores, and what the page lists, each with the version that is here', () => {
    expect(ignored.length).toBeGreaterThan(0);
    const all: Record<string, string> = { ...manifest.dependencies, ...manifest.devDependencies };
    expect(waiting.map(({ name, here }) => [name, here])).toEqual(
      ignored.map(({ 'dependency-name': name }) => [name, all[name]]),
    );
  });

  it('is newer than what is here, and no version that is here is ignored', () => {
    for (const [
      at,
      {
        'dependency-name': name,
        versions: [range = ''],
      },
    ] of ignored.entries()) {
      const from = range.replace(/^>=/, '');
      expect(range).toMatch(/^>=\d+(\.\d+)?$/);
      expect([name, isBefore(waiting[at]?.here ?? '', from), isBefore(waiting[at]?.newest ?? '', from)]).toEqual([
        name,
        true,
        false,
      ]);
    }
  });

  it('waits only as long as the bot runs on Node 20', () => {
    const { engines } = z.parse(z.object({ engines: z.object({ node: z.string() }) }), json('package.json'));
    expect(engines.node).toMatch(/^>=20\./);
  });
});

it('The workflow names its actions by hash, may only read, and runs no script of a package that it installs', () => {
  const workflow = fs.readFileSync(path.join(root, '.github/workflows/supply-chain.yml'), 'utf8');
  const uses = [...workflow.matchAll(/uses: (.+)/g)].map(([, action]) => action);
  expect(uses.length).toBeGreaterThan(0);
  expect(uses.filter((action) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action ?? ''))).toEqual([]);
  const { permissions, jobs } = parse(workflow) as {
    permissions: unknown;
    jobs: Record<string, { steps: { run?: string }[] }>;
  };
  expect(permissions).toEqual({ contents: 'read' });
  const runs = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
  expect(runs).toEqual(expect.arrayContaining(['npm audit --omit=dev', 'npm audit signatures']));
  expect(runs.filter((run) => run.startsWith('npm ci')).every((run) => run === 'npm ci --ignore-scripts')).toBe(true);
});

describe('a bundle', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'supply-chain-'));
  afterAll(() => fs.rmSync(folder, { recursive: true }));

  /** What docs/supply-chain.md says that a function's bundle holds. */
  const listed = (name: string): string[] => {
    const [, page = ''] = fs
      .readFileSync(path.join(root, 'docs/supply-chain.md'), 'utf8')
      .split('\n## What the functions hold\n');
    const rows = [...page.matchAll(/^\| (.+) \|$/gm)].map(([, row = '']) => row.split('|').map((cell) => cell.trim()));
    const column = rows[0]?.indexOf(name) ?? -1;
    return rows.flatMap((row) => (row[0]?.startsWith('`') && row[column] ? [row[0].replaceAll('`', '')] : [])).sort();
  };

  it.each(FUNCTION_NAMES)(
    'of the %s function holds packages of this list, and nothing that serves a laptop',
    async (name) => {
      const used = [...(await packagesIn(name, folder)).keys()].sort();
      expect(used).toEqual(listed(name));
      const handedOn = new Set(packages.filter(({ dev }) => !dev).map(({ name: of }) => of));
      expect(used.filter((one) => !handedOn.has(one))).toEqual(['bot/', 'infra/']);
    },
  );
});
