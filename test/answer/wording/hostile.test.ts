import fc from 'fast-check';
import { detailsOf } from '../../../bot/answer/wording/details';
import { cut, plainText } from '../../../bot/answer/wording/pieces';
import { deedOf, sentenceOf } from '../../../bot/answer/wording/sentence';
import { OPERATIONS } from '../../../bot/change/catalogue';
import type { FieldValue, JsonValue } from '../../../bot/change/change';
import type { FieldChange } from '../../../bot/change/effect';
import { IDS, toldOf } from './told';

const CHANGES = OPERATIONS.filter(({ category, service }) => category === 'config-change' && service === 'connect');
const PATHS = [...new Set(CHANGES.flatMap(({ sets }) => sets))];
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom('***', '<!channel>', '\u202E', '\uD83D', '__proto__', 'constructor', '%3x', 'arn:aws:connect:::', ''),
);
const json = fc.oneof(
  fc.jsonValue({ maxDepth: 5 }).map((value) => value as JsonValue),
  text,
  fc.array(text, { maxLength: 40 }),
  fc.dictionary(text, text),
);
const field: fc.Arbitrary<FieldChange> = fc.record(
  {
    field: fc.oneof(
      fc.constantFrom(...PATHS),
      text,
      fc.tuple(fc.constantFrom(...PATHS), text).map((parts) => parts.join('.')),
    ),
    item: text,
    from: fc.oneof(
      json.map((value) => ({ kind: 'value' as const, value })),
      fc.constant({ kind: 'none' as const }),
      fc
        .constantFrom('not recorded' as const, 'hidden' as const, 'not read' as const)
        .map((because) => ({ kind: 'not known' as const, because })),
    ),
    to: fc.oneof(
      json.map((value) => ({ kind: 'value' as const, value })),
      fc.constantFrom({ kind: 'none' as const }, { kind: 'hidden' as const }, { kind: 'not stated' as const }),
    ),
    added: fc.array(json, { maxLength: 5 }),
    removed: fc.array(json, { maxLength: 5 }),
  },
  { requiredKeys: ['field', 'from', 'to'] },
);

it('whatever a record holds, a sentence is told and stays short', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...CHANGES.map(({ name }) => name)),
      fc.array(field, { maxLength: 6 }),
      fc.option(text, { nil: undefined }),
      fc.boolean(),
      (eventName, fields, label, it) => {
        const told = toldOf(eventName, { QueueId: IDS.billing });
        const all = {
          ...told,
          fields,
          actor: { ...told.actor, ...(label !== undefined && { label: label.repeat(3) }) },
          change: { ...told.change, set: fields.map(({ field: name, to }) => ({ field: name, to })).filter(isSet) },
        };
        expect([...plainText(sentenceOf(all))].length).toBeLessThanOrEqual(400);
        expect(plainText(sentenceOf(all))).not.toContain('[object Object]');
        expect(plainText(deedOf(all, { it })).length).toBeGreaterThan(3);
        for (const detail of detailsOf(all)) expect([...plainText(detail)].length).toBeLessThanOrEqual(200);
      },
    ),
    { numRuns: 3000 },
  );
});

const isSet = (set: {
  readonly field: string;
  readonly to: FieldChange['to'];
}): set is {
  readonly field: string;
  readonly to: FieldValue;
} => set.to.kind !== 'none' && set.to.kind !== 'not stated';

it('nothing is cut in the middle of a letter', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.integer({ min: 1, max: 100 }), (whole, most) => {
      expect([...cut(whole, most)].length).toBeLessThanOrEqual(most);
      expect(cut(whole, most)).not.toMatch(/\p{Cs}/u);
    }),
  );
});
