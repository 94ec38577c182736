import { changeValue, digestFormView, orderOfForm } from '../../bot/slack/digest-form';
import { shorten } from '../../bot/slack/text';

const NOW = new Date('2026-11-21T12:00:00Z');
const filled = (value: string | null) => ({ order: { order: { type: 'plain_text_input', value } } });

describe('the form that changes a digest', () => {
  it('holds what is typed for it as it is, and its channel', () => {
    const view = digestFormView(changeValue('C0OPS000001', 'at 09:00 Asia/Tokyo weekdays instance:"harbor prod"'));
    expect(view.private_metadata).toBe('C0OPS000001');
    expect(view.blocks).toMatchObject([
      { type: 'input', element: { initial_value: 'at 09:00 Asia/Tokyo weekdays instance:"harbor prod"' } },
    ]);
    expect(shorten(view.title.text, 24)).toBe(view.title.text);
  });

  it('orders what is typed, as the command would', () => {
    expect(orderOfForm(filled('at 9:30 Asia/Tokyo weekdays only:people'), NOW)).toEqual({
      order: { kind: 'set', at: '09:30', zone: 'Asia/Tokyo', weekdays: true, silent: false, filters: 'only:people' },
    });
  });

  it('takes letters as they are, which a command would have escaped', () => {
    expect(orderOfForm(filled('at 9:30 instance:"A&lt;B"'), NOW)).toMatchObject({
      order: { filters: 'instance:"A&lt;B"' },
    });
  });

  it.each([
    ['nothing', null],
    ['no time', 'sometimes'],
    ['a time that is none', 'at 25:00'],
    ['another order', 'off'],
    ['a question for help', 'help'],
  ])('says what is wrong with %s', (_what, value) => {
    expect(orderOfForm(filled(value), NOW)).toEqual({ errors: { order: expect.stringMatching(/\S.*/) } });
  });

  it('says so where it is no form of this version', () => {
    expect(orderOfForm({ other: {} }, NOW)).toHaveProperty('errors');
  });
});
