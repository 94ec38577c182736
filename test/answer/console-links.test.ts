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
    const link = eventLink({ eventId, region });
    expect(link).toBe(`${begin}${eventId}`);
    expect(subjectOfLink(link)).toEqual({ ok: true, value: { kind: 'event', eventId } });
  });

  it('holds nothing that is not escaped', () => {
    expect(eventLink({ eventId: 'a/../#<>', region: 'us-east-1' })).toMatch(/#\/events\/a%2F\.\.%2F%23%3C%3E$/);
  });
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
