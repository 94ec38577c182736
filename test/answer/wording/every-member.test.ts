import { allFieldsOf } from '../../../bot/answer/wording/details';
import { labelPieces } from '../../../bot/answer/wording/labels';
import { plainText } from '../../../bot/answer/wording/pieces';
import { sentenceOf } from '../../../bot/answer/wording/sentence';
import { fieldLabel } from '../../../bot/answer/wording/shifts';
import type { Told } from '../../../bot/answer/wording/telling';
import { eventSourceOf, OPERATIONS, type Operation } from '../../../bot/change/catalogue';
import { MODELS, type ModelMember, readModel } from '../../../bot/change/catalogue-build/models';
import type { Change } from '../../../bot/change/change';
import { effectsOf } from '../../../bot/change/history';
import { normalize } from '../../../bot/change/normalize';
import { websiteEvent } from '../../../bot/local/aws/records';
import { INSTANCE, id } from './told';

/** What a record states is shown, whatever the call: every member of every operation, out of the SDKs' own models. */

interface Call {
  readonly operation: Operation;
  /** Paths of members that hold no others, by the top member that they lie in. */
  readonly members: ReadonlyMap<string, readonly string[]>;
}

const topOf = (path: string): string => path.split(/[.[]/)[0] ?? path;

const membersIn = (operation: Operation, request: readonly ModelMember[]): Call['members'] => {
  const which = new Set([...operation.ids, ...operation.parents]);
  const leaves = request
    .map(({ path }) => path)
    .filter((path) => !which.has(path) && !request.some((other) => other.path.startsWith(`${path}.`)));
  const tops = [...new Set(leaves.map(topOf))].filter((top) => !MEANS.test(top));
  return new Map(tops.map((top) => [top, leaves.filter((path) => topOf(path) === top)]));
};

/** Which thing is meant, of which kind, in which version of a bot; what makes a call repeatable, or guards it against another one. */
const MEANS =
  /^(?:InstanceId|EntityType|\w*ClientToken|clientRequestToken|botId|botVersion|localeId|checksum|LockVersion|expectedRevisionId|LastModifiedTime|LastModifiedRegion|\w*ContentSha256)$/i;

const isRequest = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** A request with a value at a path. */
const withValue = (request: Record<string, unknown>, path: string, value: string): void => {
  let at = request;
  const steps = path.split('.');
  for (const [depth, step] of steps.entries()) {
    const [key, isList] = [step.replace('[]', ''), step.endsWith('[]')];
    if (depth === steps.length - 1) at[key] = isList ? [value] : value;
    else {
      const found: unknown = isList && Array.isArray(at[key]) ? at[key][0] : at[key];
      const next = isRequest(found) ? found : {};
      at[key] = isList ? [next] : next;
      at = next;
    }
  }
};

const changeOf = (
  { operation }: Call,
  values: readonly (readonly [path: string, value: string])[],
  minute: number,
): Change => {
  const request: Record<string, unknown> = operation.service === 'lexv1' ? { checksum: `${minute}` } : {};
  for (const path of [...operation.ids, ...operation.parents].filter((path) => path !== 'InstanceId')) {
    const arn = `arn:aws:connect:us-east-1:111122223333:instance/${INSTANCE.id}/queue/${id(7)}`;
    withValue(request, path, /arn/i.test(path) ? arn : id(9));
  }
  for (const [path, value] of values) withValue(request, path, value);
  const event = websiteEvent({
    instance: INSTANCE,
    userId: id(2),
    eventName: operation.name,
    requestParameters: request,
    time: new Date(Date.UTC(2026, 10, 2, 10, minute)),
  });
  const normalized = normalize({ ...event, eventSource: eventSourceOf(operation) });
  if (normalized.kind !== 'change') throw new Error(`${operation.name} is no change`);
  return normalized.change;
};

const toldOf = (changes: readonly Change[]): Told => {
  const change = changes.at(-1);
  if (change === undefined) throw new Error('no change');
  return {
    change,
    actor: { actor: change.actor, label: 'ann' },
    resource: { ref: change.resource, ...(change.nameInRecord !== undefined && { name: change.nameInRecord }) },
    related: change.mentions.map(({ resource }) => ({ ref: resource })),
    taken: [],
    fields: effectsOf(changes, () => true).get(change.eventId)?.fields ?? [],
  };
};

const labelIn = (told: Told, field: string): string =>
  plainText(fieldLabel({ ...told, it: false, tried: false }, { field }));

let calls: readonly Call[] = [];
beforeAll(async () => {
  const models = await Promise.all(MODELS.map(readModel));
  calls = models.flatMap(({ service, operations }) =>
    operations.flatMap(({ name, request }) => {
      const operation = OPERATIONS.find((one) => one.service === service && one.name === name);
      return operation?.category === 'config-change' ? [{ operation, members: membersIn(operation, request) }] : [];
    }),
  );
});

/** What goes by another member's name: two calls set one thing. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  QueueReferences: 'QueueConfigs',
  ManualAssignmentQueueReferences: 'ManualAssignmentQueueConfigs',
  SecurityProfiles: 'SecurityProfileIds',
  ParentHoursOfOperationIds: 'ParentHoursOfOperationConfigs',
  EmailAddressesId: 'EmailAddressesConfig',
  AliasName: 'Name',
  botTags: 'tags',
  Tags: 'tags',
  tagKeys: 'tags',
  TagKeys: 'tags',
};
const isOf = (field: string, top: string): boolean =>
  [top, OTHER_NAMES[top] ?? top].some((name) => topOf(field).toLowerCase() === name.toLowerCase());

it('every member that a call states is among the fields of --json, and in the details or the sentence', () => {
  const missing = calls.flatMap((call) =>
    [...call.members].flatMap(([top, paths]) => {
      const told = toldOf([
        changeOf(
          call,
          paths.slice(0, 12).map((path, at) => [path, `value ${at}`]),
          0,
        ),
      ]);
      const fields = told.fields.filter(({ field }) => isOf(field, top));
      const text = [sentenceOf(told), ...allFieldsOf(told)].map(plainText).join(' | ');
      const isShown = fields.every(({ field }) => text.includes(labelIn(told, field))) || text.includes('value 0');
      return fields.length > 0 && isShown ? [] : [`${call.operation.service} ${call.operation.name} ${top}`];
    }),
  );
  // Keys of a Voice ID resource's tags are personal to the API's model: "removed tags".
  expect(missing).toEqual(['voiceid UntagResource TagKeys']);
  expect(calls.length).toBeGreaterThan(240);
});

const TWO_AT_ONCE = new Set(['update', 'put', 'change']);
/** The value is the member's: an image of a kind, the row that is meant. */
const ONE_SETTING = [
  'ImportWorkspaceMedia MediaSource MediaType',
  'UpdateDataTablePrimaryValues NewPrimaryValues PrimaryValues',
];

it('a sentence tells both of two settings that a call changes, or says that there are others', () => {
  const hiding = calls
    .filter(({ operation }) => TWO_AT_ONCE.has(operation.verb))
    .flatMap((call) => {
      const tops = [...call.members.keys()].filter((top) => call.operation.sets.includes(top)).sort();
      const pairs = tops.flatMap((one, at) => tops.slice(at + 1).map((other) => [one, other] as const));
      return pairs.flatMap((pair) => {
        const set = (age: string, minute: number) =>
          changeOf(
            call,
            pair.flatMap((top, at) =>
              (call.members.get(top) ?? []).slice(0, 1).map((path) => [path, `${age} ${at}`] as const),
            ),
            minute,
          );
        const told = toldOf([set('old', 0), set('new', 1)]);
        const sentence = plainText(sentenceOf(told));
        const isTold = (top: string, at: number): boolean =>
          sentence.includes(`new ${at}`) ||
          sentence.includes(plainText(labelPieces(top))) ||
          told.fields.some(({ field }) => isOf(field, top) && sentence.includes(labelIn(told, field)));
        const isWhole = /other settings?/.test(sentence) || pair.every(isTold);
        return isWhole ? [] : [`${call.operation.name} ${pair.join(' ')}`];
      });
    });
  expect(hiding).toEqual(ONE_SETTING);
});
