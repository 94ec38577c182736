import { plainText } from '../../../bot/answer/wording/pieces';
import { sentenceOf } from '../../../bot/answer/wording/sentence';
import { eventSourceOf, OPERATIONS, type Operation } from '../../../bot/change/catalogue';
import { MODELS, readModel } from '../../../bot/change/catalogue-build/models';
import { effectsOf } from '../../../bot/change/history';
import { normalize } from '../../../bot/change/normalize';
import { websiteEvent } from '../../../bot/local/aws/records';
import { INSTANCE, id } from './told';

/** A list that a call states may be empty, and a denied call's request is not recorded at all: neither names anything. */

const withEmpty = ({ ids, parents }: Operation, list: string): Record<string, unknown> => {
  const arn = `arn:aws:connect:us-east-1:${INSTANCE.account}:instance/${INSTANCE.id}/queue/${id(7)}`;
  const which = [...ids, ...parents].filter((path) => /^\w+$/.test(path) && path !== 'InstanceId');
  return {
    InstanceId: INSTANCE.id,
    ...Object.fromEntries(which.map((path) => [path, /arn/i.test(path) ? arn : id(9)])),
    [list]: [],
  };
};

const sentenceAbout = (operation: Operation, requestParameters: unknown, errorCode?: string): string | undefined => {
  const event = websiteEvent({
    instance: INSTANCE,
    userId: id(2),
    eventName: operation.name,
    time: new Date(Date.UTC(2026, 10, 2, 10)),
    ...(errorCode !== undefined && { errorCode }),
    overrides: { requestParameters, eventSource: eventSourceOf(operation) },
  });
  const normalized = normalize(event);
  if (normalized.kind !== 'change') return undefined;
  const { change } = normalized;
  const { fields } = effectsOf([change], () => true).get(change.eventId) ?? { fields: [] };
  return plainText(
    sentenceOf({
      change,
      actor: { actor: change.actor, label: 'ann' },
      resource: { ref: change.resource },
      related: change.mentions.map(({ resource: ref }) => ({ ref })),
      taken: [],
      fields,
    }),
  );
};

const listsOfCalls = async (): Promise<readonly (readonly [Operation, string])[]> => {
  const models = await Promise.all(MODELS.map(readModel));
  return models.flatMap(({ service, operations }) =>
    operations.flatMap(({ name, request }) => {
      const operation = OPERATIONS.find((one) => one.service === service && one.name === name);
      const lists = new Set(request.flatMap(({ path }) => /^(\w+)\[\]/.exec(path)?.[1] ?? []));
      return operation === undefined ? [] : [...lists].map((list) => [operation, list] as const);
    }),
  );
};

const GAP = / {2}|\bto (?:\(|:|$)| (?:of|from|with|and)(?::|$)/;

it('no sentence has a gap where a list is empty, nor does it say of things that there were some', async () => {
  const calls = await listsOfCalls();
  const all = calls.flatMap(([operation, list]) =>
    [undefined, 'AccessDeniedException'].flatMap(
      (error) => sentenceAbout(operation, withEmpty(operation, list), error) ?? [],
    ),
  );
  expect(all.length).toBeGreaterThan(150);
  expect(all.filter((text) => GAP.test(text) || /\bsome (?!hours)|not read/.test(text))).toEqual([]);
});

it('no sentence has a gap where the request was not recorded, nor does it say that nothing was named', () => {
  const all = OPERATIONS.flatMap((operation) =>
    [undefined, 'AccessDeniedException'].flatMap((error) => sentenceAbout(operation, null, error) ?? []),
  );
  expect(all.length).toBeGreaterThan(300);
  expect(all.filter((text) => GAP.test(text) || /\bno \w+|\ban u|\ba hour/.test(text))).toEqual([]);
});
