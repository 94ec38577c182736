import * as path from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import type { FunctionName } from '../bot/config';

const root = path.resolve(__dirname, '..');
const standIn = (file: string): string => path.join(root, 'infra/stand-ins', file);
const neverUsed = standIn('never-used.cjs');

/**
 * The document client's paginators are made when they are loaded, and hold Query and Scan whether or not anything pages by them. Nothing
 * does, and a function whose code holds a call is expected to be allowed it.
 */
const withoutPaginators: Plugin = {
  name: 'without-paginators',
  setup: ({ onLoad }) =>
    onLoad({ filter: /lib-dynamodb\/dist-es\/pagination\/\w+Paginator\.js$/ }, () => ({ contents: 'export {};' })),
};

/**
 * How a handler becomes one file. Most of a cold start is V8 compiling what was loaded, so what Lambda never runs is left out:
 * Bolt's other receivers and the SDK's search for credentials. `module` first, because the SDK's ES modules can be shaken.
 */
const OPTIONS: BuildOptions = {
  bundle: true,
  platform: 'node',
  target: 'node22',
  format: 'cjs',
  mainFields: ['module', 'main'],
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
  plugins: [withoutPaginators],
  alias: {
    express: neverUsed,
    'raw-body': neverUsed,
    '@slack/oauth': neverUsed,
    '@slack/socket-mode': neverUsed,
    '@aws-sdk/credential-provider-node': standIn('environment-credentials.ts'),
  },
};

/** The file that a function's bundle begins at. */
export const handlerFile = (name: FunctionName): string => path.join(root, 'bot/handlers', `${name}.ts`);

/** Bundles one entry file into one CommonJS file that runs on Lambda with nothing beside it; gives the files it is made of. */
export const bundle = async (entry: string, outfile: string): Promise<string[]> =>
  (await bundleParts(entry, outfile)).map(({ file }) => file);

/** The same, and how many bytes of each file are in the bundle. */
export const bundleParts = async (
  entry: string,
  outfile: string,
): Promise<{ readonly file: string; readonly bytes: number }[]> => {
  const { metafile } = await build({ ...OPTIONS, entryPoints: [entry], outfile, metafile: true });
  const parts = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.entries(inputs));
  return parts
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([file, { bytesInOutput }]) => ({ file, bytes: bytesInOutput }));
};
