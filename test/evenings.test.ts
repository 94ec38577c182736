import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Answer, AnsweredChange } from '../bot/answer/answer';
import { isObject } from '../bot/change/json';
import { slackLimitErrors } from '../bot/slack/limits';
import { messageBlocks } from '../bot/slack/message-blocks';
import { readEvening } from './evenings/folders';
import { type MadeEvening, makeEvening } from './evenings/make-evening';
import { foldersIn, readJson } from './scenarios/folders';
import { findPersonalData } from './scenarios/personal-data';
import { strangeMembers } from './scenarios/strange-members';

const HERE = path.join(__dirname, 'evenings');
const names = foldersIn(HERE);
const evenings = new Map(names.map((name) => [name, readEvening(path.join(HERE, name))]));

const making = new Map<string, Promise<MadeEvening>>();
const evening = (name: string): Promise<MadeEvening> => {
  const found = evenings.get(name);
  if (found === undefined) throw new Error(`There is no evening ${name}.`);
  const made = making.get(name) ?? makeEvening(found);
  making.set(name, made);
  return made;
};

describe.each(names)('%s', (name) => {
  it('is answered and told as recorded', async () => {
    const { documents, posted, text } = await evening(name);
    expect(JSON.parse(JSON.stringify(documents))).toEqual(readJson(path.join(HERE, name, 'answer.json')));
    expect(text).toBe(readFileSync(path.join(HERE, name, 'message.txt'), 'utf8'));
    if (posted !== undefined) expect(posted).toEqual(readJson(path.join(HERE, name, 'digest.json')));
  });

  it('is told within the limits of Slack', async () => {
    const { told, digest } = await evening(name);
    const messages = [
      ...told.map(({ message }) => message),
      ...(digest === undefined ? [] : [digest.message, ...digest.detail]),
    ];
    const now = new Date(evenings.get(name)?.setting.now ?? '');
    expect(messages.flatMap((message) => slackLimitErrors(messageBlocks(message, now)))).toEqual([]);
  });

  it('tells no read, no contact, and nothing of another service', async () => {
    const { told } = await evening(name);
    const changes = told.flatMap(({ answer }) => [...answer.changes, ...answer.nearby]);
    const sources = new Set(changes.map(({ change }) => change.eventSource));
    expect([...sources].filter((source) => source !== 'connect.amazonaws.com')).toEqual([]);
    const events = changes.map(({ change }) => change.eventName);
    expect(events.filter((event) => /^(Get|List|Describe|PutUserStatus|UpdateContactAttributes)/.test(event))).toEqual(
      [],
    );
  });

  it('says what whoever is on call must be able to conclude, and holds nobody’s data', () => {
    expect(readFileSync(path.join(HERE, name, 'notes.md'), 'utf8')).toMatch(/^# .+\n\n.{100,}must see/s);
    expect(evenings.get(name)?.records.flatMap((record) => findPersonalData(record))).toEqual([]);
    expect(evenings.get(name)?.records.flatMap((record) => strangeMembers(record))).toEqual([]);
  });
});

/** The answers of an evening, one for each of its questions. */
const answersOf = async (name: string): Promise<readonly Answer[]> =>
  (await evening(name)).told.map(({ answer }) => answer);

const answerOf = async (name: string, question = 0): Promise<Answer> => {
  const answer = (await answersOf(name))[question];
  if (answer === undefined) throw new Error(`${name} asks no question ${question}.`);
  return answer;
};

/** What does not depend on wording: when, what, how it ended, how it bears on what was asked. */
const plainly = ({ change, relation }: AnsweredChange): string =>
  [
    change.time,
    change.eventName,
    ...(change.outcome.kind === 'failed' ? [change.outcome.errorCode] : []),
    ...(relation === 'indirect' ? ['indirect'] : []),
  ].join(' ');

/** The event ids of the records of that time and name, as the folder holds them. */
const idsAt = (name: string, time: string, eventName: string): readonly string[] =>
  (evenings.get(name)?.records ?? []).flatMap((record) =>
    isObject(record) && record.eventTime === time && record.eventName === eventName ? [String(record.eventID)] : [],
  );

const told = (answer: Answer, time: string): AnsweredChange => {
  const found = [...answer.changes, ...answer.nearby].find(({ change }) => change.time === time);
  if (found === undefined) throw new Error(`Nothing of ${time} is told.`);
  return found;
};

const who = ({ actor }: AnsweredChange): readonly [kind: string, label: string] => [actor.actor.kind, actor.label];
const website = (label: string) => ['connect user', expect.stringContaining(label)];
const sentenceOf = ({ sentence }: AnsweredChange): string =>
  sentence.map((piece) => ('words' in piece ? piece.words : '')).join('…');

describe('calls to Billing go nowhere', () => {
  const NAME = 'calls-to-billing-go-nowhere';

  it('finds that the queue was disabled in Sydney, and but a draft saved in harbor-prod', async () => {
    const { changes, subjects } = await answerOf(NAME);
    expect(subjects.map(({ ref }) => `${ref.type} ${ref.instance?.alias}`).toSorted()).toEqual([
      'flow harbor-prod',
      'queue harbor-prod',
      'queue harbor-sydney',
      'quick-connect harbor-prod',
    ]);
    expect(
      changes.map((change) => [plainly(change), change.resource.ref.instance?.alias, change.change.idSuffix]),
    ).toEqual([
      ['2026-11-18T18:36:00Z UpdateQueueStatus', 'harbor-sydney', undefined],
      ['2026-11-18T18:30:44Z UpdateContactFlowContent', 'harbor-prod', '$SAVED'],
    ]);
  });

  it('finds nearby who closed the hours, and who moved the agents out of the routing profile', async () => {
    const { nearby } = await answerOf(NAME);
    expect(nearby.map(plainly)).toEqual([
      '2026-11-18T18:38:12Z CreateHoursOfOperationOverride',
      ...['02', '01', '00'].map((second) => `2026-11-18T18:21:${second}Z UpdateUserRoutingProfile`),
    ]);
    expect(nearby.map(who)).toEqual([
      website('Mateo Jackson'),
      website('Nikki Wolf'),
      website('Nikki Wolf'),
      website('Nikki Wolf'),
    ]);
    // An override without intervals closes.
    expect(nearby[0]?.fields).toContainEqual(
      expect.objectContaining({ field: 'Config', to: { kind: 'value', value: [] } }),
    );
    for (const moved of nearby.slice(1)) {
      expect(moved.taken.map(({ name }) => name)).toEqual(['Tier 1 Voice']);
      expect(moved.related.map(({ name }) => name)).toEqual(['Tier 2 Voice']);
    }
  });
});

describe('an agent lost her permissions', () => {
  const NAME = 'an-agent-lost-her-permissions';

  it('tells who took Admin away, though the record names only what stayed', async () => {
    const answer = await answerOf(NAME);
    expect(answer.changes.map(plainly)).toEqual([
      '2026-11-17T17:25:00Z UpdateUserSecurityProfiles AccessDeniedException',
      '2026-11-17T17:20:33Z UpdateUserSecurityProfiles',
      '2026-10-20T13:30:00Z UpdateUserSecurityProfiles',
    ]);
    const taking = told(answer, '2026-11-17T17:20:33Z');
    expect(who(taking)).toEqual(website('Nikki Wolf'));
    expect(taking.taken.map(({ name }) => name)).toEqual(['Admin']);
    expect(told(answer, '2026-11-17T17:25:00Z').taken).toEqual([]);
  });

  it('tells nearby that the profile which she kept lost a permission', async () => {
    const answer = await answerOf(NAME);
    expect(answer.nearby.map(plainly)).toEqual(['2026-11-17T17:02:10Z UpdateSecurityProfile']);
    const [edit] = answer.nearby;
    expect(edit && who(edit)).toEqual(website('Mateo Jackson'));
    expect(edit?.fields.find(({ field }) => field === 'Permissions')).toMatchObject({
      added: [],
      removed: ['RoutingPolicies.Edit'],
    });
  });

  it('tells of the profile directly, and of whom it was given to indirectly', async () => {
    const { changes } = await answerOf(NAME, 1);
    expect(changes.map(plainly)).toEqual([
      '2026-11-17T17:20:33Z UpdateUserSecurityProfiles indirect',
      '2026-11-17T17:02:10Z UpdateSecurityProfile',
      '2026-10-20T13:30:00Z UpdateUserSecurityProfiles indirect',
      '2026-10-19T10:00:00Z UpdateSecurityProfile',
    ]);
  });

  it('tells everything that one person did, and nothing that another tried', async () => {
    const { changes } = await answerOf(NAME, 2);
    expect(changes.map(plainly)).toEqual([
      '2026-11-17T17:21:00Z UpdateUserSecurityProfiles',
      '2026-11-17T17:20:33Z UpdateUserSecurityProfiles',
    ]);
  });
});

describe('a flow was published and nobody admits it', () => {
  const NAME = 'a-flow-was-published-and-nobody-admits-it';
  const UPDATE = '2026-11-17T17:40:19Z';
  const DRAFT = '2026-11-17T15:22:48Z';

  it('tells drafts, the update and the refused attempt apart', async () => {
    const { changes } = await answerOf(NAME, 1);
    expect(changes.map((change) => [plainly(change), change.change.idSuffix, ...who(change)])).toEqual([
      [
        '2026-11-17T17:41:00Z UpdateContactFlowContent InvalidContactFlowException',
        undefined,
        ...website('Nikki Wolf'),
      ],
      [`${UPDATE} UpdateContactFlowContent`, undefined, ...website('Mateo Jackson')],
      [`${DRAFT} UpdateContactFlowContent`, '$SAVED', ...website('Akua Mansa')],
      ['2026-11-17T15:10:05Z UpdateContactFlowContent', '$SAVED', ...website('Akua Mansa')],
    ]);
  });

  it('words a draft otherwise than an update, and claims of neither that it was published', async () => {
    const answer = await answerOf(NAME, 1);
    const [update, draft] = [sentenceOf(told(answer, UPDATE)), sentenceOf(told(answer, DRAFT))];
    expect(update).not.toBe(draft);
    expect(`${update} ${draft}`).not.toMatch(/publish/i);
  });

  it('tells the flow of that name in Sydney only where no instance was asked for', async () => {
    const [both, prod] = await answersOf(NAME);
    const ofSydney = idsAt(NAME, '2026-11-17T17:39:00Z', 'UpdateContactFlowContent');
    expect(both?.changes.map(({ change }) => change.eventId)).toEqual(expect.arrayContaining([...ofSydney]));
    expect(prod?.changes.map(({ change }) => change.eventId)).not.toEqual(expect.arrayContaining([...ofSydney]));
  });
});

describe('the person who did it has left', () => {
  const NAME = 'the-person-who-did-it-has-left';

  it('names whoever was made within reach, and marks him as deleted', async () => {
    const answer = await answerOf(NAME);
    const change = told(answer, '2026-10-29T17:17:17Z');
    expect(change.actor).toMatchObject({ label: 'jorge.souza', deleted: true, actor: { kind: 'connect user' } });
    expect(change.fields).toContainEqual(
      expect.objectContaining({
        field: 'MaxContacts',
        from: { kind: 'value', value: 30 },
        to: { kind: 'value', value: 12 },
      }),
    );
  });

  it('tells of whoever was there before only what records do: the deletion, the first change and the last', async () => {
    const { changes } = await answerOf(NAME, 1);
    expect(changes.map(plainly)).toEqual(['2026-10-30T14:33:21Z UpdateQueueStatus']);
    expect(changes[0]?.actor.traces).toEqual({
      deletedAt: '2026-11-01T08:00:00Z',
      deletedBy: expect.stringContaining('Nikki Wolf'),
      firstChange: '2026-10-28T11:00:00Z',
      lastChange: '2026-10-30T14:33:21Z',
    });
  });

  it('does not take a user who was deleted for emergency access', async () => {
    const { changes } = await answerOf(NAME, 1);
    expect(changes[0]?.actor).not.toHaveProperty('likely');
  });

  it('finds what somebody who is gone did, by the name', async () => {
    const { changes } = await answerOf(NAME, 2);
    expect(changes.map(({ change }) => change.eventId)).toEqual(
      idsAt(NAME, '2026-10-29T17:17:17Z', 'UpdateQueueMaxContacts'),
    );
  });
});

describe('three instances in two Regions', () => {
  const NAME = 'three-instances-in-two-regions';

  it('tells each change with the instance that it was made in, a tag too', async () => {
    const { changes } = await answerOf(NAME);
    expect(changes.map((change) => [plainly(change), change.resource.ref.instance?.alias])).toEqual([
      ['2026-11-18T18:10:00Z UpdateQueueMaxContacts', 'harbor-prod'],
      ['2026-11-18T17:12:00Z UpdateQueueStatus', 'harbor-test'],
      ['2026-11-18T17:10:00Z UpdateQueueMaxContacts', 'harbor-test'],
      ['2026-11-18T16:40:00Z UpdateQueueStatus', 'harbor-sydney'],
      ['2026-11-18T16:10:00Z UpdateQueueStatus', 'harbor-sydney'],
      ['2026-11-18T15:00:00Z TagResource', 'harbor-test'],
    ]);
  });

  it('tells one instance alone where it is asked for', async () => {
    const [, sydney, test] = await answersOf(NAME);
    expect(sydney?.changes.map(({ change }) => change.time)).toEqual(['2026-11-18T16:40:00Z', '2026-11-18T16:10:00Z']);
    expect(test?.changes.map(({ change }) => change.time)).toEqual([
      '2026-11-18T17:12:00Z',
      '2026-11-18T17:10:00Z',
      '2026-11-18T15:00:00Z',
    ]);
  });
});

describe('the pipeline did it', () => {
  const NAME = 'the-pipeline-did-it';

  it('names the role and the run, how, and the limit that somebody had set by hand before', async () => {
    const { changes } = await answerOf(NAME);
    const [newest] = changes;
    expect(newest?.change).toMatchObject({
      via: 'terraform',
      actor: { kind: 'role session', role: 'ci-connect', session: 'run-4711' },
    });
    expect(newest?.change.actor).not.toHaveProperty('sourceIdentity');
    expect(newest?.fields).toContainEqual(
      expect.objectContaining({
        field: 'MaxContacts',
        from: { kind: 'value', value: 25 },
        to: { kind: 'value', value: 40 },
      }),
    );
  });

  it('tells the copy in the other Region with the change that was copied, and of nobody', async () => {
    const { changes } = await answerOf(NAME);
    const copy = idsAt(NAME, '2026-11-18T14:02:31Z', 'UpdateQueueMaxContacts');
    expect(changes[0]?.copies).toEqual(copy.map((eventId) => ({ eventId, region: 'us-west-2' })));
    expect(changes.map(({ change }) => change.actor.kind)).not.toContain('replica sync');
  });

  it('names the person where a source identity does', async () => {
    const { changes } = await answerOf(NAME);
    expect(changes[1]?.change.actor).toMatchObject({ kind: 'role session', sourceIdentity: 'akua.mansa' });
    expect(changes[1]?.actor.label).toContain('akua.mansa');
  });

  it('counts the run whole, and the throttled call as an attempt', async () => {
    const { changes, total } = await answerOf(NAME, 1);
    expect([changes.length, total]).toEqual([5, 8]);
    const pipelines = await answerOf(NAME, 2);
    expect(pipelines.changes.filter(({ change }) => change.outcome.kind === 'failed').map(plainly)).toEqual([
      '2026-11-18T14:02:01Z UpdateQueueMaxContacts TooManyRequestsException',
    ]);
  });
});

describe('nothing found, but something changed', () => {
  const NAME = 'nothing-found-but-something-changed';

  it('gives three different answers', async () => {
    const answers = await answersOf(NAME);
    expect(answers.map(({ outcome, observation, suggestions }) => [outcome, observation?.kind, suggestions])).toEqual([
      ['nothing', 'not recorded', []],
      ['nothing', 'connect agrees', []],
      ['unknown', undefined, ['Billing']],
    ]);
  });

  it('tells the last change that is recorded', async () => {
    const { lastBefore, observation } = await answerOf(NAME);
    expect(observation?.lastModified).toBe('2026-11-15T15:30:00Z');
    expect(lastBefore && [plainly(lastBefore), ...who(lastBefore)]).toEqual([
      '2026-10-12T15:15:15Z UpdateQuickConnectName',
      ...website('Akua Mansa'),
    ]);
  });
});

describe('the digest flooded the channel', () => {
  const NAME = 'the-digest-flooded-the-channel';
  const digestOf = async () => {
    const { digest } = await evening(NAME);
    if (digest === undefined) throw new Error('There is no digest.');
    return digest;
  };

  it('has at most fifteen lines', async () => {
    const { message } = await digestOf();
    expect(message.lines.length).toBeLessThanOrEqual(15);
  });

  it('counts people, pipelines, either and failed attempts of the period alone', async () => {
    const { digest } = await digestOf();
    expect([digest.byPeople, digest.failed]).toEqual([30, 3]);
    expect(digest.pipelines.map(({ label, changes }) => [label, changes])).toEqual([['ci-connect', 24]]);
    expect(digest.byEither.map(({ label, changes }) => [label, changes])).toEqual([['ci-onboarding', 8]]);
    expect(digest.instances.toSorted()).toEqual(['harbor-prod', 'harbor-sydney']);
  });

  it('holds under “worth a look” whatever somebody should hear of', async () => {
    const { digest } = await digestOf();
    const ids = JSON.stringify(digest.worthALook);
    const worth = [
      ['2026-11-13T02:48:00Z', 'DeleteQueue'],
      ['2026-11-13T08:20:33Z', 'UpdateUserSecurityProfiles'],
      ['2026-11-13T18:37:00Z', 'DisassociateRoutingProfileQueues'],
      ['2026-11-14T02:11:06Z', 'AdminGetEmergencyAccessToken'],
      ['2026-11-14T02:14:51Z', 'UpdateContactFlowContent'],
      ['2026-11-14T09:15:00Z', 'UpdateQueueStatus'],
      ['2026-11-14T12:30:00Z', 'AssociateApprovedOrigin'],
    ] as const;
    const missing = worth.filter(([time, event]) => !idsAt(NAME, time, event).every((id) => ids.includes(id)));
    expect(missing).toEqual([]);
    const others = [
      ['2026-11-12T23:59:59Z', 'DeleteQueue'],
      ['2026-11-15T23:45:00Z', 'DeleteQueue'],
      ['2026-11-13T14:02:00Z', 'UpdateQueueMaxContacts'],
      ['2026-11-15T10:00:00Z', 'UpdateUserPhoneConfig'],
    ] as const;
    expect(others.filter(([time, event]) => idsAt(NAME, time, event).some((id) => ids.includes(id)))).toEqual([]);
  });

  const EMERGENCY = '2026-11-14T02:14:';

  it('names whose emergency access it likely was', async () => {
    const { digest } = await digestOf();
    const edits = digest.worthALook.filter((one) => JSON.stringify(one).includes(EMERGENCY));
    expect(edits.length).toBeGreaterThan(0);
    for (const edit of edits) expect(JSON.stringify(edit)).toMatch(/"likely":\{"name":"shirley\.rodriguez/);
  });

  it('counts the edits by emergency access among what is asked for as worth a look', async () => {
    const { changes } = await answerOf(NAME, 0);
    expect(changes.filter(({ change }) => change.time.startsWith(EMERGENCY)).map(({ actor }) => actor.likely)).toEqual([
      expect.objectContaining({ name: expect.stringContaining('shirley.rodriguez'), minutesBefore: 3 }),
      expect.objectContaining({ name: expect.stringContaining('shirley.rodriguez'), minutesBefore: 3 }),
    ]);
  });
});

describe('Billing was taken out of Tier 1 Voice', () => {
  const NAME = 'billing-taken-out-of-tier-1-voice';

  it('tells that first, with what the same Save did besides', async () => {
    const { changes } = await answerOf(NAME);
    const [newest] = changes;
    expect(newest && [plainly(newest), ...who(newest)]).toEqual([
      '2026-11-18T18:37:20Z DisassociateRoutingProfileQueues indirect',
      ...website('Mateo Jackson'),
    ]);
    expect(newest?.sameSave.map(({ change }) => change.eventId)).toEqual(
      idsAt(NAME, '2026-11-18T18:37:20Z', 'AssociateRoutingProfileQueues'),
    );
  });

  it('tells the limit and the hours from and to, and the refused attempt as one', async () => {
    const answer = await answerOf(NAME);
    expect(answer.changes.slice(1).map(plainly)).toEqual([
      '2026-11-16T09:12:44Z UpdateQueueMaxContacts',
      '2026-11-09T09:40:18Z UpdateQueueMaxContacts',
      '2026-11-03T16:05:07Z UpdateQueueHoursOfOperation',
      '2026-11-03T16:02:31Z UpdateQueueStatus AccessDeniedException',
      '2026-10-27T17:05:40Z AssociateRoutingProfileQueues indirect',
      '2026-10-23T14:20:11Z UpdateQueueHoursOfOperation',
    ]);
    expect(told(answer, '2026-11-16T09:12:44Z').fields).toContainEqual(
      expect.objectContaining({
        field: 'MaxContacts',
        from: { kind: 'value', value: 20 },
        to: { kind: 'value', value: 40 },
      }),
    );
    expect(told(answer, '2026-11-03T16:05:07Z').taken.map(({ name }) => name)).toEqual(['Weekdays']);
  });

  it('tells nearby that three agents were moved from Tier 1 Voice to Tier 2 Voice', async () => {
    const { nearby } = await answerOf(NAME);
    expect(
      nearby.map((change) => [change.change.eventName, ...who(change), change.taken[0]?.name, change.related[0]?.name]),
    ).toEqual(
      Array.from({ length: 3 }, () => [
        'UpdateUserRoutingProfile',
        ...website('Nikki Wolf'),
        'Tier 1 Voice',
        'Tier 2 Voice',
      ]),
    );
  });
});

describe('nothing was found for the hours', () => {
  const NAME = 'nothing-found-for-the-hours';

  it('says so, with what Connect says, what else changed in the same instance, and the last recorded change', async () => {
    const { outcome, observation, elsewhere, lastBefore } = await answerOf(NAME);
    expect(outcome).toBe('nothing');
    expect(observation).toEqual({ kind: 'not recorded', lastModified: '2026-11-18T18:31:00Z' });
    expect(elsewhere).toMatchObject({ changes: 2, newest: '2026-11-18T18:37:20Z' });
    expect(lastBefore && [plainly(lastBefore), ...who(lastBefore)]).toEqual([
      '2026-11-03T15:58:20Z UpdateHoursOfOperation',
      ...website('Saanvi Sarkar'),
    ]);
  });

  it('tells from when to when the hours were, where there was a change', async () => {
    const { changes } = await answerOf(NAME, 1);
    expect(changes.map(plainly)).toEqual([
      '2026-11-03T15:58:20Z UpdateHoursOfOperation',
      '2026-10-03T15:58:20Z UpdateHoursOfOperation',
    ]);
    const config = changes[0]?.fields.find(({ field }) => field === 'Config');
    expect(config?.added).toContainEqual(
      expect.objectContaining({ Day: 'FRIDAY', EndTime: { Hours: 20, Minutes: 0 } }),
    );
    expect(config?.removed).toContainEqual(
      expect.objectContaining({ Day: 'FRIDAY', EndTime: { Hours: 22, Minutes: 0 } }),
    );
  });
});
