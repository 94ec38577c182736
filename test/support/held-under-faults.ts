import {
  askWorld,
  type Outcome,
  PACE_MS,
  QUESTIONS,
  type QuestionName,
  type Told,
  TYPED,
  typeInWorld,
  type WorldOptions,
  type WorldRun,
} from './faulty-world';
import { type MadeAccount, type MadeChange, madeAccount } from './made-account';
import { type Fault, type FOREIGN_FAULTS, PASSING_FAULTS, type SimulatedCall } from './simulated-cloudtrail';

const keysOf = <K extends string>(of: Readonly<Record<K, unknown>>): readonly K[] => Object.keys(of) as K[];

const HOURS = 3;
const WITHIN = { hours: HOURS, ofOthers: 60, voiceIdChanges: 5 };
/** Small enough to be asked thousands of times: what differs is how much of Connect's events is changes. */
export const ACCOUNTS = {
  quiet: madeAccount({ ...WITHIN, seed: 1, connectChanges: 150, lexChanges: 20, reads: 5 }),
  busy: madeAccount({ ...WITHIN, seed: 2, connectChanges: 90, lexChanges: 60, reads: 400 }),
  'drowned in reads': madeAccount({ ...WITHIN, seed: 3, connectChanges: 60, lexChanges: 20, reads: 4000 }),
} as const satisfies Readonly<Record<string, MadeAccount>>;
export type AccountName = keyof typeof ACCOUNTS;

/** What is asked, of what, and how. */
export interface Setting {
  readonly account: AccountName;
  /** Of CloudTrail as a source of changes, or typed by somebody, who gets a whole answer. */
  readonly question: { readonly asked: QuestionName } | { readonly typed: keyof typeof TYPED };
  readonly kind: 'worker' | 'terminal';
}
const BUDGETS = { worker: 60_000, terminal: 120_000 };

export const settingText = ({ account, question, kind }: Setting): string =>
  `${'asked' in question ? question.asked : `“${TYPED[question.typed](HOURS)}”`}, ${account}, from the ${kind}`;

/** Every question of every account: the worker asks CloudTrail, somebody at a terminal gets a whole answer. */
export const SETTINGS: readonly Setting[] = keysOf(ACCOUNTS).flatMap((account) => [
  ...keysOf(QUESTIONS).map((asked) => ({ account, question: { asked }, kind: 'worker' }) as const),
  ...keysOf(TYPED).map((typed) => ({ account, question: { typed }, kind: 'terminal' }) as const),
]);

const isVerb = ({ eventName }: MadeChange): boolean => eventName.startsWith('Delete');
const fitsOf = (question: Setting['question']): ((change: MadeChange) => boolean) => {
  if ('asked' in question) return QUESTIONS[question.asked].fits;
  return question.typed === 'one verb' ? isVerb : QUESTIONS[question.typed].fits;
};
const expectedOf = ({ account, question }: Setting): readonly MadeChange[] => {
  const changes: readonly MadeChange[] = ACCOUNTS[account].changes;
  return changes.filter(fitsOf(question));
};

type Faults = NonNullable<WorldOptions['faultAt']>;
type Clients = Pick<WorldOptions, 'clients' | 'shares' | 'seed' | 'aheadMs'>;

export const ask = (
  setting: Setting,
  faultAt: Faults = () => undefined,
  clients: Clients = {},
): Promise<WorldRun<Told>> => {
  const { account, question, kind } = setting;
  const options = { account: ACCOUNTS[account], hours: HOURS, kind, budgetMs: BUDGETS[kind], faultAt, ...clients };
  return 'asked' in question ? askWorld(question.asked, options) : typeInWorld(TYPED[question.typed](HOURS), options);
};

