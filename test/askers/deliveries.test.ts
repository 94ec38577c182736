import type { Json } from '../../bot/local/slack/json';
import type { Channel } from '../../bot/local/slack/workspace';
import { type AskersSet, type AskingWorld, type Happened, startAskingWorld } from '../support/asking-world';
import { CHANNELS, PARTNER, PEOPLE } from '../support/mixed-workspace';

let asking: AskingWorld;
beforeAll(async () => {
  asking = await startAskingWorld();
}, 60_000);
afterAll(() => asking.stop());
afterEach(() => {
  asking.slack.refuseNoMore();
  asking.slack.grantOnly(undefined);
  asking.slack.changeChannel(open.id, { shared: undefined, info: undefined });
  asking.slack.changePerson(listed.id, { guestOf: undefined, from: undefined, isDeactivated: false });
});

const { open, shared, sharedListed, invited, organization, secret } = CHANNELS;
const { listed } = PEOPLE;

/** The posts to a channel, and those to a person. */
const postsTo = ({ calls }: Happened, id: string): readonly Json[] =>
  calls.filter(({ what, body }) => what === 'chat.postMessage' && body.channel === id).map(({ body }) => body);
/** The thread under a digest, and what is posted anew in place of an earlier message. */
const wordsIn = ({ calls }: Happened, { id }: Channel): readonly unknown[] =>
  calls.filter(({ what, body }) => ['chat.postMessage', 'chat.update'].includes(what) && body.channel === id);

interface Delivery {
  readonly name: string;
  readonly what: 'digest' | 'watch';
  readonly deliver: (asking: AskingWorld) => Promise<unknown>;
}
const DELIVERIES: readonly Delivery[] = [
  { name: 'a digest', what: 'digest', deliver: ({ tickDigest }) => tickDigest() },
  { name: 'what a channel watches', what: 'watch', deliver: ({ arrive }) => arrive() },
];

const delivered = async ({ deliver }: Delivery, { id }: Channel, askers: AskersSet): Promise<Happened> => {
  asking.set(askers);
  await asking.reset(id);
  return asking.during(() => deliver(asking));
};
/** Of the digest that is due, and of the watch, whether one is paused. */
const paused = async (delivery: Delivery, channel: Channel): Promise<boolean> =>
  asking.isPaused(delivery.what, channel.id);

describe.each(DELIVERIES)('$name', (delivery) => {
  it.each<[string, Channel, AskersSet]>([
    ['a channel of the workspace', open, {}],
    ['a private channel', secret, {}],
    ['a channel of the whole organization', organization, {}],
    ['a shared channel that is listed as one', sharedListed, { sharedChannels: [sharedListed.id] }],
  ])('is delivered into %s', async (_what, channel, askers) => {
    expect(wordsIn(await delivered(delivery, channel, askers), channel).length).toBeGreaterThan(0);
  });

  it.each<[string, Channel, AskersSet]>([
    ['a channel that is shared with a partner', shared, {}],
    ['one whose partner is only invited', invited, {}],
    [
      'a listed channel that is shared, and not listed as shared',
      shared,
      { channels: [shared.id], teams: [PARTNER.id] },
    ],
  ])('is not delivered into %s: it is paused, and who set it is told once', async (_what, channel, askers) => {
    const happened = await delivered(delivery, channel, askers);
    expect(wordsIn(happened, channel)).toEqual([]);
    expect(postsTo(happened, listed.id)).toHaveLength(1);
    expect(await paused(delivery, channel)).toBe(true);
    const again = await asking.during(() => delivery.deliver(asking));
    expect(wordsIn(again, channel)).toEqual([]);
    expect(postsTo(again, listed.id)).toEqual([]);
  });

  it('is paused where the channel is shared later', async () => {
    expect(wordsIn(await delivered(delivery, open, {}), open).length).toBeGreaterThan(0);
    asking.slack.changeChannel(open.id, { shared: { how: 'externally', teams: [PARTNER.id] } });
    // What was told already is told anew with what came since, where it is a watch.
    if (delivery.what === 'watch') {
      const anew = await asking.during(() => delivery.deliver(asking));
      expect(wordsIn(anew, open)).toEqual([]);
    }
    const happened = await delivered(delivery, open, {});
    expect(wordsIn(happened, open)).toEqual([]);
    expect(await paused(delivery, open)).toBe(true);
  });

  it.each<[string, () => void]>([
    [
      'does not answer',
      () =>
        asking.slack.refuseWhile((method) =>
          method === 'conversations.info' ? { status: 429, retryAfterSeconds: 9 } : undefined,
        ),
    ],
    [
      'does not know it',
      () =>
        asking.slack.refuseWhile((method) =>
          method === 'conversations.info' ? { error: 'channel_not_found' } : undefined,
        ),
    ],
    ['wants another scope', () => asking.slack.grantOnly(['chat:write', 'users:read', 'groups:read'])],
  ])('is not delivered where Slack, asked about the channel, %s', async (_what, goWrong) => {
    asking.set({});
    await asking.reset(open.id);
    goWrong();
    const happened = await asking.during(() => delivery.deliver(asking).catch(() => undefined));
    expect(wordsIn(happened, open)).toEqual([]);
  });

  it('comes after all where Slack answers later', async () => {
    asking.set({});
    await asking.reset(open.id);
    asking.slack.refuseWhile((method) => (method === 'conversations.info' ? { status: 500 } : undefined));
    await asking.during(() => delivery.deliver(asking).catch(() => undefined));
    asking.slack.refuseNoMore();
    expect(await paused(delivery, open)).toBe(false);
    const happened = await asking.during(() => delivery.deliver(asking));
    expect(wordsIn(happened, open).length).toBeGreaterThan(0);
  });

  it.each([
    ['a guest now', { guestOf: 'channels' }],
    ['of another team now', { from: PARTNER }],
    ['gone', { isDeactivated: true }],
  ] as const)('is paused without a direct message to who set it, where they are %s', async (_what, changes) => {
    asking.slack.changePerson(listed.id, changes);
    const happened = await delivered(delivery, shared, {});
    expect(wordsIn(happened, shared)).toEqual([]);
    expect(postsTo(happened, listed.id)).toEqual([]);
    expect(await paused(delivery, shared)).toBe(true);
  });
});
