import { setMaxListeners } from 'node:events';
import { visible } from '../answer/visible';
import { catchUpRegions, type RegionCaughtUp } from '../aws/catch-up-regions';
import { createDirectoryTable } from '../aws/directory-table';
import type { IndexWriter } from '../aws/index-writer';
import { instanceRegions, perRegion } from '../aws/open-connect';
import { createPacer } from '../aws/pacer';
import { createStateTable } from '../aws/state-table';
import { type Backfilled, backfill } from '../backfill';
import { isoOf } from '../index/spans';
import type { Counts } from '../ingest-events';
import { silentLog } from '../log';
import type { Input } from '../trail/input-trail';
import { trailAt } from '../trail/s3-trail';
import { phrases } from '../words/words';
import { awsClients, configuredRegion } from './aws-clients';
import { failureLine } from './failure-line';
import { type IngestArguments, type IngestTarget, readIngestArguments } from './ingest-arguments';
import { type OpenedTarget, openTarget } from './ingest-target';
import { createProgressBar, type ProgressBar } from './progress-bar';
import { shellArgument } from './shell-command';
import { createTrailClient } from './trail-client';
import { usersOfFile } from './user-file';

/** Where the command prints and when it is: handed in, so that a test can be all of these. */
export interface IngestTerminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly now: () => Date;
  /** Where progress is shown, and whether a bar can move there. */
  readonly progress: NodeJS.WritableStream & { readonly isTTY?: boolean };
  readonly isTerminal: boolean;
  /** Where `--trail -` reads; standard input unless given. */
  readonly input?: () => Input;
}

/** `npm run ingest`: gives the exit status, 0 done, 2 not understood, 1 something failed. */
export const ingest = async (argv: readonly string[], terminal: IngestTerminal): Promise<0 | 1 | 2> => {
  const read = readIngestArguments(argv);
  if ('exitStatus' in read) {
    if (read.exitStatus === 0) terminal.out(read.text.trimEnd());
    else terminal.err(visible(`${read.text.trimEnd()} See npm run ingest -- --help.`));
    return read.exitStatus;
  }
  try {
    return await ingestInto(read, terminal);
  } catch (error) {
    terminal.err(failureLine(error));
    return 1;
  }
};

const ingestInto = async (args: IngestArguments, terminal: IngestTerminal): Promise<0 | 1> => {
  const target = await openTarget(args.target, terminal.now, { make: true });
  try {
    if (args.source.kind === 'aws') return await fromAws(target, args.target, terminal);
    const { address, users } = args.source;
    if (users !== undefined) await learnUsers(users, target, terminal.now);
    return await fromTrail(address, target.writer, args.target, terminal);
  } finally {
    await target.close();
  }
};

/** Names of people, and that these are all of them. */
const learnUsers = async (file: string, { tables }: OpenedTarget, now: () => Date): Promise<void> => {
  const facts = await usersOfFile(file, now());
  const table = createDirectoryTable({ client: tables.client, tableName: tables.directory, now });
  await table.learn(facts);
  const instances = new Map(
    facts.flatMap(({ ref: { instance } }) => (instance === undefined ? [] : [[instance.id, instance]])),
  );
  for (const instance of instances.values()) await table.noteWhole(instance, 'user', now().toISOString());
};

const fromTrail = async (
  address: string,
  { ingester, proofs }: IndexWriter,
  target: IngestTarget,
  terminal: IngestTerminal,
): Promise<0 | 1> => {
  const { input = () => process.stdin } = terminal;
  const trail = trailAt(address, { makeS3Client: createTrailClient, input });
  let bar: ProgressBar | undefined;
  try {
    const done = await backfill(trail, {
      ingester,
      prove: proofs.prove,
      noteWalk: proofs.noteWalk,
      now: terminal.now,
      onFile: ({ bytes, allBytes, records }) => {
        bar ??= createProgressBar(terminal.progress, {
          // What comes through a pipe has no length.
          total: allBytes === 0 ? undefined : allBytes,
          unit: 'bytes',
          isTerminal: terminal.isTerminal,
        });
        bar.update({ done: bytes, records });
      },
    });
    bar?.stop();
    sayBackfilled(done, address, terminal);
    sayNext(target, terminal.out);
    // Of files alone that could not be read nothing came: that is a failure.
    return done.files === done.broken.length ? 1 : 0;
  } finally {
    bar?.stop();
  }
};

const countLines = (counts: Readonly<Counts>): readonly string[] => [
  `${counted(counts.changes, 'change')} indexed.`,
  ...(counts.tooOld > 0 ? [`${counted(counts.tooOld, 'change')} older than the index keeps, left out.`] : []),
  ...(counts.unusable > 0
    ? [`${counted(counts.unusable, 'record')} could not be told; kept, and told in answers.`]
    : []),
];