/** What the question takes without any fault. */
export interface Baseline {
  readonly calls: number;
  readonly tookMs: number;
  readonly complete: boolean;
}
const baselines = new Map<string, Promise<Baseline>>();
export const baselineOf = (setting: Setting): Promise<Baseline> => {
  const key = settingText(setting);
  const found = baselines.get(key) ?? measured(setting);
  baselines.set(key, found);
  return found;
};
const measured = async (setting: Setting): Promise<Baseline> => {
  const run = await ask(setting);
  const [{ result, tookMs } = { tookMs: 0 }] = run.outcomes;
  if (result === undefined) throw run.outcomes[0]?.error ?? new Error('There is no outcome.');
  return { calls: run.calls.length, tookMs, complete: result.coverage.complete };
};

/** What is wrong, a sentence each; none where all is as promised. */
export type Wrong = readonly string[];

const PARTIAL = /^Partial: /;
/** Nothing that is asked here takes so many calls, whatever happens. */
const MOST_CALLS = 300;
/** After its time a question only puts together what it has read. */
const LATER_MS = 1_000;
/** A call without a token has none that could be refused. */
const failedMeanwhile = ({ fault, outcome }: SimulatedCall): boolean =>
  outcome !== 'answered' || (fault !== undefined && fault !== 'token refused');

/**
 * What holds of any answer, whatever happened: only changes that were made and fit, each once, newest first; complete only where none is
 * missing; where one is, it says why, and it is the oldest that are missing.
 */
export const wrongInAnswers = (setting: Setting, { outcomes, calls }: WorldRun<Told>): Wrong => {
  const expected = expectedOf(setting);
  return outcomes.flatMap((outcome) => {
    const { client, result, error, tookMs } = outcome;
    const own = calls.filter((call) => call.client === client);
    const tell = (wrong: string): string => `${client}: ${wrong}`;
    if (own.length > MOST_CALLS) return [tell(`it calls ${own.length} times`)];
    if (tookMs > BUDGETS[setting.kind] + LATER_MS) return [tell(`it takes ${tookMs} ms`)];
    if (result === undefined)
      return own.some(failedMeanwhile) && (error?.message ?? '').includes('CloudTrail')
        ? []
        : [tell(`it failed by ${error?.stack}`)];
    return [...wrongInChanges(result, expected), ...wrongInCoverage(result, expected, own)].map(tell);
  });
};

const wrongInChanges = ({ changes }: Told, expected: readonly MadeChange[]): Wrong => {
  const known = new Set(expected.map(({ eventId }) => eventId));
  const strange = changes.filter(({ eventId }) => !known.has(eventId));
  const ids = new Set(changes.map(({ eventId }) => eventId));
  const outOfOrder = changes.filter(({ time }, n) => time > (changes[n - 1]?.time ?? time));
  return [
    ...strange.map(({ eventId, eventName }) => `${eventName} ${eventId} was not asked for, or never made`),
    ...(ids.size < changes.length ? ['a change is told twice'] : []),
    ...outOfOrder.map(({ time }) => `the change of ${time} stands behind an older one`),
  ];
};

const wrongInCoverage = (
  { changes, coverage }: Told,
  expected: readonly MadeChange[],
  calls: readonly SimulatedCall[],
): Wrong => {
  const told = new Set(changes.map(({ eventId }) => eventId));
  const missing = expected.filter(({ eventId }) => !told.has(eventId));
  if (coverage.complete)
    return missing.length === 0 ? [] : [`it calls itself complete and lacks ${missing.length} changes`];
  if (missing.length > 0 && !coverage.notes.some((note) => PARTIAL.test(note)))
    return [`it lacks ${missing.length} changes and does not say why: ${coverage.notes.join(' ')}`];
  const walked = calls.every(({ input }) => input.LookupAttributes?.[0]?.AttributeKey === 'EventSource');
  const groupOf = ({ eventSource, eventName }: { eventSource: string; eventName: string }) =>
    walked ? eventSource : `${eventSource} ${eventName}`;
  return missing.flatMap((gone) => {
    const older = changes.find((change) => groupOf(change) === groupOf(gone) && change.time < gone.time);
    return older === undefined
      ? []
      : [`it lacks ${gone.eventName} of ${gone.time}, and tells the older one of ${older.time}`];
  });
};

