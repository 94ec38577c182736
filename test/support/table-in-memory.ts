import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';

type Item = Readonly<Record<string, unknown>>;
type Around = <T>(work: () => Promise<T>) => Promise<T>;
type Read = (item: Item, values: Item) => unknown;

/**
 * A stand-in for a DynamoDB table with the key `pk` that is only updated: `SET` with sums and `if_not_exists`, and conditions on numbers.
 * Thousands of simulated worlds take their turns by it; `test/aws/pacer.test.ts` holds it to what a real table does. It throws at what
 * it does not know.
 */
export const tableInMemory = (around: Around = (work) => work()): DynamoDBDocumentClient => {
  const items = new Map<string, Item>();
  const perform = async (command: unknown): Promise<object> => {
    // As from another machine, an answer comes later than all that is going on here.
    await new Promise((resolve) => setImmediate(resolve));
    if (!(command instanceof UpdateCommand)) throw new Error('The table in memory is only updated.');
    const {
      TableName,
      Key,
      UpdateExpression = '',
      ConditionExpression,
      ReturnValues = 'NONE',
      ...rest
    } = command.input;
    const { ExpressionAttributeNames, ExpressionAttributeValues = {}, ...unknown } = rest;
    if (
      ExpressionAttributeNames !== undefined ||
      Object.keys(unknown).length > 0 ||
      !['NONE', 'ALL_NEW'].includes(ReturnValues)
    )
      throw new Error(`The table in memory knows nothing of ${JSON.stringify(command.input)}.`);
    const key = `${TableName} ${JSON.stringify(Key)}`;
    const item = items.get(key) ?? {};
    if (ConditionExpression !== undefined && !conditionOf(ConditionExpression)(item, ExpressionAttributeValues))
      throw new ConditionalCheckFailedException({ message: 'The conditional request failed', $metadata: {} });
    // Each assignment reads the item as it was before.
    const assigned = assignmentsOf(UpdateExpression).map(([name, read]) => [
      name,
      read(item, ExpressionAttributeValues),
    ]);
    const updated: Item = { ...item, ...Key, ...Object.fromEntries(assigned) };
    items.set(key, updated);
    return ReturnValues === 'ALL_NEW' ? { Attributes: updated } : {};
  };
  const send = (command: unknown): Promise<object> => around(() => perform(command));
  return { send, destroy: () => undefined } as unknown as DynamoDBDocumentClient;
};

/** Reads an expression's tokens from left to right. */
const reading = (text: string) => {
  const tokens = text.match(/<=|>=|<>|[=<>+\-(),]|:?\w+/g) ?? [];
  let at = 0;
  const next = (): string => tokens[at++] ?? '';
  const isNext = (token: string): boolean => tokens[at] === token && ++at > 0;
  const expect = (token: string): void => {
    if (!isNext(token))
      throw new Error(`The table in memory expected ${token} in ${text}, not ${tokens[at] ?? 'its end'}.`);
  };
  return { next, isNext, expect, isAtEnd: () => at === tokens.length };
};
type Reading = ReturnType<typeof reading>;

const numberOf = (value: unknown): number => {
  if (typeof value !== 'number')
    throw new Error('The table in memory adds numbers only, and none is missing in a real one.');
  return value;
};

const operand = (from: Reading): Read => {
  const token = from.next();
  if (token.startsWith(':')) return (_, values) => values[token];
  if (token !== 'if_not_exists') return (item) => item[token];
  from.expect('(');
  const name = from.next();
  from.expect(',');
  const otherwise = sum(from);
  from.expect(')');
  return (item, values) => item[name] ?? otherwise(item, values);
};

const sum = (from: Reading): Read => {
  const left = operand(from);
  if (from.isNext('+')) {
    const right = operand(from);
    return (item, values) => numberOf(left(item, values)) + numberOf(right(item, values));
  }
  if (from.isNext('-')) {
    const right = operand(from);
    return (item, values) => numberOf(left(item, values)) - numberOf(right(item, values));
  }
  return left;
};

const COMPARISONS: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '=': (a, b) => a === b,
  '<>': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

const term = (from: Reading): Read => {
  if (from.isNext('NOT')) {
    const negated = term(from);
    return (item, values) => !negated(item, values);
  }
  if (from.isNext('(')) {
    const inner = anyOf(from);
    from.expect(')');
    return inner;
  }
  for (const [name, isThere] of [
    ['attribute_exists', true],
    ['attribute_not_exists', false],
  ] as const)
    if (from.isNext(name)) {
      from.expect('(');
      const member = from.next();
      from.expect(')');
      return (item) => member in item === isThere;
    }
  const left = operand(from);
  const sign = from.next();
  const compare = COMPARISONS[sign];
  if (compare === undefined) throw new Error(`The table in memory does not compare by ${sign}.`);
  const right = operand(from);
  // What is missing compares with nothing.
  return (item, values) => {
    const [a, b] = [left(item, values), right(item, values)];
    return typeof a === 'number' && typeof b === 'number' && compare(a, b);
  };
};

const allOf = (from: Reading): Read => {
  const terms = [term(from)];
  while (from.isNext('AND')) terms.push(term(from));
  return (item, values) => terms.every((one) => one(item, values));
};
const anyOf = (from: Reading): Read => {
  const terms = [allOf(from)];
  while (from.isNext('OR')) terms.push(allOf(from));
  return (item, values) => terms.some((one) => one(item, values));
};

const once = <T>(read: (text: string) => T): ((text: string) => T) => {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text) ?? read(text);
    known.set(text, found);
    return found;
  };
};
const conditionOf = once((text): Read => {
  const from = reading(text);
  const read = anyOf(from);
  if (!from.isAtEnd()) throw new Error(`The table in memory does not understand ${text}.`);
  return read;
});
const assignmentsOf = once((text): readonly (readonly [string, Read])[] => {
  const from = reading(text);
  from.expect('SET');
  const found: (readonly [string, Read])[] = [];
  do {
    const name = from.next();
    from.expect('=');
    found.push([name, sum(from)]);
  } while (from.isNext(','));
  if (!from.isAtEnd()) throw new Error(`The table in memory does not understand ${text}.`);
  return found;
});
