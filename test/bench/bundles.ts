import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { FUNCTION_NAMES } from '../../bot/config';
import { bundle, handlerFile } from '../../infra/bundle';
import { type Figure, percentile, say } from './figures';

const ROUNDS = 25;

/** How long a fresh process takes to load one file, in ms: most of what the code itself adds to a cold start. */
const LOAD = `
  const from = process.hrtime.bigint();
  require(process.argv[1]);
  process.stdout.write(String(Number(process.hrtime.bigint() - from) / 1e6));
`;

/** What a function may want to know while it is loaded; handlers read their configuration at the first event. */
const env = {
  PATH: process.env.PATH ?? '',
  AWS_REGION: 'us-east-1',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
};

const loaded = async (file: string): Promise<number> =>
  Number((await promisify(execFile)(process.execPath, ['-e', LOAD, file], { env })).stdout);

/**
 * Size and load time of every bundle, beside an empty handler and a bare Bolt bundle as esbuild makes it by itself. All of them are
 * loaded in turn in every round, so that whatever else the machine does falls upon all alike.
 */
export const benchBundles = async (): Promise<Figure[]> => {
  say('bundles: building');
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-bundles-'));
  const file = (name: string): string => path.join(directory, `${name}.js`);
  const bolt = path.join(__dirname, '../support/bolt-handler.ts');
  fs.writeFileSync(file('empty'), 'exports.handler = async () => {};\n');
  await build({
    entryPoints: [bolt],
    outfile: file('bolt'),
    bundle: true,
    platform: 'node',
    target: 'node22',
    minify: true,
  });
  for (const name of FUNCTION_NAMES) await bundle(handlerFile(name), file(name));

  say(`bundles: loading each ${ROUNDS} times`);
  const names = ['empty', 'bolt', ...FUNCTION_NAMES];
  const times = new Map<string, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of names) times.get(name)?.push(await loaded(file(name)));
  }
  const sizes = new Map(names.map((name) => [name, Math.round(fs.statSync(file(name)).size / 1024)]));
  fs.rmSync(directory, { recursive: true });
  const median = (name: string): number => percentile(times.get(name) ?? [], 50);
  const bare = median('bolt');
  const ratio = (name: string): number => median(name) / bare;
  return [
    {
      what: 'loading an empty handler; a bare bundle of Bolt and SQS, as esbuild makes it by itself',
      figure: `${median('empty').toFixed(1)} ms; ${sizes.get('bolt')} kB, ${bare.toFixed(0)} ms`,
    },
    ...FUNCTION_NAMES.map((name) => ({
      what: `loading the bundle of the ${name} function`,
      figure: `${sizes.get(name)} kB, ${median(name).toFixed(0)} ms, ${ratio(name).toFixed(2)} x the bare bundle`,
      value: ratio(name),
      ...(name === 'slack' && { goal: { text: 'at most 0.6 x', met: ratio(name) <= 0.6 } }),
    })),
  ];
};
