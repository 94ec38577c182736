import * as fc from 'fast-check';
import { directoryOf } from '../../bot/directory/directory';
import { suggest } from '../../bot/directory/suggest';
import { parseQuery } from '../../bot/query/parse-query';
import { formView, optionsOf, questionOfForm } from '../../bot/slack/ask-in-modal';
import { slackViewErrors } from '../../bot/slack/limits';
import { INSTANCE, ref } from '../support/build-answer';

const option = (value: string) => ({ selected_option: { value } });
const filled = (thing: object, period: string, sort: readonly string[] = []) => ({
  thing: { thing },
  period: { period: option(period) },
  sort: { sort: { selected_options: sort.map((value) => ({ value })) } },
});
const id = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';

describe('a filled form asks', () => {
  it.each([
    ['about a thing, whenever it was', filled(option(`${id} type:queue`), 'all'), 'who-changed', `${id} type:queue`],
    [
      'about a thing of a time and of people',
      filled(option(`${id} type:user`), 'since:7d', ['only:people']),
      'who-changed',
      `${id} type:user since:7d only:people`,
    ],
    ['about everything of a time', filled({ selected_option: null }, 'since:2h'), 'changes', 'since:2h'],
    ['about everything', filled({}, 'all'), 'changes', 'since:90d'],
  ] as const)('%s', (_what, state, command, text) => {
    expect(questionOfForm(state)).toEqual({ command, text });
    expect(parseQuery(text, { now: new Date(), zone: 'utc', command })).toMatchObject({ kind: 'query' });
  });

  it.each([undefined, {}, { thing: 'x' }, filled(option('x'), 'all').thing])(
    'nothing where it is none: %j',
    (state) => {
      expect(questionOfForm(state)).toBeUndefined();
    },
  );
});

describe('the options of its select', () => {
  const at = '2026-11-01T00:00:00Z';
  const named = (name: string, more: Parameters<typeof ref>[0] = {}) =>
    optionsOf(suggest(directoryOf([{ kind: 'listed', ref: ref(more), name, at }]), '', 100));

  it('say what it is, and ask about exactly that', () => {
    expect(named('Billing')).toEqual([
      { text: { type: 'plain_text', text: 'Billing · queue', emoji: false }, value: `${id} type:queue` },
    ]);
  });

  it('say the instance where there are several, what is deleted, and today’s name of what was renamed', () => {
    const other = ref({ id: 'other', instance: { ...INSTANCE, id: 'i-2', alias: 'sydney' } });
    const directory = directoryOf([
      { kind: 'listed', ref: ref(), name: 'Billing', at },
      { kind: 'listed', ref: ref(), name: 'Invoices', at: '2026-11-02T00:00:00Z' },
      { kind: 'listed', ref: other, name: 'Billing', at },
      { kind: 'deleted', ref: other, at: '2026-11-03T00:00:00Z' },
    ]);
    expect(optionsOf(suggest(directory, 'billing', 100)).map(({ text }) => text.text)).toEqual([
      'Billing · queue · harbor (now Invoices)',
      'Billing · queue · sydney (deleted)',
    ]);
  });

  it('keep within the limits of Slack and hold no marks, whatever things are called', () => {
    void fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }), (name) => {
        for (const { text, value } of named(name, {
          type: 'routing-profile',
          instance: { ...INSTANCE, alias: name },
        })) {
          expect(text).toMatchObject({ type: 'plain_text', emoji: false });
          expect(text.text.length).toBeLessThanOrEqual(75);
          expect(text.text.length).toBeGreaterThan(0);
          expect(value?.length).toBeLessThanOrEqual(150);
          expect(JSON.stringify(text)).not.toMatch(/\\ud[89a-f]/i);
        }
      }),
    );
  });
});

it('the form is one that Slack takes', () => {
  expect(slackViewErrors(formView())).toEqual([]);
});
