import { answerQuestion } from '../../bot/answer-question';
import { directoryOf } from '../../bot/directory/directory';
import { eventBy, idFrom } from '../../bot/local/aws/records';
import { recordSource } from '../support/record-source';

const NOW = new Date('2026-11-21T12:00:00Z');
const PROD = { id: idFrom('prod'), region: 'us-east-1', account: '111122223333', alias: 'prod' };
const ARN = `arn:aws:connect:us-east-1:111122223333:instance/${PROD.id}`;
const [FIRST, SECOND, OTHER] = [idFrom('first'), idFrom('second'), idFrom('other')];

const page = (hour: number, eventName: string, members: object) =>
  eventBy(
    { type: 'IAMUser', userName: 'mateo' },
    {
      eventName,
      time: new Date(`2026-11-21T0${hour}:00:00Z`),
      requestParameters: { InstanceId: PROD.id, WorkspaceId: idFrom('workspace'), ...members },
    },
  );
const view = (id: string) => ({ ResourceArn: `${ARN}/view/${id}` });
const records = [
  page(1, 'CreateWorkspacePage', { Page: 'HOME', ...view(FIRST) }),
  page(2, 'UpdateWorkspacePage', { Page: 'HOME', NewPage: 'START' }),
  page(3, 'CreateWorkspacePage', { Page: 'HOME', ...view(OTHER) }),
  page(4, 'UpdateWorkspacePage', { Page: 'START', ...view(SECOND) }),
];

const changesOf = async (id: string) => {
  const answered = await answerQuestion(
    { text: id, subject: { kind: 'id', id }, types: [], verbs: [], only: [], window: {} },
    { find: recordSource(records, NOW).find, directory: directoryOf([]), instances: [PROD], now: () => NOW },
  );
  if (answered.kind !== 'answer') throw new Error(answered.mistake.message);
  return answered.answer.changes.map(({ change, fields }) => ({
    at: change.time.slice(11, 13),
    from: fields.find(({ field }) => field === 'ResourceArn')?.from,
  }));
};
const shown = (id: string) => ({ kind: 'value', value: `${ARN}/view/${id}` });

it('A view that was taken off a page under the later name of it is found', async () => {
  expect(await changesOf(FIRST)).toEqual([
    { at: '04', from: shown(FIRST) },
    { at: '01', from: { kind: 'none' } },
  ]);
});

it('A page has what it showed under its former name before, and nothing of a new one of that name', async () => {
  expect(await changesOf(SECOND)).toEqual([{ at: '04', from: shown(FIRST) }]);
  expect(await changesOf(OTHER)).toEqual([{ at: '03', from: { kind: 'none' } }]);
});
