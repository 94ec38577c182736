import type { Coverage } from './answer/coverage';
import { isUnfinished } from './answer/edge-lines';
import type { Message } from './answer/message';
import type { Answered } from './answer-question';
import { detailOfDigest } from './digest/detail';
import { type Digest, digestOf, isEmpty, messageOfDigest } from './digest/digest';
import type { DigestProgress, DigestSetting } from './digest/digest-setting';
import { CHANGE_DIGEST, doubtWords, untoldWords } from './digest/digest-words';
import type { DigestWindow } from './digest/due';
import { parseQuery } from './query/parse-query';
import type { Query } from './query/query';
import { escapeSlack } from './query/tokens';
import { phrases } from './words/words';

/** What one digest is to tell. */
export interface DigestToMake extends Pick<DigestSetting, 'zone' | 'filters'> {
  readonly window: DigestWindow;
  readonly progress?: DigestProgress | undefined;
  /** Asked for between two digests: it reaches up to now, and the next one tells all of it again. `settledTo` is where records are settled. */
  readonly between?: { readonly settledTo: string };
}

export interface MakeDeps {
  readonly answer: (query: Query) => Promise<Answered>;
  readonly now: () => Date;
  /** Said before every digest (the sample account). */
  readonly preface?: string;
}

export type MadeDigest =
  | {
      readonly kind: 'digest';
      readonly message: Message;
      /** All changes, for its thread. */
      readonly detail: readonly Message[];
      readonly isEmpty: boolean;
      /** The last second that it tells, ISO 8601 UTC. */
      readonly to: string;
      /** Something was left unread, which may be read the next time. */
      readonly isCut: boolean;
    }
  /** The filters mean nothing any more: a sentence on why. */
  | { readonly kind: 'mistake'; readonly because: string };

/** Looks up what happened in a digest's window, and says it. A failure to look up escapes. */
export const makeDigest = async (make: DigestToMake, deps: MakeDeps): Promise<MadeDigest> => {
  const { window, filters, zone } = make;
  const asked = escapeSlack(`since:${window.from} until:${window.to} ${filters}`.trim());
  const parsed = parseQuery(asked, { now: deps.now(), zone, command: 'changes' });
  if (parsed.kind !== 'query') return { kind: 'mistake', because: messageOf(parsed) };
  const answered = await deps.answer(parsed.query);
  if (answered.kind === 'mistake') return { kind: 'mistake', because: answered.mistake.message };
  const { changes: all, coverage: read } = answered.answer;
  // What is not settled in this one is told by the next.
  const to = make.between === undefined ? earlier(window.to, read.settledTo) : window.to;
  if (to < window.from) throw new Error('Nothing of the time that the digest tells is settled yet.');
  const coverage = coverageTo(to, read, make);
  const changes = all.filter(({ change }) => change.time.slice(0, 19) <= to.slice(0, 19));
  const now = deps.now();
  const telling = {
    ...{ zone, now, filters },
    ...(make.between && { isBetween: true as const }),
    notes: [...doubtWords(make.progress, zone, now), ...untoldWords(window.untoldFrom, zone, now)],
  };
  const digest = digestOf(changes, coverage);
  return {
    kind: 'digest',
    message: {
      ...messageOfDigest(digest, telling),
      ...(deps.preface !== undefined && { preface: deps.preface }),
      buttons: [...buttonsOf({ from: window.from, to }, filters, digest), ...doubtedButton(make)],
      actions: [CHANGE_DIGEST],
    },
    detail: detailOfDigest(changes, coverage, telling),
    isEmpty: isEmpty(digest) && !isUnfinished(coverage),
    to,
    isCut: coverage.cut === true,
  };
};

const messageOf = (parsed: Exclude<ReturnType<typeof parseQuery>, { kind: 'query' }>): string =>
  parsed.kind === 'mistake' ? parsed.mistake.message : phrases.digest.filtersAskForHelp;

const earlier = (one: string, other: string | undefined): string => (other !== undefined && other < one ? other : one);

const coverageTo = (to: string, read: Coverage, { window, between }: DigestToMake): Coverage => ({
  ...read,
  from: window.from,
  to,
  settledTo: between === undefined ? to : earlier(to, earlier(between.settledTo, read.settledTo)),
});

const askFor = ({ from, to }: Pick<DigestWindow, 'from' | 'to'>, filters: string): string =>
  `/connect-changes ${escapeSlack(`since:${from} until:${to} ${filters}`.trim())}`;

/** Both ask for exactly the digest's time, for whoever presses alone; neither where it is known that there is nothing to show. */
const buttonsOf = (window: Pick<DigestWindow, 'from' | 'to'>, filters: string, digest: Digest): Message['buttons'] => {
  if (isEmpty(digest) && !isUnfinished(digest.coverage)) return [];
  const ask = askFor(window, filters);
  const isOfOneSort = /(?:^|\s)only:\S*(?:people|pipelines)/i.test(filters);
  return [
    { label: phrases.digestMessage.allChanges, ask },
    ...(isOfOneSort || digest.byPeople === 0
      ? []
      : [{ label: phrases.digestMessage.peopleOnly, ask: `${ask} only:people` }]),
  ];
};

/** What the digest told that may not have been posted. */
const doubtedButton = ({ progress, filters }: DigestToMake): Message['buttons'] =>
  progress?.posting === undefined
    ? []
    : [{ label: phrases.digestMessage.changesBefore, ask: askFor(progress.posting, filters) }];