/** No two calls of those that take turns by one table nearer to each other than the pacer's distance; each client's where they share none. */
export const wrongInPace = (calls: readonly SimulatedCall[], shares = true): Wrong => {
  const clients = new Set(calls.map(({ client }) => client));
  if (!shares) return [...clients].flatMap((client) => wrongInPace(calls.filter((call) => call.client === client)));
  return calls.flatMap(({ n, ms }, at) => {
    const gap = ms - (calls[at - 1]?.ms ?? Number.NEGATIVE_INFINITY);
    return gap < PACE_MS ? [`call ${n} comes ${gap} ms after the one before it`] : [];
  });
};

/** How much more than without it one fault may cost. */
const MORE_CALLS = 4;
const MORE_MS = 10_000;
/** A call that is out for long is asked once more, and where the second is, too, nothing is left but to wait for one of them. */
const lastsMs = (faults: readonly Fault[]): number =>
  faults.filter((fault) => fault === 'slow' || fault === 'hang').length > 1 ? 40_000 : 0;

const outcomeOf = ({ outcomes }: WorldRun<Told>): Outcome<Told> => {
  const [outcome] = outcomes;
  if (outcome === undefined) throw new Error('There is no outcome.');
  return outcome;
};

/** Every client gets as complete an answer as without any fault. */
export const wrongIfNotComplete = async (setting: Setting, { outcomes }: WorldRun<Told>): Promise<Wrong> => {
  const usual = await baselineOf(setting);
  return outcomes.flatMap(({ client, result, error }) => {
    const notes = result?.coverage.notes ?? [String(error?.message)];
    const isAsComplete = result?.coverage.complete === usual.complete && !notes.some((note) => PARTIAL.test(note));
    return isAsComplete ? [] : [`${client} is not complete: ${notes.join(' ')}`];
  });
};

/** One client, and passing faults at these calls: as complete as without them, for so little more each. */
export const wrongInPassing = async (
  setting: Setting,
  run: WorldRun<Told>,
  faults: readonly Fault[],
): Promise<Wrong> => {
  const usual = await baselineOf(setting);
  const { tookMs } = outcomeOf(run);
  const calls = run.calls.length;
  const mostCalls = usual.calls + MORE_CALLS * faults.length;
  const mostMs = usual.tookMs + MORE_MS * faults.length + lastsMs(faults);
  return [
    ...(await wrongIfNotComplete(setting, run)),
    ...(calls <= mostCalls ? [] : [`it takes ${calls} calls, ${usual.calls} without the fault`]),
    ...(tookMs <= mostMs ? [] : [`it takes ${tookMs} ms, ${usual.tookMs} without the fault`]),
  ];
};

/** One client, and about half of the calls fail: nothing is read that need not be, and where it is too much, that is said. */
export const wrongWhereHalfFails = async (setting: Setting, run: WorldRun<Told>): Promise<Wrong> => {
  const usual = await baselineOf(setting);
  const failed = run.calls.filter(failedMeanwhile).length;
  const refused = run.calls.filter(({ outcome }) => outcome === 'InvalidNextTokenException').length;
  const useful = run.calls.length - failed;
  const isWhole = (await wrongIfNotComplete(setting, run)).length === 0;
  const most = usual.calls + MORE_CALLS + refused + (isWhole || 'asked' in setting.question ? 0 : OPTIONAL_CALLS);
  return useful <= most
    ? []
    : [`${useful} calls were answered (and ${failed} failed), ${usual.calls} are enough without faults`];
};
/** What an answer can do without is looked up by itself where a walk was cut that would have told it: docs/decisions/0012. */
const OPTIONAL_CALLS = 38;

