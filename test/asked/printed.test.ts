import path from 'node:path';
import type { Answer, AnsweredChange, NamedResource } from '../../bot/answer/answer';
import { answerToJson } from '../../bot/answer/to-json';
import { CHANGES, type Operation } from '../../bot/change/catalogue';
import { isUuid } from '../../bot/change/resource';
import { idFrom } from '../../bot/local/aws/records';
import { escapeSlack, plainOrQuoted, quoteName } from '../../bot/query/tokens';
import { foldersIn, readScenario } from '../scenarios/folders';
import { smallAccount } from '../support/small-account';
import { askSent, type Records, SOURCES, type SourceName } from './ask-both';

/** What `--json` and Details print of a change that somebody may copy, in the words in which it is asked. */
const printedOf = (answered: AnsweredChange, answer: Answer): readonly string[] => {
  const { resource, related, taken } = answered;
  const things: readonly NamedResource[] = [resource, ...related, ...taken];
  const { changes } = answerToJson({ ...answer, changes: [answered] });
  const inJson = changes.flatMap((one) => [one.resource, ...one.related, ...one.taken]);
  const ids = [...things.map(({ ref }) => ref.id), ...inJson.map(({ id }) => id)];
  const names = [...things.flatMap(({ name, nameNow }) => [name, nameNow]), ...inJson.map(({ name }) => name)];
  return [
    ...ids.flatMap((id) => (id == null ? [] : [plainOrQuoted(id)])),
    // A record that was published may have words in the place of its id.
    ...[answered.change.eventId].filter(isUuid),
    ...names.flatMap((name) => (name == null ? [] : [quoteName(name)])),
  ];
};

/** Of each question that does not find the change that printed it: the question and the change's event. */
const lostIn = async (records: Records, source: SourceName): Promise<readonly (readonly [string, string])[]> => {
  const all = await askSent('since:2015-01-01', records, source, 'changes');
  const asked = new Map<string, Promise<Answer>>();
  const lost: (readonly [string, string])[] = [];
  for (const answered of all.changes) {
    for (const typed of new Set(printedOf(answered, all))) {
      const asking = asked.get(typed) ?? askSent(escapeSlack(typed), records, source);
      asked.set(typed, asking);
      const { outcome, changes } = await asking;
      const isFound = changes.some(({ change }) => change.eventId === answered.change.eventId);
      if (!isFound && outcome !== 'ambiguous')
        lost.push([typed, `${answered.change.eventName} ${answered.change.eventId}`]);
    }
  }
  return lost;
};

type Members = { [member: string]: unknown };

/** Puts a value at a path such as `QueueConfigs[].QueueReference.QueueId`, beside what stands there. */
const put = (into: Members, path: string, value: string): void => {
  const [first = '', ...rest] = path.split('.');
  const member = first.replace('[]', '');
  const isList = first.endsWith('[]');
  if (rest.length === 0) {
    into[member] ??= isList ? [value] : value;
    return;
  }
  const held = into[member] ?? (isList ? [{}] : {});
  into[member] = held;
  put((Array.isArray(held) ? held[0] : held) as Members, rest.join('.'), value);
};

const ACCOUNT = 'us-east-1:111122223333';
const INSTANCE = idFrom('instance');
const SERVICE = { connect: 'connect', voiceid: 'voiceid', lexv1: 'lex', lexv2: 'lex' } as const;
/** What can be tagged, or have a policy: there the ARN alone tells what is meant. */
const TAGGED = {
  connect: `arn:aws:connect:${ACCOUNT}:instance/${INSTANCE}/queue/${idFrom('queue')}`,
  voiceid: `arn:aws:voiceid:${ACCOUNT}:domain/AbCdEfGhIjKlMnOpQrStU1`,
  lexv1: `arn:aws:lex:${ACCOUNT}:bot:OrderFlowers:live`,
  lexv2: `arn:aws:lex:${ACCOUNT}:bot-alias/ABCDEFGHI1/LIVEALIAS1`,
} as const;

/** An id as the service has them. */
const idAt = ({ service }: Operation, path: string): string => {
  const own = path.toLowerCase();
  if (own.endsWith('functionarn')) return `arn:aws:lambda:${ACCOUNT}:function:order-status`;
  if (own.endsWith('aliasarn')) return TAGGED.lexv2;
  if (own.endsWith('integrationarn')) return TAGGED.voiceid;
  if (own.endsWith('arn') || own.endsWith('arns[]')) return TAGGED[service];
  if (own.endsWith('origin')) return 'https://app.example.com';
  const hash = idFrom(path).replaceAll('-', '');
  if (service === 'connect') return own.endsWith('associationid') ? `${hash}${hash}` : idFrom(path);
  return service === 'voiceid' ? hash.slice(0, 22) : service === 'lexv2' ? hash.slice(0, 10).toUpperCase() : hash;
};

/** A record of an operation in which every place of an id or a name is filled. */
const recordOf = (operation: Operation, errorCode: string | undefined) => {
  const requestParameters: Members = { ...(operation.service === 'connect' && { InstanceId: INSTANCE }) };
  const responseElements: Members = {};
  for (const path of operation.names) put(requestParameters, path, `Name “${path}” & Söhne`);
  for (const path of [...operation.ids, ...operation.parents, ...operation.mentions.map((mention) => mention.path)])
    put(requestParameters, path, idAt(operation, path));
  if (operation.responseId !== undefined)
    put(responseElements, operation.responseId, idAt(operation, operation.responseId));
  return {
    eventID: idFrom(`${operation.service} ${operation.name} ${errorCode}`),
    eventSource: `${SERVICE[operation.service]}.amazonaws.com`,
    eventName: operation.name,
    eventTime: '2026-11-18T08:09:34Z',
    awsRegion: 'us-east-1',
    userIdentity: { type: 'IAMUser', userName: 'ann' },
    requestParameters,
    ...(errorCode === undefined ? { responseElements } : { errorCode }),
  };
};

const HERE = path.join(__dirname, '../scenarios');
const scenarios = foldersIn(HERE).map((name) => readScenario(path.join(HERE, name)));

describe.each(SOURCES)('Every id and name that an answer prints is asked for and finds the change, in %s', (source) => {
  it('of each scenario', async () => {
    for (const { name, scenario } of scenarios) {
      const lost = await lostIn([...(scenario.before ?? []), scenario.event], source);
      expect([name, ...lost]).toEqual([name]);
    }
  });

  it.each([
    ['that succeeded', undefined],
    ['that failed', 'AccessDeniedException'],
  ])('of each operation %s', async (_, errorCode) => {
    const lost = await Promise.all(
      // How the index works out what it covers takes its time: a part of all is enough to see that it finds as much.
      CHANGES.filter((_, at) => source === 'trail files' || at % 5 === 0).map(async (operation) => ({
        [`${operation.service} ${operation.name}`]: await lostIn([recordOf(operation, errorCode)], source),
      })),
    );
    expect(lost.filter((one) => Object.values(one).flat().length > 0)).toEqual([]);
  });

  it.each([1, 6])('of generated account %i', async (seed) => {
    expect(await lostIn(smallAccount(seed).events.slice(0, 80), source)).toEqual([]);
  });
});
