import type { DigestProgress, DigestSetting, ToldDigest } from '../../bot/digest/digest-setting';

/** A digest set long ago, with nothing remarkable about it. */
export const digestSetting = (overrides: Partial<DigestSetting> = {}): DigestSetting => ({
  channel: 'C0OPS000001',
  channelName: 'connect-ops',
  at: '09:00',
  zone: 'UTC',
  weekdays: false,
  silent: false,
  filters: '',
  setBy: 'U0NIKKI0004',
  setAt: '2020-01-01T00:00:00.000Z',
  since: '2020-01-01T00:00:00.000Z',
  ...overrides,
});

export const toldDigest = (overrides: Partial<ToldDigest> = {}): ToldDigest => ({
  day: '2026-11-25',
  zone: 'UTC',
  dueAt: '2026-11-25T09:00:00.000Z',
  from: '2026-11-24T08:30:01Z',
  to: '2026-11-25T08:30:00Z',
  ...overrides,
});

export const digestProgress = (overrides: Partial<DigestProgress> = {}): DigestProgress => ({
  revision: 1,
  channel: 'C0OPS000001',
  ...overrides,
});