/** Several at once that share no turns, without other faults: each as complete as one is, within four times its time. */
export const wrongUnshared = async (setting: Setting, run: WorldRun<Told>): Promise<Wrong> => {
  const usual = await baselineOf(setting);
  const mostMs = Math.max(TIMES_LONGER * usual.tookMs, SHORT_MS) + PACE_MS;
  const late = run.outcomes.filter(({ tookMs }) => tookMs > mostMs);
  return [
    ...(await wrongIfNotComplete(setting, run)),
    ...late.map(({ client, tookMs }) => `${client} takes ${tookMs} ms, one by itself ${usual.tookMs}`),
  ];
};
const TIMES_LONGER = 4;
/** Of a question of one or two calls, four times as long may be less than the rest after one throttle. */
const SHORT_MS = 10_000;

/**
 * From call `first` on it is not CloudTrail that answers, or nothing lets us in: few calls find that out, in little time, and it is told what it
 * is. A whole answer asks for each thing that it can do without by itself, with a wrong clock twice, and where it lacks nothing else, it says
 * only that it lacks these.
 */
export const wrongInForeign = async (
  setting: Setting,
  run: WorldRun<Told>,
  fault: (typeof FOREIGN_FAULTS)[number],
  first: number,
): Promise<Wrong> => {
  const usual = await baselineOf(setting);
  const { result, error, tookMs } = outcomeOf(run);
  const said = result?.coverage.notes.join(' ') ?? error?.message ?? '';
  const more = run.calls.filter((call) => call.fault !== undefined).length;
  const each = usual.calls * (fault === 'clock wrong' ? 2 : 1);
  const most = 'asked' in setting.question ? MORE_CALLS : Math.max(each, MORE_CALLS);
  const isWhole = 'typed' in setting.question && (await wrongIfNotComplete(setting, run)).length === 0;
  return [
    ...(more <= most ? [] : [`it asks ${more} times where ${fault} answers from call ${first} on`]),
    ...(tookMs <= usual.tookMs + MORE_MS ? [] : [`it takes ${tookMs} ms to say so, ${usual.tookMs} without it`]),
    ...(more === 0 || isWhole || NAMED[fault].test(said) ? [] : [`it does not say what it was: ${said}`]),
  ];
};
const NO_CLOUDTRAIL =
  /not CloudTrail|no answer of CloudTrail|not from CloudTrail|not come from CloudTrail|something else/i;
const NAMED: Readonly<Record<(typeof FOREIGN_FAULTS)[number], RegExp>> = {
  'web page': NO_CLOUDTRAIL,
  'captive portal': NO_CLOUDTRAIL,
  proxy: NO_CLOUDTRAIL,
  xml: NO_CLOUDTRAIL,
  'clock wrong': /clock/i,
  'credentials expired': /credentials/i,
};

/** Faults that cost their own time and no more than a retry. */
export const QUICK_FAULTS = PASSING_FAULTS.filter((fault) => fault !== 'slow');

/** What happens in a world: faults by the number of the call. */
export interface Pattern {
  readonly setting: Setting;
  readonly faults: readonly (Fault | null)[];
  /** Begins again at the end. */
  readonly repeats?: boolean;
  /** What happens to all further calls. */
  readonly further?: Fault;
  readonly clients?: number;
  readonly shares?: boolean;
  readonly aheadMs?: number;
  readonly seed?: number;
}

export const askUnder = ({ setting, faults, repeats = false, further, ...clients }: Pattern): Promise<WorldRun<Told>> =>
  ask(
    setting,
    ({ n }) => (n > faults.length && !repeats ? further : (faults[(n - 1) % faults.length] ?? undefined)),
    clients,
  );

/** What was asked and what happened, as the deep test takes it again: `PATTERN='…' npm run test:deep -- faults-in`. */
export const patternText = (pattern: Pattern): string => JSON.stringify(pattern);

/** From this call on. */
export const from = (n: number, fault: Fault): Pick<Pattern, 'faults' | 'further'> => ({
  faults: Array(n - 1).fill(null),
  further: fault,
});

/** Only this fault, at this call. */
export const onlyAt = (n: number, fault: Fault): readonly (Fault | null)[] =>
  Array.from({ length: n }, (_, at) => (at === n - 1 ? fault : null));
