import * as fc from 'fast-check';
import { eventLink, pageLink } from '../../bot/answer/console-links';
import { subjectOfLink } from '../../bot/query/links';
import { INSTANCE, ref } from '../support/build-answer';

const eventId = '5a3b1e00-0000-4000-8000-000000000048';
const id = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';

describe('a link to the CloudTrail console', () => {
  it.each([
    ['us-east-1', 'https://us-east-1.console.aws.amazon.com/cloudtrailv2/home?region=us-east-1#/events/'],
    ['cn-north-1', 'https://console.amazonaws.cn/cloudtrailv2/home?region=cn-north-1#/events/'],
    ['us-gov-west-1', 'https://console.amazonaws-us-gov.com/cloudtrailv2/home?region=us-gov-west-1#/events/'],
  ])('is that of %s', (region, begin) => {
    const link = eventLink({ eventId, region }) ?? '';
    expect(link).toBe(`${begin}${eventId}`);
    expect(subjectOfLink(link)).toEqual({ ok: true, value: { kind: 'event', eventId } });
  });

  it('holds nothing that is not escaped', () => {
    expect(eventLink({ eventId: 'a/../#<>', region: 'us-east-1' })).toMatch(/#\/events\/a%2F\.\.%2F%23%3C%3E$/);
  });
});

it.each(['evil.example/', 'evil.example#', 'us-east-1.evil.example', 'unknown', '', 'us-east-1\n', 'cn-@evil.example'])(
  'no link to an event leads anywhere by what a record calls its Region: %j',
  (region) => {
    expect(eventLink({ eventId, region })).toBeUndefined();
  },
);

it('a link is made of any text that a record may hold for an id', () => {
  void fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const { host, hash } = new URL(eventLink({ eventId: text, region: 'us-east-1' }) ?? '');
      expect([host, hash.startsWith('#/events/')]).toEqual(['us-east-1.console.aws.amazon.com', true]);
      expect(new URL(pageLink(ref({ id: text })) ?? 'https://none').host).toMatch(/\.my\.connect\.aws$/);
    }),
  );
  expect(eventLink({ eventId: '\uD800', region: 'us-east-1' })).toMatch(/#\/events\/%EF%BF%BD$/);
});

describe('a link to a page of the Connect admin website', () => {
  it.each(['queue', 'user', 'routing-profile', 'hours-of-operation', 'quick-connect', 'flow'] as const)(
    'leads to the %s that it was made of',
    (type) => {
      const link = pageLink(ref({ type, instance: { ...INSTANCE, alias: 'Harbor-Prod' } })) ?? '';
      expect(link).toMatch(/^https:\/\/harbor-prod\.my\.connect\.aws\//);
      expect(subjectOfLink(link)).toMatchObject({ ok: true, value: { kind: 'id', id, type } });
    },
  );

  it.each([
    ['of a type whose page nobody knows', ref({ type: 'prompt' })],
    ['of a thing without an id', ref({ id: undefined as unknown as string })],
    ['of an instance whose alias is not known', ref({ instance: { id: 'i', region: 'us-east-1', account: '1' } })],
    ['of an alias that is none', ref({ instance: { ...INSTANCE, alias: 'evil.example/' } })],
  ])('is not made %s', (_what, thing) => {
    expect(pageLink(thing)).toBeUndefined();
  });
});
