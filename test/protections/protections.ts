import type { Shown } from '../support/promises';

/** In a file that holds it exactly once, this text for that one. */
export interface Replacement {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

export interface TakenOut {
  /** What the bot does then, in a phrase. */
  readonly what: string;
  readonly replacements: readonly Replacement[];
  /** The test that shows this part of the promise, where the promise's own shows the rest. */
  readonly shownBy?: Shown;
}

/** A promise of docs/reliability.md, by the test that shows it, and each thing that keeps it: without any one of them the test must fail. */
export interface Protection extends Shown {
  readonly takenOut: readonly TakenOut[];
}

const without = (what: string, ...replacements: readonly Replacement[]): TakenOut => ({ what, replacements });
const replaced = (file: string, from: string, to = ''): Replacement => ({ file, from, to });

/** In the order of the promises. */
export const PROTECTIONS: readonly Protection[] = [
  {
    file: 'test/aws/live-cloudtrail.test.ts',
    title: 'is right and complete though every other call is throttled',
    takenOut: [
      without(
        'a call that is tried again waits for no further turn',
        replaced('bot/aws/lookup-call.ts', 'await pacer.reserve(', 'if (!isRetry) await pacer.reserve('),
      ),
      without(
        'turns lie as close after a throttle as before it',
        replaced('bot/aws/lookup-call.ts', 'await pacer.throttled().catch(() => undefined);'),
      ),
    ],
  },
  {
    file: 'test/aws/live-cloudtrail.test.ts',
    title: 'stops at the budget where every further call is throttled, and says that CloudTrail throttled',
    takenOut: [
      without(
        'a question has no time budget',
        replaced(
          'bot/aws/live-cloudtrail.ts',
          'budget ??= anyOf([clock.timeout(deps.budgetMs)]);',
          'budget ??= new AbortController().signal;',
        ),
      ),
      without(
        'each request of a question has a time budget of its own',
        replaced('bot/aws/live-cloudtrail.ts', 'budget ??= anyOf', 'budget = anyOf'),
      ),
      without(
        'what was read before the end of the time is dropped',
        replaced(
          'bot/aws/read-region.ts',
          'return { ...reading, failure: {',
          'return { ...reading, records: noRecords(), failure: {',
        ),
      ),
      without(
        'what was not read to its end counts as complete',
        replaced(
          'bot/aws/live-found.ts',
          'complete: failed.length === 0 && readings.every(',
          'complete: readings.every(',
        ),
      ),
      without(
        'why it was not read to its end is not told',
        replaced('bot/aws/live-found.ts', '...readings.flatMap(partialNotes),'),
      ),
    ],
  },
  {
    file: 'test/aws/live-cloudtrail.test.ts',
    title: 'overcomes %s, each once',
    takenOut: [
      without(
        'an answer that is cut off is not asked for again',
        replaced('bot/aws/cloudtrail-failure.ts', "name === 'SyntaxError' ||"),
      ),
      {
        ...without(
          'a broken connection is told in the words of the SDK',
          replaced('bot/aws/cloudtrail-failure.ts', 'if (BROKEN_OFF.test(said)) return reasons.brokenOff;'),
        ),
        shownBy: { file: 'test/aws/lookup-faults.test.ts', title: 'and it is said why' },
      },
    ],
  },
  {
    file: 'test/aws/lookup-faults.test.ts',
    title: 'are complete at four calls and ten seconds more where there is one fault: %s, at call %i',
    takenOut: [
      without(
        'an answer that may never come is waited for',
        replaced('bot/aws/lookup-call.ts', 'const LATE_MS = 7_000;', 'const LATE_MS = 700_000;'),
      ),
      without(
        'an empty page counts as one that shows how dense the rest is',
        replaced('bot/sources/plan.ts', 'export const MOST_EMPTY_PAGES = 3;', 'export const MOST_EMPTY_PAGES = 0;'),
      ),
      without(
        'as many names as there are go before a probe has answered',
        replaced('bot/aws/follow-plan.ts', 'const MOST_AHEAD = 3;', 'const MOST_AHEAD = 300;'),
      ),
    ],
  },
  {
    file: 'test/aws/lookup-faults.test.ts',
    title:
      'a retry keeps its place: it goes before pages of walks that have begun, those before others, names ahead last',
    takenOut: [
      without(
        'a retry waits behind all that came before it',
        replaced('bot/aws/pacer.ts', '{ priority: RANKS[rank], ', '{ priority: 0, '),
      ),
      without(
        'whoever is first in line when a turn is reserved gets it, whoever has come since',
        replaced(
          'bot/aws/pacer.ts',
          'await turn;\n      if (!unwanted',
          'line.start();\n      await turn;\n      if (!unwanted',
        ),
      ),
    ],
  },
  {
    file: 'test/aws/lookup-faults.test.ts',
    title: 'is right where half of all calls fail by chance, and complete within some twice the calls, or says why not',
    takenOut: [
      without(
        'a call is given up at its second failure',
        replaced('bot/aws/lookup-call.ts', '  passing: 12,', '  passing: 2,'),
      ),
    ],
  },
  {
    file: 'test/aws/faults-in-virtual-time.test.ts',
    title: 'Five that share their turns never call nearer to each other than these allow, whatever happens',
    takenOut: [
      without('turns lie nearer to each other', replaced('bot/aws/pacer.ts', 'intervalMs = 510', 'intervalMs = 400')),
      without(
        'each process takes turns by itself',
        replaced('bot/aws/pace-slots.ts', 'pk: `pacer#', 'pk: Math.random() + `pacer#'),
      ),
    ],
  },
  {
    file: 'test/aws/lookup-faults.test.ts',
    title: '%i at once are each complete, three within four times the time of one',
    takenOut: [
      without(
        'whoever is throttled goes on as fast',
        replaced('bot/aws/lookup-call.ts', 'await pacer.throttled().catch(() => undefined);'),
      ),
      without(
        'all that were throttled come back at once',
        replaced('bot/aws/pacer.ts', 'const RECOVERY_MS = 3_000;', 'const RECOVERY_MS = 300_000;'),
      ),
    ],
  },
  {
    file: 'test/aws/lookup-faults.test.ts',
    title: '%s: the walk goes on from the oldest time that was read',
    takenOut: [
      without(
        'a token that is refused ends the walk',
        replaced('bot/aws/lookup-pages.ts', 'if (!goesOn) throw error;', 'throw error;'),
      ),
      {
        ...without(
          'a walk begins again where nothing was read since it last did',
          replaced('bot/aws/lookup-pages.ts', 'fruitless = oldest < end ? 0 : fruitless + 1;'),
        ),
        shownBy: { file: 'test/aws/lookup-faults.test.ts', title: 'where that would go round in a circle' },
      },
    ],
  },
  {
    file: 'test/aws/lookup-faults.test.ts',
    title: 'what trying again can not mend is told at once, by name: %s',
    takenOut: [
      without(
        'any JSON counts as an answer of CloudTrail',
        replaced('bot/aws/lookup-call.ts', 'requireAnswer(result);'),
      ),
      without(
        'what is no JSON counts as an answer that was cut off',
        replaced('bot/aws/lookup-call.ts', 'notCloudTrail(error) ?? ', ''),
      ),
      without(
        'a clock that is refused is corrected over and over',
        replaced('bot/aws/lookup-call.ts', "  'wrong clock': 2,", "  'wrong clock': 200,"),
      ),
      without(
        'each walk learns by itself that nobody answers',
        replaced('bot/aws/read-region.ts', 'halt.abort(error);', ''),
      ),
    ],
  },
  {
    file: 'test/aws/connect-listings.test.ts',
    title: 'are whole, each thing once, where every other call is %s',
    takenOut: [
      without(
        'what Connect says is taken as it comes',
        replaced('bot/aws/open-connect.ts', 'client.middlewareStack.use(askingAgainWhatIsCutOff);'),
      ),
    ],
  },
  {
    file: 'test/aws/lookup-faults.test.ts',
    title: 'an answer is waited for where each call takes 35 seconds',
    takenOut: [
      without(
        'a call is given up after twenty seconds',
        replaced('bot/aws/lookup-call.ts', 'const ATTEMPT_MS = 40_000;', 'const ATTEMPT_MS = 20_000;'),
      ),
    ],
  },
  {
    file: 'test/aws/live-cloudtrail.test.ts',
    title: 'ends by the bot’s own clock, and is told whole, where that is %i minutes wrong',
    takenOut: [
      without(
        'a window ends by another clock than the one that is named',
        replaced('bot/aws/live-cloudtrail.ts', 'frozenNow ??= deps.now();', 'frozenNow ??= new Date();'),
      ),
    ],
  },
  {
    file: 'test/aws/live-cloudtrail.test.ts',
    title: 'gives what was read before a call that is never answered',
    takenOut: [
      without(
        'a call under way does not hear that time is up',
        replaced('bot/aws/lookup-call.ts', '{ abortSignal: anyOf([signal, limit]) }', '{ abortSignal: limit }'),
      ),
      {
        ...without(
          'a client waits for an answer for as long as it takes',
          replaced('bot/aws/account.ts', 'maxAttempts: 1, requestHandler: PATIENCE }', 'maxAttempts: 1 }'),
        ),
        shownBy: { file: 'test/aws/patience.test.ts', title: 'ends by itself, made by the' },
      },
      {
        ...without(
          'one more client is made, which waits for as long as it takes',
          replaced('bot/handlers/worker.ts', 'sqs: queueClient(lambdaLog)', 'sqs: new SQSClient({})'),
        ),
        shownBy: { file: 'test/aws/patience.test.ts', title: 'is made by no other client' },
      },
    ],
  },
  {
    file: 'test/faults/hung-services.test.ts',
    title: 'without Connect an answer says what it could not name',
    takenOut: [
      without(
        'each call of a service that hangs is waited for',
        replaced(
          'bot/aws/patience.ts',
          "if (performance.now() < restsUntil) throw new NoAnswer('It did not answer a moment ago.');",
          'void restsUntil;',
        ),
      ),
      {
        ...without(
          'answers wait for DynamoDB as long as the SDK does',
          replaced('bot/aws/dynamo-client.ts', 'withPatience(openDynamo(log), PATIENCE)', 'openDynamo(log)'),
        ),
        shownBy: {
          file: 'test/faults/hung-services.test.ts',
          title: 'without DynamoDB nobody may ask CloudTrail, which is told with a reference',
        },
      },
    ],
  },
  {
    file: 'test/aws/live-cloudtrail.test.ts',
    title: 'gives what one Region told where the other denies, and why',
    takenOut: [
      without(
        'a Region that fails fails the question',
        replaced('bot/aws/live-found.ts', 'if (failed.length === readings.length && ', 'if (failed.length > 0 || '),
      ),
    ],
  },
  {
    file: 'test/faults/cloudtrail-limits.test.ts',
    title: 'ask CloudTrail twice a second and no more',
    takenOut: [
      without(
        'each process has turns of its own',
        replaced('bot/aws/pace-slots.ts', 'pk: `pacer#', 'pk: Math.random() + `pacer#'),
      ),
    ],
  },
  {
    file: 'test/aws/live-cloudtrail.test.ts',
    title: 'are given up where a token leads to itself, and that is said',
    takenOut: [
      without(
        'a token that leads to itself is followed',
        replaced('bot/aws/lookup-pages.ts', 'if (leadsToItself) throw ', 'if (false) throw '),
      ),
      without(
        'an empty page ends the walk',
        replaced(
          'bot/aws/lookup-pages.ts',
          'token = page.NextToken;',
          'token = page.Events?.length ? page.NextToken : undefined;',
        ),
      ),
    ],
  },
  {
    file: 'test/catch-up.test.ts',
    title: 'finds at night what came late, and changes nothing else',
    takenOut: [
      without(
        'what was read once is not read again',
        replaced(
          'bot/catch-up.ts',
          'return { isDue: true, againDays: AGAIN_DAYS };',
          'return { isDue: AGAIN_DAYS > 0 };',
        ),
      ),
    ],
  },
  {
    file: 'test/sources/index-first.test.ts',
    title: 'tells what was corrected later as the correction has it, wherever the first record is filed',
    takenOut: [
      without(
        'what corrects records elsewhere is not read',
        replaced(
          'bot/sources/index-first.ts',
          'amended: new Set(amending.flatMap(({ amends }) => amends ?? []))',
          'amended: new Set(amending.slice(0, 0).flatMap(({ amends }) => amends ?? []))',
        ),
      ),
    ],
  },
  {
    file: 'test/catch-up-at-any-moment.test.ts',
    title:
      'never proves what is not in the index, and the next ones make the index of a clean run, whatever reads crowd it',
    takenOut: [
      {
        ...without(
          'a stretch is proved before its changes are written',
          replaced(
            'bot/catch-up.ts',
            `    await ingester.flush();
    const to = `,
            '    const to = ',
          ),
          replaced(
            'bot/catch-up.ts',
            'if (from <= to) await run.deps.prove(key, { from, to });',
            `if (from <= to) await run.deps.prove(key, { from, to });
    await ingester.flush();`,
          ),
        ),
        shownBy: {
          file: 'test/catch-up-at-any-moment.test.ts',
          title: 'proves nothing that is not in the index, killed at each of its steps in turn',
        },
      },
      without(
        'a stretch is proved for which records may still come',
        replaced('bot/catch-up.ts', 'Math.min(provedFrom - 1, run.end - SETTLE_SECONDS)', 'provedFrom - 1'),
      ),
    ],
  },
  {
    file: 'test/ingest-events.test.ts',
    title: 'gives the same index when it is stopped at any step and begun again',
    takenOut: [
      without(
        'an item is keyed by when it was written as well',
        replaced(
          'bot/index/index-item.ts',
          'called: (name: string) => ',
          'called: (name: string) => performance.now() + ',
        ),
      ),
      without(
        'a batch is done before all of it is written',
        replaced(
          'bot/ingest-events.ts',
          `      await write();
      await writing;
`,
          `      await write();
`,
        ),
      ),
      without(
        'a batch is done before its names are kept',
        replaced(
          'bot/ingest-events.ts',
          'writing = put(itemsNow).then(() => learn(factsNow));',
          'writing = put(itemsNow);\n    writing.then(() => learn(factsNow)).catch(() => undefined);',
        ),
      ),
    ],
  },
  {
    file: 'test/faults/dynamo-struggles.test.ts',
    title: 'ingestion loses and doubles nothing',
    takenOut: [
      without(
        'what DynamoDB hands back unprocessed is not written again',
        replaced(
          'bot/aws/batch-write.ts',
          'left = UnprocessedItems[tableName] ?? [];',
          'void UnprocessedItems;\n    left = [];',
        ),
      ),
    ],
  },
  {
    file: 'test/faults/dynamo-struggles.test.ts',
    title: 'a claim that was made, and of which nobody heard, is one’s own',
    takenOut: [
      without(
        'whose claim it is does not matter',
        replaced(
          'bot/aws/state-table.ts',
          "&& Item.owner === owner ? 'mine' : 'taken'",
          "&& owner === '' ? 'mine' : 'taken'",
        ),
      ),
    ],
  },
  {
    file: 'test/faults/tables-away.test.ts',
    title: 'the index, which is lost in the middle of a question: the same',
    takenOut: [
      without(
        'what the index fails at is not told apart',
        replaced('bot/aws/live-answerer.ts', 'tellingAway(index.reader)', 'index.reader'),
      ),
      without(
        'the question is not asked again without the index',
        replaced('bot/aws/live-answerer.ts', 'if (!(error instanceof IndexAway)) throw error;', 'throw error;'),
      ),
      without(
        'the answer does not say that the index is away',
        replaced('bot/aws/live-answerer.ts', '[phrases.search.indexAway]', '[]'),
      ),
    ],
  },
  {
    file: 'test/faults/tables-away.test.ts',
    title:
      'the directory: the thing is found by what the records call it, and the answer says that names may be missing',
    takenOut: [
      without(
        'a directory that can’t be read fails the question',
        replaced(
          'bot/aws/known-account.ts',
          `deps.log('error', 'the directory could not be read', {}, error);
      return undefined;`,
          'throw error;',
        ),
      ),
      without(
        'the answer does not say that names may be missing',
        replaced('bot/aws/known-account.ts', '...(named === undefined ? [phrases.search.namesAway] : []),'),
      ),
      without(
        'watches are answered without names',
        replaced(
          'bot/aws/index-look-up.ts',
          "if (!isNamed) throw new Error('The directory of names could not be read.');",
        ),
      ),
    ],
  },
  {
    file: 'test/faults/tables-away.test.ts',
    title:
      'that of the pace: what the index has is told, and what it has not is not asked of CloudTrail, so that its rate is not exceeded',
    takenOut: [
      without(
        'whoever gets no turn calls all the same',
        replaced(
          'bot/aws/lookup-call.ts',
          "isRetry && rank !== 'speculative' ? 'retry' : rank);",
          "isRetry && rank !== 'speculative' ? 'retry' : rank).catch(() => undefined);",
        ),
      ),
    ],
  },
  {
    file: 'test/answer-job.test.ts',
    title: 'and all the same where nothing can be claimed: an answer that may come twice is better than none',
    takenOut: [
      without(
        'a failed claim fails the question',
        replaced('bot/answer-job.ts', 'deps.claim(id).catch(unclaimed(job, deps))', 'deps.claim(id)'),
      ),
      without(
        'a failed claim is not logged',
        replaced('bot/answer-job.ts', "log('error', 'a question could not be claimed', { reference: job.id }, error);"),
      ),
    ],
  },
  {
    file: 'test/faults/killed-worker.test.ts',
    title: 'leaves nobody without an answer, and repeats only one that was posted and not yet written down',
    takenOut: [
      without(
        'a lease never runs out',
        replaced(
          'bot/aws/state-table.ts',
          "'(#state = :running AND leaseUntil <= :now)'",
          "'(#state = :running AND leaseUntil <= :now AND attribute_not_exists(pk))'",
        ),
      ),
      without(
        'what is done may be claimed again',
        replaced(
          'bot/aws/state-table.ts',
          "'(#state = :running AND leaseUntil <= :now)'",
          "'(attribute_exists(#state) AND :running = :running AND leaseUntil <= :now)'",
        ),
      ),
      without(
        'a job counts as done before it is',
        replaced('bot/claimed.ts', '    outcome = await work();', '    await finish(id);\n    outcome = await work();'),
      ),
      {
        ...without(
          'what another worker is at counts as done, though that one may yet die',
          replaced('bot/claimed.ts', "if (claimed === 'done')", "if (claimed === 'done' || claimed === 'taken')"),
        ),
        shownBy: {
          file: 'test/answer-job.test.ts',
          title: 'left to whoever is at it, and given back to the queue in case they die',
        },
      },
    ],
  },
  {
    file: 'test/tick-digests.test.ts',
    title: 'tells every second once, whenever it is run and wherever a process ends',
    takenOut: [
      without(
        'a digest is posted before it is written down',
        replaced(
          'bot/tick-digests.ts',
          `  const posting = await revise(before, { ...before, channel, posting: doubted }, deps);
  const posted = await deps.post(channel, made.message);`,
          `  const posted = await deps.post(channel, made.message);
  const posting = await revise(before, { ...before, channel, posting: doubted }, deps);`,
        ),
      ),
      without(
        'a digest that Slack did not take stays written down as told',
        replaced(
          'bot/tick-digests.ts',
          `      await revise(posting, asBefore(before, posting), deps);
`,
        ),
      ),
      without(
        'a digest that may be missing is not told of',
        replaced('bot/make-digest.ts', '...doubtWords(make.progress, zone, now), '),
      ),
      without(
        'of several digests that may be missing only the last is told of',
        replaced('bot/tick-digests.ts', 'from: before?.posting?.from ?? told.from', 'from: told.from'),
      ),
    ],
  },
  {
    file: 'test/watching-told-once.test.ts',
    title: 'whatever is delivered twice, in parts, in any order, or to two workers at once, each change is told once',
    takenOut: [
      without(
        'groups are altered whatever others made of them meanwhile',
        replaced(
          'bot/aws/shared-items.ts',
          "revision === 0 ? 'attribute_not_exists(revision)' : 'revision = :before'",
          "revision === 0 ? 'attribute_not_exists(never)' : 'attribute_not_exists(never) OR revision = :before'",
        ),
      ),
      without(
        'two workers may be at one group',
        replaced(
          'bot/tell-watched.ts',
          "if ((await deps.claim(claim)) !== 'mine')",
          'await deps.claim(claim);\n  if (false)',
        ),
      ),
      without(
        'all that waits when a message was posted counts as told',
        replaced('bot/watch/groups.ts', 'waiting: group.waiting.filter((key) => !now.has(key)),', 'waiting: [],'),
      ),
      without(
        'what was brought before is put into a group again',
        replaced('bot/watch/groups.ts', 'if (placed.has(key)) continue;'),
      ),
    ],
  },
  {
    file: 'test/faults/slack-away.test.ts',
    title: 'is answered once where it does so there for good, if there is another way',
    takenOut: [
      without(
        'what a response_url does not take is left to the queue',
        replaced(
          'bot/slack/reply.ts',
          "log('warn', 'a response_url did not take an answer', {}, error);\n    return false;",
          'throw error;',
        ),
      ),
      without(
        'what a modal does not take is left to the queue',
        replaced('bot/slack/reply.ts', 'await sayDirectly(userId, message, deps);', 'throw error;'),
      ),
      {
        ...without(
          'its address is in the log where Slack fails at it',
          replaced('bot/slack/reply.ts', 'new Error(`Slack refused', 'new Error(url + `: Slack refused'),
        ),
        shownBy: {
          file: 'test/slack/reply.test.ts',
          title: 'is followed by a direct message, and its address is in no log',
        },
      },
    ],
  },
  {
    file: 'test/faults/slack-away.test.ts',
    title: 'is not forgotten where it does so everywhere: delivered from the dead letters it is told once',
    takenOut: [
      without(
        'a job that could not be done counts as done',
        replaced('bot/claimed.ts', 'await giveBack();\n    throw error;', "return 'done';"),
      ),
    ],
  },
  {
    file: 'test/faults/slack-away.test.ts',
    title: 'where Slack opens no modal, who pressed is told so directly, with a reference that is in the log:',
    takenOut: [
      without(
        'nobody is told of a request that failed',
        replaced('bot/slack/app.ts', 'await tellOfFailure(body, context, reference, app.client, deps);'),
      ),
      without(
        'the log does not say which request failed',
        replaced('bot/slack/app.ts', "'a Slack request failed', { reference }", "'a Slack request failed', {}"),
      ),
    ],
  },
  {
    file: 'test/faults/slack-away.test.ts',
    title: 'where the queue delivers its job three times at once, and once more later',
    takenOut: [
      without(
        'nothing is claimed',
        replaced(
          'bot/claimed.ts',
          'const claimed = await claim(id);',
          "const claimed: string = 'mine';\n  void claim;",
        ),
      ),
      {
        ...without(
          'a request that comes again is another one',
          replaced(
            'bot/slack/hand-on.ts',
            "createHash('sha256').update(happening)",
            "createHash('sha256').update(happening + Math.random())",
          ),
        ),
        shownBy: {
          file: 'test/faults/slack-away.test.ts',
          title: 'where Slack sends each request again, as after a slow acknowledgement',
        },
      },
    ],
  },
  {
    file: 'test/faults/slack-away.test.ts',
    title: 'a failure is told once with a reference, which every line of the log bears, whatever Slack does',
    takenOut: [
      without(
        'the asker reads what failed',
        replaced(
          'bot/answer-job.ts',
          "error instanceof Error && error.name === 'CloudTrailUnavailable' ?",
          'error instanceof Error ?',
        ),
      ),
      {
        ...without(
          'the log does not say which question failed',
          replaced(
            'bot/answer-job.ts',
            "'a question could not be answered', { reference: job.id }",
            "'a question could not be answered', {}",
          ),
        ),
        shownBy: {
          file: 'test/answer-job.test.ts',
          title: 'is told once, with a reference that is in the log too, and nothing of what failed',
        },
      },
      without(
        'the failure is told without a reference',
        replaced('bot/answer-job.ts', "line('note', ...phrases.question.askAgain({ reference })),"),
      ),
      without(
        'the queue delivers a failed question again',
        replaced(
          'bot/answer-job.ts',
          "return firstLook(job, failureMessage(error, job.id), 'failed');",
          'throw error;',
        ),
      ),
      {
        ...without(
          'lines of the worker do not say which job they belong to',
          replaced(
            'bot/slack/worker.ts',
            "underReference(referenceOf(job), () => ('userId' in job ? workAsked(job) : work(job)))",
            "('userId' in job ? workAsked(job) : work(job))",
          ),
        ),
        shownBy: {
          file: 'test/handlers/lambda.test.ts',
          title: 'slack takes a signed question and hands it on; the worker answers it with the name of who did it',
        },
      },
    ],
  },
  {
    file: 'test/answer-job.test.ts',
    title: 'is read as UTC, which is said where it matters',
    takenOut: [
      without(
        'nobody is told that UTC was guessed',
        replaced(
          'bot/answer-job.ts',
          'const isGuessed = zone === undefined &&',
          "const isGuessed = zone === 'none' &&",
        ),
      ),
    ],
  },
  {
    file: 'test/handlers/lambda.test.ts',
    title: 'slack does not wait for a queue that never answers: Slack would only say that it timed out',
    takenOut: [
      without(
        'the Slack function waits for its queue for as long as it takes',
        replaced(
          'bot/handlers/slack.ts',
          'requestHandler: { connectionTimeout: 500, requestTimeout: 1_000, throwOnRequestTimeout: true },',
        ),
      ),
    ],
  },
  {
    file: 'test/slack/lambda-request.test.ts',
    title: 'everything else is refused before any work',
    takenOut: [
      without(
        'nobody checks the signature: neither we, nor Bolt behind us as the test makes it',
        replaced('bot/slack/lambda-request.ts', 'return isValidSlackRequest({', 'return true || isValidSlackRequest({'),
        replaced(
          'test/slack/lambda-request.test.ts',
          'new AwsLambdaReceiver({ signingSecret: secret,',
          'new AwsLambdaReceiver({ signatureVerification: false, signingSecret: secret,',
        ),
      ),
      without(
        'a time that is yet to come is taken',
        replaced(
          'bot/slack/lambda-request.ts',
          'if (timestamp > now.getTime() / 1000 + MAX_AHEAD_SECONDS) return false;',
        ),
      ),
      without(
        'a body is parsed before its signature is checked',
        replaced(
          'bot/slack/lambda-request.ts',
          `    if (!isSigned(body, headers, signingSecret, now())) return refuse(401);
`,
        ),
        replaced(
          'bot/slack/lambda-request.ts',
          `if (!isWellFormed(body, contentType)) return refuse(400);
`,
          `if (!isWellFormed(body, contentType)) return refuse(400);
    if (!isSigned(body, headers, signingSecret, now())) return refuse(401);
`,
        ),
      ),
    ],
  },
  {
    file: 'test/trail/log-files.test.ts',
    title: 'are not read where one is larger than any, nor unpacked beyond that',
    takenOut: [
      without(
        'a file unpacks to whatever it likes',
        replaced('bot/trail/log-files.ts', 'maxOutputLength: MOST_UNPACKED, '),
      ),
      without(
        'a packed file of any size is read',
        replaced(
          'bot/trail/log-files.ts',
          'await atLeast(MOST_UNPACKED + 1, pieces, first)',
          'await atLeast(MOST_UNPACKED + 3e6, pieces, first)',
        ),
      ),
    ],
  },
  {
    file: 'test/faults/large-files.test.ts',
    title: 'is one sentence with its name each',
    takenOut: [
      without(
        'what has no end is gathered until it has one',
        replaced('bot/trail/json-documents.ts', 'else if (length >= LONGEST) stop =', 'else if (length < 0) stop ='),
      ),
      without(
        'a record of any number of values is parsed',
        replaced('bot/change/json-text.ts', ' && values <= MOST_VALUES'),
      ),
    ],
  },
  {
    file: 'test/trail/log-files.test.ts',
    title: 'are none where ten thousand records are too short to be any',
    takenOut: [
      without(
        'a record may be of any shortness',
        replaced(
          'bot/trail/json-documents.ts',
          "if (seen.letters < seen.records * SHORTEST) stop = { because: 'hollow' };",
        ),
      ),
    ],
  },
  {
    file: 'test/faults/large-files.test.ts',
    title: '120 MB of %s in a heap of 48',
    takenOut: [
      without(
        'a text is gathered whole before it is read',
        replaced('bot/trail/json-documents.ts', 'const WINDOW = 1024 * 1024;', 'const WINDOW = 1024 * 1024 * 1024;'),
      ),
      without(
        'a list is read whole',
        replaced(
          'bot/trail/json-documents.ts',
          'const list = length < WINDOW ? undefined : listAt(begin);',
          'const list = undefined;',
        ),
      ),
    ],
  },
  {
    file: 'test/faults/large-files.test.ts',
    title: '%s in a heap of 88 MB',
    takenOut: [
      without(
        'a document is made whole before it is printed',
        replaced('bot/local/ask.ts', 'await piped(pieces);', "await piped([[...pieces].join('')]);"),
      ),
      without(
        'the words of all changes are made before any is read',
        replaced(
          'bot/look-up/tell.ts',
          'this.asked = told.asked ?? [];',
          `this.asked = told.asked ?? [];
    const [sentence, deed, shortDeed] = [sentenceOf(this), deedOf(this), deedOf(this, { it: true })];
    const brief = [{ name: this.actor.label }, ...shortDeed];
    Object.defineProperties(this, { sentence: { value: sentence }, deed: { value: deed }, brief: { value: brief }, shortDeed: { value: shortDeed } });`,
        ),
      ),
    ],
  },
  {
    file: 'test/export-job.test.ts',
    title: 'files of %i changes hold the newest 50,000, and say where that is not all: %s',
    takenOut: [
      without(
        'an export has no limit',
        replaced('bot/export-job.ts', 'limit: MOST_EXPORTED,', 'limit: Number.MAX_SAFE_INTEGER,'),
      ),
      without(
        'what was left out is not told',
        replaced(
          'bot/export-job.ts',
          'answer.beyondLimit !== undefined ? [phrases',
          'answer.beyondLimit === null ? [phrases',
        ),
      ),
    ],
  },
  {
    file: 'test/offers/of-large-answers.test.ts',
    title: 'whatever an answer offers is taken where it is typed',
    takenOut: [
      without(
        'any limit is offered',
        replaced('bot/answer/ask-again.ts', '(pages ? MOST_SHOWN : LARGEST_LIMIT)', '(pages ? MOST_SHOWN : 1e9)'),
      ),
    ],
  },
  {
    file: 'test/reindex.test.ts',
    title: 'holds no more than one of them at once, each no longer than a record may be',
    takenOut: [
      without('a text of any length is kept', replaced('bot/index/unusable.ts', 'text.slice(0, LONGEST)', 'text')),
    ],
  },
  {
    file: 'test/trail/records-in.test.ts',
    title: 'a text that is broken everywhere takes no longer than one that is whole',
    takenOut: [
      without(
        'each line of what is broken is read to the end of the text',
        replaced('bot/trail/json-documents.ts', 'byLineTo = Math.max(byLineTo, brokenAt);'),
      ),
      without(
        'the next line is looked for again by each item',
        replaced(
          'bot/trail/json-documents.ts',
          'if (from >= lookedFrom && (line === undefined || from <= line.from)) return line;',
        ),
      ),
    ],
  },
  {
    file: 'test/local/ingest.test.ts',
    title: 'names each file that is skipped or read only in part, counts them, and takes nothing as whole',
    takenOut: [
      without(
        'only the first few are named',
        replaced(
          'bot/local/ingest.ts',
          'for (const { name, reason, records } of broken) {',
          'for (const { name, reason, records } of broken.slice(0, 5)) {',
        ),
      ),
      without(
        'what was read in part counts as read',
        replaced('bot/trail/json-documents.ts', "if (last && lists.length > 0) stop ??= { because: 'cut off' };"),
      ),
    ],
  },
  {
    file: 'test/faults/hostile-records.test.ts',
    title: 'is kept as one that can’t be told, and the next one is told',
    takenOut: [
      without(
        'nobody measures how deep a record is nested',
        replaced('bot/change/normalize.ts', "if (isTooDeep(json)) return { kind: 'unusable', because: TOO_DEEP };"),
      ),
      without(
        'depth is measured by recursion',
        replaced(
          'bot/change/json.ts',
          'let level: readonly unknown[] = [json];',
          `const depthOf = (value: unknown): number => typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;
  return depthOf(json) > MAX_DEPTH;
  let level: readonly unknown[] = [json];`,
        ),
      ),
    ],
  },
  {
    file: 'test/faults/hostile-records.test.ts',
    title: 'changes nothing but the record that holds it',
    takenOut: [
      without(
        'a record is merged, member by member',
        replaced(
          'bot/change/cloudtrail-event.ts',
          '/** The guard from unknown JSON.',
          `const merged = (into: any, from: any): any => {
  for (const key of Object.keys(from)) {
    if (typeof from[key] === 'object' && from[key] !== null) merged((into[key] ??= {}), from[key]);
    else into[key] = from[key];
  }
  return into;
};

/** The guard from unknown JSON.`,
        ),
        replaced(
          'bot/change/cloudtrail-event.ts',
          "if (!isObject(record)) return { unusable: 'not a JSON object' };",
          `if (!isObject(record)) return { unusable: 'not a JSON object' };
  merged({}, record);`,
        ),
      ),
    ],
  },
  {
    file: 'test/handlers/lambda.test.ts',
    title: 'and nothing that any of them logged is a secret, an address or what a record holds',
    takenOut: [
      without(
        'what people type is logged with the addresses in it',
        replaced('bot/log.ts', "typeof fact === 'string' ? masked(fact) : fact", 'fact'),
      ),
      {
        ...without(
          'what is no job is logged in the words of the parser, which quotes it',
          replaced(
            'bot/slack/job.ts',
            "throw new Error('A message of the job queue is not a job (it is not JSON).');",
            'return JSON.parse(body);',
          ),
        ),
        shownBy: {
          file: 'test/handlers/lambda.test.ts',
          title: 'the worker gives back to the queue what is no question, and says nothing of it in its log',
        },
      },
    ],
  },
  {
    file: 'test/slack/gate.test.ts',
    title: 'is refused where they look, in a sentence, and nothing is handed on',
    takenOut: [
      without(
        'the gate refuses nobody',
        replaced('bot/slack/gate.ts', 'if (refusal !== undefined) return refused(refusal);'),
      ),
      {
        ...without(
          'a flag that is missing counts as false',
          replaced(
            'bot/slack/asker.ts',
            "return is_restricted === false && is_ultra_restricted === false ? { kind: 'member' } : UNKNOWN;",
            "return { kind: 'member' };",
          ),
        ),
        shownBy: { file: 'test/slack/asker.test.ts', title: 'no word on guests' },
      },
      {
        ...without(
          'a listed channel admits everybody in it',
          replaced(
            'bot/slack/asker.ts',
            'if (!isListed && askers.guests !== true)',
            'if (!isListed && askers.guests !== true && !askers.channels)',
          ),
        ),
        shownBy: { file: 'test/slack/asker.test.ts', title: 'a guest in a listed channel' },
      },
    ],
  },
  {
    file: 'test/slack/gate.test.ts',
    title: 'an app is refused without a word',
    takenOut: [
      without(
        'an app is told why',
        replaced('bot/slack/gate.ts', "refusal.kind === 'bot' ? { kind: 'refused' } : {", '{'),
      ),
    ],
  },
  {
    file: 'test/slack/gate.test.ts',
    title: 'a request that names another workspace is refused, though Slack calls the person a member',
    takenOut: [
      without(
        'what a request says of the workspace is not looked at',
        replaced(
          'bot/slack/gate.ts',
          'const person = asRequested(known, request, own, askers);',
          'const person = known;',
        ),
      ),
    ],
  },
  {
    file: 'test/slack/people.test.ts',
    title: 'a member of minutes ago is still one, and nobody else is anything',
    takenOut: [
      without(
        'a member is one for ever',
        replaced('bot/slack/people.ts', 'isOf(known, SEEN_SECONDS * 1000)', 'known !== undefined'),
      ),
      without(
        'nobody is known where Slack does not answer',
        replaced('bot/slack/people.ts', 'const isMember = !isAnswer(error)', 'const isMember = false'),
      ),
      {
        ...without(
          'a guest of minutes ago stays one without Slack',
          replaced('bot/slack/people.ts', " && known.person.kind === 'member';", ';'),
        ),
        shownBy: { file: 'test/slack/people.test.ts', title: 'a guest of minutes ago is unknown' },
      },
      {
        ...without(
          'what Slack answers counts as no answer',
          replaced('bot/slack/people.ts', 'const isMember = !isAnswer(error) && ', 'const isMember = '),
        ),
        shownBy: { file: 'test/slack/people.test.ts', title: 'a member of minutes ago is none' },
      },
    ],
  },
  {
    file: 'test/slack/people.test.ts',
    title: 'nobody waits for a Slack, or for tables, that never answer',
    takenOut: [
      without(
        'Slack is waited for without end',
        replaced('bot/slack/people.ts', 'await inTime(ask(userId), withinMs)', 'await ask(userId)'),
      ),
      without(
        'the tables are waited for without end',
        replaced('bot/slack/people.ts', 'await inTime(seen.read(userId), keepingMs)', 'await seen.read(userId)'),
      ),
    ],
  },
  {
    file: 'test/who-may-ask.test.ts',
    title: 'is refused, though they were a member when they asked',
    takenOut: [
      without(
        'the worker takes what was known at the front',
        replaced('bot/slack/gate.ts', 'deps, { isFresh: true });', 'deps);'),
      ),
      without(
        'the worker does what the queue has',
        replaced(
          'bot/slack/worker.ts',
          "if (admission.kind === 'refused')",
          "if (job.version !== 1 && admission.kind === 'refused')",
        ),
        replaced('bot/slack/worker.ts', "job.kind === 'export' && !isInside(admission.admitted.person)", 'false'),
      ),
    ],
  },
  {
    file: 'test/who-may-ask.test.ts',
    title: 'a modal that was opened in a listed channel works while its user is there',
    takenOut: [
      without(
        'a modal admits for ever where it was opened',
        replaced(
          'bot/slack/gate.ts',
          "return own.kind === 'channels' && own.ids.has(channel);",
          'return own !== undefined;',
        ),
      ),
    ],
  },
  {
    file: 'test/who-may-ask.test.ts',
    title: 'is posted or not into %s',
    takenOut: [
      without(
        'no channel is external',
        replaced('bot/slack/channels.ts', "isExternal(info.channel) ? { kind: 'shared' } : undefined", 'undefined'),
      ),
      without(
        'what Slack says nothing of is not shared',
        replaced(
          'bot/slack/channels.ts',
          "every((flag) => typeof flag !== 'boolean')) return true;",
          'every((flag) => flag === 7)) return true;',
        ),
      ),
      without(
        'an invitation is nothing yet',
        replaced('bot/slack/channels.ts', 'is_pending_ext_shared === true ||\n    isPending ||', ''),
      ),
      {
        ...without(
          'where Slack does not say, it is posted',
          replaced(
            'bot/slack/channels.ts',
            "return scope === undefined ? { kind: 'not known', error } : {",
            'return scope === undefined ? undefined : {',
          ),
        ),
        shownBy: { file: 'test/who-may-ask.test.ts', title: 'is refused while Slack does not say' },
      },
    ],
  },
  {
    file: 'test/who-may-ask.test.ts',
    title: 'is told of no change any more: %s',
    takenOut: [
      without('a watch goes on there', replaced('bot/slack/post-in-turn.ts', 'if (shut !== undefined) return shut;')),
      without(
        'whoever it is hears directly',
        replaced(
          'bot/slack/reply.ts',
          'if (!(await mayDirect(userId)))',
          'if ((await mayDirect(userId)) === undefined)',
        ),
      ),
      {
        ...without(
          'a digest goes on there',
          replaced(
            'bot/slack/post-to-channel.ts',
            '(to.thread === undefined ? await notPosted(to.channel, deps.channels) : undefined) ??',
            '',
          ),
        ),
        shownBy: { file: 'test/who-may-ask.test.ts', title: 'gets no digest, and who set it hears of it once' },
      },
    ],
  },
  {
    file: 'test/who-may-ask.test.ts',
    title: 'files and late answers are not sent to partners, though they may ask',
    takenOut: [
      without(
        'files are',
        replaced('bot/slack/worker.ts', "job.kind === 'export' && !isInside(admission.admitted.person)", 'false'),
      ),
      without(
        'late answers are',
        replaced(
          'bot/slack/reply.ts',
          'if (!(await mayDirect(userId)))',
          'if ((await mayDirect(userId)) === undefined)',
        ),
      ),
      {
        ...without(
          'they hear of failures directly',
          replaced('bot/slack/app.ts', '|| !isInside(admission.admitted.person) ', ''),
        ),
        shownBy: { file: 'test/slack/gate.test.ts', title: 'a partner who is admitted does not' },
      },
    ],
  },
  {
    file: 'test/who-may-ask.test.ts',
    title: 'shows what is set in the channels that one is in, and nothing of any other',
    takenOut: [
      without(
        'digests of all channels are shown',
        replaced('bot/home-job.ts', 'digests.filter(({ setting }) => isIn(setting.channel, own))', 'digests'),
      ),
      without(
        'watches of all channels are shown',
        replaced('bot/home-job.ts', 'watches.filter(({ channel }) => isIn(channel, own))', 'watches'),
      ),
    ],
  },
  {
    file: 'test/who-may-ask.test.ts',
    title: 'ends nothing of a channel that one is not in, whatever its buttons and forms carry',
    takenOut: [
      without(
        'digests are ended in any channel',
        replaced('bot/home-job.ts', 'digest !== undefined && isIn(digest.channel, own)', 'digest !== undefined'),
      ),
      without(
        'watches are ended in any channel',
        replaced('bot/home-job.ts', 'watch !== undefined && isIn(watch.channel, own)', 'watch !== undefined'),
      ),
    ],
  },
  {
    file: 'test/who-may-ask.test.ts',
    title: 'a button in one channel does not end the watch of another, whatever id it carries',
    takenOut: [
      without(
        'a watch is ended by its id',
        replaced(
          'bot/watch-job.ts',
          'watch?.channel === channel ? watch : undefined',
          'watch ?? (channel && undefined)',
        ),
      ),
    ],
  },
  {
    file: 'test/askers/forged-requests.test.ts',
    title: 'a guest whose request names a listed team is a guest all the same',
    takenOut: [
      without(
        'a request makes a partner of a guest',
        replaced(
          'bot/slack/gate.ts',
          "if (!isForeign || (known.kind !== 'member' && known.kind !== 'unknown')) return known;",
          'if (!isForeign) return known;',
        ),
      ),
    ],
  },
  {
    file: 'test/askers/forged-requests.test.ts',
    title: 'offers no names by the metadata of a form',
    takenOut: [
      without(
        'a form may remember where it was opened',
        replaced('bot/slack/gate.ts', "isHome || type === 'block_suggestion'", 'isHome'),
      ),
    ],
  },
  {
    file: 'test/handlers/lambda.test.ts',
    title: 'was allowed by its role',
    afterOthers: true,
    takenOut: [
      without(
        'nobody may claim anything',
        replaced(
          'infra/stack.ts',
          "state.may('UseState', 'GetItem', 'UpdateItem')",
          "state.may('UseState', 'GetItem')",
        ),
      ),
    ],
  },
  {
    file: 'test/handlers/lambda.test.ts',
    title: 'was all that its role allows, but for what is seldom called',
    afterOthers: true,
    takenOut: [
      without(
        'the digest may end digests',
        replaced(
          'infra/stack.ts',
          "'NoteDigests', 'Query', 'GetItem', 'PutItem'",
          "'NoteDigests', 'Query', 'GetItem', 'PutItem', 'DeleteItem'",
        ),
      ),
    ],
  },
  {
    file: 'test/infra/permissions.test.ts',
    title: 'may do nothing that it holds no code for',
    takenOut: [
      without(
        'the Slack function may write names',
        replaced(
          'infra/stack.ts',
          "directory.may('KnowNames', 'Query')",
          "directory.may('KnowNames', 'Query', 'BatchWriteItem')",
        ),
      ),
    ],
  },
  {
    file: 'test/aws/connect-listings.test.ts',
    title: 'nothing is asked about what is in another one, which the role does not allow',
    takenOut: [
      without(
        'every instance may be asked about',
        replaced('bot/aws/connect-reader.ts', 'allowed.length === 0 ||', 'allowed.length >= 0 ||'),
      ),
    ],
  },
  {
    file: 'test/slack/slack-fetch.test.ts',
    title: 'is not called by %s: who asked is told by a direct message, and its host alone is logged',
    takenOut: [
      without(
        'Bolt calls any response_url',
        replaced(
          'bot/slack/app.ts',
          "fetch: slackFetch(['Web API', 'response_url'], deps.clientOptions.slackApiUrl),",
          'fetch,',
        ),
      ),
      without(
        'the worker calls any response_url',
        replaced('bot/slack/reply.ts', "await slackFetch(['response_url'], slackApiUrl)(url, {", 'await fetch(url, {'),
      ),
      without(
        'what is refused is named whole',
        replaced('bot/slack/slack-fetch.ts', 'new URL(address).hostname) ||', 'address) ||'),
      ),
    ],
  },
  {
    file: 'test/slack/slack-fetch.test.ts',
    title: '%s is no response_url',
    takenOut: [
      without(
        'an address is compared as it is understood alone',
        replaced('bot/slack/slack-fetch.ts', '  address.startsWith(prefix) && new URL', '  new URL'),
      ),
    ],
  },
  {
    file: 'test/slack/slack-fetch.test.ts',
    title: 'is not reached through a redirect: %s to %s',
    takenOut: [
      without(
        'redirects are followed',
        replaced('bot/slack/slack-fetch.ts', "redirect: 'error'", "redirect: 'follow'"),
      ),
    ],
  },
  {
    file: 'test/slack/slack-fetch.test.ts',
    title: 'a file, and the token with it, is sent to no host that is not Slack’s',
    takenOut: [
      without(
        'the client calls whatever address it is given',
        replaced('bot/slack/web-client.ts', "  fetch: slackFetch(['Web API', 'upload'], slackApiUrl),\n"),
      ),
    ],
  },
  {
    file: 'test/local/local-servers.test.ts',
    title: 'refuses %s, whatever is asked for',
    takenOut: [
      without('the tables answer anybody', replaced('bot/local/dynamo.ts', '  ownClientsOnly(server);\n')),
      without('the queue answers anybody', replaced('bot/local/job-queue.ts', '  ownClientsOnly(server.server);\n')),
      without(
        'the stand-ins for AWS answer anybody',
        replaced('bot/local/aws/local-aws.ts', '  ownClientsOnly(server);\n'),
      ),
      without(
        'the page answers anybody',
        replaced('bot/local/bot.ts', '.use(localRequestsOnly)'),
        replaced('bot/local/slack/slack-stand-in.ts', '  router.use(localRequestsOnly);\n'),
      ),
      without(
        'any name is this machine',
        replaced('bot/local/own-requests.ts', 'LOCAL_HOST.test(host)', "host !== ''"),
      ),
      without(
        'any origin is that of the page',
        replaced('bot/local/own-requests.ts', 'origin.toLowerCase() !== ', "origin === '' && '' !== "),
      ),
      without(
        'what a browser says of the site is not read',
        replaced(
          'bot/local/own-requests.ts',
          "  return site === undefined || site === 'same-origin' || site === 'none';",
          '  return true;',
        ),
      ),
    ],
  },
  {
    file: 'test/browser/other-sites.test.ts',
    title: 'reads and changes nothing at any port that npm start opens',
    takenOut: [
      without(
        'the tables answer anybody, as dynalite does by itself',
        replaced('bot/local/dynamo.ts', '  ownClientsOnly(server);\n'),
      ),
    ],
  },
  {
    file: 'test/local/local-servers.test.ts',
    title: 'but the page takes no request without the key that was made at start',
    takenOut: [
      without('any key will do', replaced('bot/local/own-requests.ts', ' || !isSignedByOwnKey(request.headers)')),
    ],
  },
  {
    file: 'test/local/local-servers.test.ts',
    title: 'takes no body without end: it is refused before it is read',
    takenOut: [
      without(
        'what the bot sends is read to its end',
        replaced('bot/local/slack/slack-stand-in.ts', '[shortBodies, ', '['),
      ),
      without(
        'what the page sends is read to its end',
        replaced('bot/local/slack/page-routes.ts', 'jsonOnly, shortBodies, ', 'jsonOnly, '),
      ),
    ],
  },
  {
    file: 'test/local/local-servers.test.ts',
    title: 'a file is taken where it is awaited, at an address that only the bot is told, and no longer than announced',
    takenOut: [
      without(
        'it is uploaded at its id',
        replaced('bot/local/slack/files.ts', "const secret = randomBytes(16).toString('hex');", 'const secret = id;'),
      ),
      without(
        'it may be longer',
        replaced(
          'bot/local/slack/files.ts',
          "  if (!hasBodyUpTo(length + FORM_BYTES, request.headers)) return refuse(413, 'longer than announced');\n",
        ),
      ),
    ],
  },
  {
    file: 'test/local/local-servers.test.ts',
    title: 'says nothing of this machine in what it refuses',
    takenOut: [without('Express answers failures', replaced('bot/local/bot.ts', ', failPlainly(log)'))],
  },
  {
    file: 'test/local/local-servers.test.ts',
    title: 'a failure of the page is told in the terminal, and its own page is told no more than that',
    takenOut: [
      without(
        'the page is told the error',
        replaced(
          'bot/local/slack/page-routes.ts',
          '      if (!(error instanceof NotUnderstood)) return next(error);\n',
        ),
      ),
    ],
  },
  {
    file: 'test/answer/console-links.test.ts',
    title: 'no link to an event leads anywhere by what a record calls its Region: %j',
    takenOut: [
      without(
        'any Region becomes a part of a host',
        replaced('bot/answer/console-links.ts', 'if (!/^[a-z]{2}(-[a-z]+)+-\\d+$/.test(region)) return undefined;'),
      ),
    ],
  },
  {
    file: 'test/log.test.ts',
    title: 'an e-mail address, whatever stands around it',
    takenOut: [
      without(
        'what failed is logged with the addresses in it',
        replaced('bot/log.ts', '{ cause: masked(told(cause)) }', '{ cause: told(cause) }'),
      ),
      {
        ...without(
          'secrets are logged',
          replaced(
            'bot/log.ts',
            'textWithoutSecrets(text, { word: (secret) =>',
            '(void textWithoutSecrets, (all: string, _: object) => all)(text, { word: (secret: string) =>',
          ),
        ),
        shownBy: { file: 'test/log.test.ts', title: 'no line of the log holds' },
      },
      {
        ...without(
          'a wide at sign, or one as a link has it, is none',
          replaced('bot/change/addresses.ts', 'const AT = /@|＠|﹫|%40|%2540|&#64;|&commat;/i;', 'const AT = /@/;'),
        ),
        shownBy: { file: 'test/log.test.ts', title: 'no line of the log holds' },
      },
      {
        ...without(
          'AWS’s secret access keys are logged',
          replaced('bot/log.ts', ".replace(ACCESS_KEY, '(secret)')", '.replace(ACCESS_KEY, (key) => key)'),
        ),
        shownBy: { file: 'test/log.test.ts', title: 'no line of the log holds' },
      },
    ],
  },
  {
    file: 'test/secrets-shown.test.ts',
    title: 'is in nothing that anybody is shown, nor in the log or a change of the index',
    takenOut: [
      without(
        'a change holds what its request holds',
        replaced(
          'bot/change/normalize.ts',
          'Object.entries(withoutSecrets(request, { word: () => WITHHELD, isWithheld }))',
          'Object.entries(request)',
        ),
      ),
      without(
        'the record is shown as it is',
        replaced(
          'bot/answer/masked-record.ts',
          'withoutSecrets(record, { word: () => WITHHELD, isWithheld })',
          '(void isWithheld, withoutSecrets, record)',
        ),
      ),
      without(
        'what an answer repeats of its request is shown',
        replaced(
          'bot/answer/masked-record.ts',
          'ANSWERED.has(name) ? withoutRepeated(part, secrets, WITHHELD) : part',
          'part',
        ),
      ),
      without(
        'what an error repeats of its request is shown',
        replaced('bot/change/failure.ts', 'textWithoutRepeated(text, secretsIn(request), WITHHELD)', 'text'),
      ),
      without(
        'a value is a secret by its own name only',
        replaced(
          'bot/change/secrets.ts',
          '(isSecretName(name) || (isPair && NAMED.test(name)))',
          '(void isPair, isSecretName(name))',
        ),
      ),
      without(
        'JSON within a text is a text',
        replaced(
          'bot/change/secrets.ts',
          'within < MOST_TEXTS ? withoutSecretsInJson(text, masking, within) : text',
          '(void withoutSecretsInJson, void within, text)',
        ),
      ),
      without(
        'a text names no secrets',
        replaced(
          'bot/change/secrets.ts',
          "return NAMES_SOMETHING.test(formless) ? withoutNamed(formless, word('secret')) : formless;",
          'return formless;',
        ),
      ),
      without('an address may hold a user', replaced('bot/change/secrets.ts', '(?=@)/g],', '(?=@@@)/g],')),
    ],
  },
  {
    file: 'test/change/secrets.test.ts',
    title: 'not of one: %s',
    takenOut: [
      without(
        'what only tells of a secret is one',
        replaced('bot/change/secrets.ts', '!OF_A_SECRET.test(flat.slice(term.index + term[0].length))', 'true'),
      ),
      without('the end of a page is a secret', replaced('bot/change/secrets.ts', '!OTHER_TOKENS.test(flat) && ', '')),
    ],
  },
  {
    file: 'test/what-was-set.test.ts',
    title: 'a value of which a part is not shown is told as set, neither as changed nor as it was',
    takenOut: [
      without(
        'a text with a part that is not shown is known',
        replaced(
          'bot/change/hidden.ts',
          "(isStandIn(value) || (typeof value === 'string' && value.includes(WITHHELD)))",
          'isStandIn(value)',
        ),
      ),
    ],
  },
  {
    file: 'test/slack/slack-logger.test.ts',
    title: 'is in our log, masked, and in no other',
    takenOut: [
      without(
        'Bolt writes to the console by itself',
        replaced('bot/slack/app.ts', '    logger: slackLogger(deps.log),\n', '    logger: void slackLogger,\n'),
      ),
    ],
  },
  {
    file: 'test/local/job-queue.test.ts',
    title: 'A job that another worker is at is delivered again, and no error of the queue',
    takenOut: [
      without(
        'a second delivery is an error of the queue',
        replaced(
          'bot/local/job-queue.ts',
          'if (!(error instanceof WorkedOnElsewhere)) throw error;',
          'if (error) throw error;',
        ),
      ),
      {
        ...without(
          'a second delivery is an error of the function',
          replaced(
            'bot/handlers/worker.ts',
            'if (result.reason instanceof WorkedOnElsewhere)',
            'if (result.reason === WorkedOnElsewhere)',
          ),
        ),
        shownBy: {
          file: 'test/handlers/lambda.test.ts',
          title:
            'the worker answers a job that is delivered twice at once only once, and calls neither delivery an error',
        },
      },
    ],
  },
  {
    file: 'test/local/terminal.test.ts',
    title: 'holds no character that it would obey or hide, whatever the names',
    takenOut: [
      without(
        'a terminal is sent names as they are',
        replaced('bot/local/terminal.ts', 'paint.bold(visible(each.name))', 'paint.bold(each.name)'),
      ),
      {
        ...without(
          'what is ignored is not shown',
          replaced('bot/answer/visible.ts', '\\\\p{Default_Ignorable_Code_Point}', ''),
        ),
        shownBy: { file: 'test/answer/visible.test.ts', title: 'what nobody can see is shown as its letters' },
      },
      {
        ...without(
          'a cell of CSV holds what a terminal obeys',
          replaced('bot/answer/to-csv.ts', 'visibleLines(text)', '(void visibleLines, text)'),
        ),
        shownBy: {
          file: 'test/answer/to-csv.test.ts',
          title:
            'is a row for every change, whatever the names, and no line of any cell is a formula or an escape sequence',
        },
      },
      {
        ...without(
          'why it failed is printed as it is',
          replaced('bot/local/failure-line.ts', '  visible((error', '  String((void visible, error'),
        ),
        shownBy: { file: 'test/local/terminal.test.ts', title: 'of a failure is one line' },
      },
    ],
  },
  {
    file: 'test/faults/odd-requests.test.ts',
    title:
      'of what Slack signed any part may be missing or odd, and it is answered with a status, never with an error:',
    takenOut: [
      without(
        'shapes are not looked at',
        replaced(
          'bot/slack/lambda-request.ts',
          'if (!isWellFormed(body, contentType)) return refuse(400);',
          'void isWellFormed;',
        ),
      ),
    ],
  },
  {
    file: 'test/faults/hostile-records.test.ts',
    title: '%s is taken into the tables and counted, and nothing is lost for it',
    takenOut: [
      without(
        'half of a letter is a part of a key',
        replaced('bot/aws/directory-table.ts', 'id.toLowerCase().toWellFormed()', 'id.toLowerCase()'),
      ),
      {
        ...without(
          'half of a letter is written as it came',
          replaced('bot/aws/batch-write.ts', 'items.map(wellFormed)', 'items'),
        ),
        shownBy: {
          file: 'test/faults/hostile-records.test.ts',
          title: 'what is written is text that any table takes: no half of a letter is in it',
        },
      },
      without(
        'anything is a Region',
        replaced(
          'bot/change/cloudtrail-event.ts',
          "if (!REGION.test(region)) return { unusable: 'its awsRegion is not the code of a Region' };",
          'void REGION;',
        ),
      ),
      without(
        'the id of an instance is a key, however long it is',
        replaced('bot/aws/directory-table.ts', 'shortId(instanceId)', 'instanceId'),
      ),
      {
        ...without(
          'a record larger than an item is put into one',
          replaced('bot/ingest-events.ts', 'if (!canBeFiled(itemsOfChange)) {', 'if (itemsOfChange.length < 0) {'),
        ),
        shownBy: { file: 'test/faults/hostile-records.test.ts', title: 'bytes is kept as one that can’t be told' },
      },
    ],
  },
  {
    file: 'test/regular-expressions.test.ts',
    title: 'take a step for each letter',
    takenOut: [
      without(
        'an e-mail address is looked for from each letter of a word',
        replaced('bot/answer/wording/values.ts', '/[^\\s@<>"]@', '/[^\\s@<>"]+@'),
      ),
      without(
        'a row of backslashes is looked for from each of them',
        replaced('bot/query/tokens.ts', '/(?<!\\\\)\\\\+$/', '/\\\\+$/'),
      ),
    ],
  },
  {
    file: 'test/change/long-texts.test.ts',
    title: 'is cut where the record is read, and says so, how long it was, and which text it was',
    takenOut: [
      without(
        'a record is read with all of its texts',
        replaced('bot/change/cloudtrail-event.ts', 'withTextsCut(record)', 'record'),
      ),
      {
        ...without(
          'what is cut says only how long it was',
          replaced('bot/change/long-texts.ts', "hash.digest('hex')", "''"),
        ),
        shownBy: {
          file: 'test/change/long-texts.test.ts',
          title: 'is told as another where it differs only behind the cut',
        },
      },
      {
        ...without(
          'a record without an id is known by what is left of it',
          replaced(
            'bot/change/cloudtrail-event.ts',
            'idFromContent(record)',
            'idFromContent({ text: JSON.stringify(json).slice(0, 3_000) })',
          ),
        ),
        shownBy: { file: 'test/change/long-texts.test.ts', title: 'a record that has no id is known by all of it' },
      },
      {
        ...without(
          'a value is carried with all of its parts',
          replaced('bot/change/normalize.ts', 'to: fieldValue(withPartsCut(value)) }));', 'to: fieldValue(value) }));'),
        ),
        shownBy: {
          file: 'test/change/long-texts.test.ts',
          title: 'is told by the beginning of its JSON, how many parts it has',
        },
      },
      {
        ...without(
          'objects are taken apart however deep they are',
          replaced('bot/change/leaves.ts', 'depth === DEEPEST_LEAF || path.length > LONGEST_PATH', 'false'),
        ),
        shownBy: {
          file: 'test/change/long-texts.test.ts',
          title: 'what stands a hundred levels deep is told in one part',
        },
      },
    ],
  },
  {
    file: 'test/faults/long-values.test.ts',
    title: 'takes of the processor some times as much as short ones would, not some thousand times',
    takenOut: [
      without(
        'a record is read with all of its texts, and a stand-in for a secret is looked for up to its end',
        replaced('bot/change/cloudtrail-event.ts', 'withTextsCut(record)', 'record'),
        replaced('bot/change/secrets.ts', 'if (STANDS_IN.test(', 'if (false && STANDS_IN.test('),
      ),
      {
        ...without(
          'all of a text is filed under each key of its change',
          replaced('bot/change/cloudtrail-event.ts', 'withTextsCut(record)', 'record'),
        ),
        shownBy: { file: 'test/faults/long-values.test.ts', title: 'and of each change no more than is read of it' },
      },
    ],
  },
  {
    file: 'test/query/long-questions.test.ts',
    title: 'takes a step for each letter, whatever is typed',
    takenOut: [
      {
        ...without(
          'a digest of any length is read',
          replaced('bot/digest/digest-order.ts', 'if (text.length > LONGEST_QUESTION)', 'if (text.length < 0)'),
        ),
        shownBy: { file: 'test/query/long-questions.test.ts', title: 'a digest that is too long is refused' },
      },
      without(
        'a quote that nothing closes is searched for from each that opens one',
        replaced('bot/query/tokens.ts', "left.set(quotes, escaped === undefined ? 'none' : 'escaped');"),
        replaced('bot/query/tokens.ts', 'plain.length > LONGEST_QUESTION ?', 'plain.length < 0 ?'),
      ),
    ],
  },
  {
    file: 'test/faults/hostile-records.test.ts',
    title: '%s is told as a message, in detail and in files, within what Slack takes',
    takenOut: [
      without(
        'half of a letter is a part of a link',
        replaced('bot/answer/console-links.ts', 'encodeURIComponent(text.toWellFormed())', 'encodeURIComponent(text)'),
      ),
    ],
  },
  {
    file: 'test/supply-chain.test.ts',
    title:
      'is told apart from anything else by its hash; only other platforms’ builds, and what lies inside of a package that has one, have none',
    takenOut: [
      without(
        'one package has no hash',
        replaced(
          'package-lock.json',
          '    "node_modules/commander": {',
          `    "node_modules/without-a-hash": { "version": "1.0.0", "license": "MIT" },
    "node_modules/commander": {`,
        ),
      ),
      {
        ...without(
          'one package may be any later version',
          replaced('package.json', '"commander": "', '"commander": "^'),
        ),
        shownBy: { file: 'test/supply-chain.test.ts', title: 'is named by its exact version' },
      },
      {
        ...without(
          'one package comes from an address of its own',
          replaced(
            'package-lock.json',
            '    "node_modules/commander": {',
            '    "node_modules/commander": {\n      "resolved": "https://registry.example/commander.tgz",',
          ),
        ),
        shownBy: {
          file: 'test/supply-chain.test.ts',
          title: 'comes from whichever registry npm is told, and from no other address',
        },
      },
    ],
  },
  {
    file: 'test/supply-chain.test.ts',
    title: 'is what Dependabot ignores, and what the page lists, each with the version that is here',
    takenOut: [
      without(
        'a package is ignored for which the page gives no reason',
        replaced(
          '.github/dependabot.yml',
          '    ignore:\n',
          "    ignore:\n      - dependency-name: zod\n        versions: ['>=5']\n",
        ),
      ),
      {
        ...without(
          'the workflow takes any release of an action',
          replaced('.github/workflows/supply-chain.yml', 'run: npm audit signatures', 'uses: actions/cache@v4'),
        ),
        shownBy: {
          file: 'test/supply-chain.test.ts',
          title:
            'The workflow names its actions by hash, may only read, and runs no script of a package that it installs',
        },
      },
    ],
  },
  {
    file: 'test/supply-chain.test.ts',
    title: 'holds packages of this list, and nothing that serves a laptop',
    takenOut: [
      without(
        'a function is bundled with a package of the laptop’s',
        replaced(
          'bot/handlers/sync.ts',
          'export const handler',
          `import 'cli-progress';
export const handler`,
        ),
      ),
    ],
  },
  {
    file: 'test/aws/told-calls.test.ts',
    title: 'every attempt bears the reference of its question in the user agent, once',
    takenOut: [
      without(
        'nobody knows which question is being worked on',
        replaced('bot/reference.ts', 'references.run(reference, work)', 'work()'),
      ),
      without(
        'calls are not told of',
        replaced(
          'bot/aws/told-calls.ts',
          `    nameTheQuestion(attempt);
`,
        ),
      ),
      without(
        'each attempt adds its reference to those of the attempts before',
        replaced(
          'bot/aws/told-calls.ts',
          "const [agent = ''] = (headers['user-agent'] ?? '').split(MARK);",
          "const agent = headers['user-agent'] ?? '';",
        ),
      ),
    ],
  },
  {
    file: 'test/handlers/lambda-log.test.ts',
    title: 'bears what it counts beside what it says',
    takenOut: [
      without(
        'lines bear no metrics',
        replaced('bot/handlers/lambda-log.ts', ', ...metricsOf(message, facts) };', ' };'),
      ),
      without(
        'lines go through the console, where Lambda wraps them',
        replaced('bot/handlers/lambda-log.ts', 'process.stdout.write(', 'console.log('),
      ),
      without(
        'numbers stand in the line without the format that CloudWatch reads',
        replaced('bot/handlers/lambda-log.ts', 'CloudWatchMetrics: [', 'Metrics: ['),
      ),
    ],
  },
];