const sayBackfilled = (done: Backfilled, address: string, { out, err }: IngestTerminal): void => {
  const { counts, files, broken, pages, regions, proved } = done;
  const read = counts.changes + counts.repeats + counts.leftOut + counts.foreign + counts.tooOld + counts.unusable;
  const inPart = broken.filter(({ records }) => records > 0).length;
  const skipped = broken.length - inPart;
  out(`${counted(files - broken.length, 'file')} with ${counted(read, 'record')} read.`);
  if (inPart > 0) out(`${counted(inPart, 'file')} more read only in part: PARTIAL.`);
  if (skipped > 0) out(`${counted(skipped, 'file')} skipped: PARTIAL.`);
  for (const line of countLines(counts)) out(line);
  for (const { name, reason, records } of broken) {
    const what = `${name}: ${reason}`;
    err(visible(records > 0 ? phrases.search.readInPart({ what, records }) : phrases.search.skipped({ what })));
  }
  for (const advice of new Set(broken.flatMap((one) => one.advice ?? []))) err(visible(advice));
  for (const name of pages) err(visible(phrases.search.page({ file: name })));
  if (regions.length > 0 && proved.length > 0) {
    const spans = proved.map(({ from, to }) => `${isoOf(from)} to ${isoOf(to)}`).join(' and ');
    out(visible(`Taken as whole: ${spans}, in ${regions.join(', ')}.`));
  } else if (regions.length > 0 && broken.length === 0 && pages.length === 0) {
    const ask =
      address === '-' ? '' : ` Ask the files themselves: npm run ask -- queue-test-1 --trail ${shellArgument(address)}`;
    out(visible(`Nothing is taken as whole: of the half hour before the last record others may still come.${ask}`));
  } else
    out(
      'Nothing is taken as whole: no file holds a record of Connect, Voice ID or Lex that could be placed, or those that are broken, or pages of more, may.',
    );
};

const sayNext = (target: IngestTarget, out: IngestTerminal['out']): void => {
  if (target.kind === 'folder')
    out(visible(`Ask it: npm run ask -- queue-test-1 --index ${shellArgument(target.folder)}`));
};

const counted = (n: number, what: string): string => `${n.toLocaleString('en')} ${what}${n === 1 ? '' : 's'}`;

/** Until all is read; who stops it goes on the next time where it was. */
const fromAws = async (
  { writer, tables }: OpenedTarget,
  target: IngestTarget,
  terminal: IngestTerminal,
): Promise<0 | 1> => {
  const homeRegion = await configuredRegion();
  if (homeRegion === undefined)
    throw new Error('No AWS Region is set. Set AWS_REGION, for example AWS_REGION=us-east-1.');
  const { now } = terminal;
  const clients = awsClients();
  const ids = (process.env.CONNECT_INSTANCE_IDS ?? '')
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');
  const known = instanceRegions({ homeRegion, now, connect: clients.connect }, ids);
  const regions = [...new Set([homeRegion, ...(await known.catch(() => []))])];
  const signal = new AbortController().signal;
  setMaxListeners(0, signal);
  let shown = 0;
  const results = await catchUpRegions('now', regions, {
    cloudTrail: perRegion(clients.cloudTrail),
    pacer: perRegion((region) =>
      createPacer({
        client: tables.client,
        tableName: tables.state,
        account: 'own',
        region,
        priority: 'background',
      }),
    ),
    writer,
    state: createStateTable({ client: tables.client, tableName: tables.state }),
    now,
    signal,
    leaseSeconds: 60,
    log: silentLog,
    onProgress: (region, { what, span, calls, changes, done, all }) => {
      // A name or a day takes a second or so: one line in a few tells enough.
      if (now().getTime() - shown < (terminal.isTerminal ? 200 : 10_000)) return;
      shown = now().getTime();
      const text = `${region}, ${isoOf(span.from).slice(0, 10)} to ${isoOf(span.to).slice(0, 10)}: ${done} of ${all}, ${what}; ${counted(calls, 'call')}, ${counted(changes, 'change')}`;
      terminal.progress.write(terminal.isTerminal ? `\r\u001b[K${text.slice(0, 110)}` : `${text}\n`);
    },
  });
  if (terminal.isTerminal) terminal.progress.write('\r\u001b[K');
  for (const result of results) sayCaughtUp(result, terminal);
  sayNext(target, (text) => terminal.out(`${text} --aws`));
  return results.every(({ kind }) => kind === 'done') ? 0 : 1;
};

const sayCaughtUp = (result: RegionCaughtUp, { out, err }: IngestTerminal): void => {
  switch (result.kind) {
    case 'done':
      out(`${result.region}: ${counted(result.calls, 'call')}. ${countLines(result.counts).join(' ')}`);
      for (const why of result.failures) err(visible(`${result.region}: not read: ${why}. Run it again.`));
      return;
    case 'failed':
      err(`${result.region}: ${failureLine(result.error)}`);
      return;
    case 'busy':
      err(`${result.region}: another run was at it within the last minute. Try again then.`);
      return;
    case 'not due':
      return;
  }
};
