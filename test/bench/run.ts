import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { benchAsk } from './ask';
import { benchBesideBackfill } from './beside-backfill';
import { benchBundles } from './bundles';
import { benchExports } from './exports';
import { type Figure, say, table } from './figures';
import { benchIngest } from './ingest';
import { benchLive } from './live';
import { benchLoad } from './load';
import { benchStreams } from './streams';

/**
 * npm run bench [-- --json FILE] [-- --quick] [-- --bundles] [-- --load] [-- --backfill] [-- --memory]: every figure is a ratio within this one run, as machines differ and are
 * noisy. The table is on standard output. Takes some twenty minutes, most of it loading a million changes; `--quick` a tenth of them;
 * `--bundles` measures nothing but how soon the functions are loaded, `--load` nothing but what the Slack function takes, `--backfill` nothing but questions
 * beside a backfill, `--memory` nothing but what long streams and large answers take.
 */
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const run = async (): Promise<void> => {
  const args = process.argv.slice(2);
  const quick = args.includes('--quick');
  const at = args.indexOf('--json');
  const figures: readonly Figure[] = args.includes('--bundles')
    ? await benchBundles()
    : args.includes('--load')
      ? await benchLoad()
      : args.includes('--backfill')
        ? await benchBesideBackfill()
        : args.includes('--memory')
          ? [...(await benchStreams()), ...(await benchExports())]
          : [
              ...(await benchStreams()),
              ...(await benchExports()),
              ...(await benchBundles()),
              ...(await benchLoad()),
              ...(await benchBesideBackfill()),
              ...(await benchIngest()),
              ...(await benchLive()),
              ...(await benchAsk(quick ? [10_000, 100_000] : [10_000, 100_000, 1_000_000])),
            ];
  const machine = `${cpus().length} cores, Node ${process.version}, ${process.platform} ${process.arch}`;
  console.log(`${table(figures)}\n\nMeasured on ${machine}.`);
  const file = at < 0 ? undefined : args[at + 1];
  if (file !== undefined) writeFileSync(file, `${JSON.stringify({ machine, figures }, null, 2)}\n`);
};

run().then(
  () => process.exit(0),
  (error: unknown) => {
    say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.exit(1);
  },
);
