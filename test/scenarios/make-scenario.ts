import type { Answer } from '../../bot/answer/answer';
import type { Change } from '../../bot/change/change';
import { stringAt } from '../../bot/change/json';
import { type Normalized, normalize } from '../../bot/change/normalize';
import { isUuid, type ResourceRef, sameResource } from '../../bot/change/resource';
import { quoteName } from '../../bot/query/tokens';
import { messageBlocks, type SlackMessage } from '../../bot/slack/message-blocks';
import { type Listing, worldOf } from './listing';
import { type Story, tell } from './replay';

/** A scenario as its folder holds it, without what is made of it. */
export interface Scenario {
  /** One CloudTrail record, as AWS writes it. */
  readonly event: unknown;
  /** Other records that the answer needs: of the earlier value, of the deletion, of the emergency token. */
  readonly before: readonly unknown[];
  readonly listing?: Listing;
  /** As typed; derived from the change where absent. */
  readonly question?: string;
}

/** What is made of a scenario: `change.json` and `blocks.json` hold the first two. */
export interface MadeScenario {
  readonly change: Change;
  readonly slack: SlackMessage;
  readonly question: string;
  readonly answer: Answer;
}

const DAY_MS = 86_400_000;

/** The change, and the answer to a question about its thing, asked a day later from UTC. Throws where it is no change of ours. */
export const makeScenario = async (scenario: Scenario): Promise<MadeScenario> => {
  const normalized = normalize(scenario.event);
  if (normalized.kind !== 'change') throw new Error(whyNoChange(normalized, scenario.event));
  const { change } = normalized;
  const now = new Date(Date.parse(change.time) + DAY_MS);
  const { event, before, listing } = scenario;
  const story: Story = { records: [event, ...before], now, zone: 'UTC', ...(listing !== undefined && { listing }) };
  const question = scenario.question ?? questionAbout(change, story);
  const { answer, message } = await tell(question, story);
  return { change, slack: messageBlocks(message, now), question, answer };
};

/** The name of what was changed, else its id, else everything of its type that day. */
const questionAbout = ({ resource, nameInRecord, time }: Change, { listing, now }: Story): string => {
  const name = nameInRecord ?? (listing && listedName(resource, listing, now));
  if (name !== undefined) return quoteName(name);
  if (resource.id !== undefined && isUuid(resource.id)) return resource.id;
  const type = resource.type === 'unknown' ? '' : ` type:${resource.type}`;
  return `/connect-changes on:${time.slice(0, 10)}${type}`;
};

const listedName = (ref: ResourceRef, listing: Listing, now: Date): string | undefined =>
  worldOf(listing, now).facts.flatMap((fact) =>
    fact.kind === 'listed' && sameResource(fact.ref, ref) ? [fact.name] : [],
  )[0];

/** Why a record makes no scenario: a sentence for whoever brought it. */
export const whyNoChange = (normalized: Exclude<Normalized, { kind: 'change' }>, record: unknown): string => {
  const eventName = stringAt(record, 'eventName') ?? 'This';
  const eventSource = stringAt(record, 'eventSource') ?? 'another service';
  switch (normalized.kind) {
    case 'left out':
      return `${eventName} changes no configuration: it is left out as “${normalized.because}”.`;
    case 'foreign':
      return `${eventName} is an event of ${eventSource}, and only those of Connect, Voice ID and Lex are told.`;
    case 'unusable':
      return `This is no CloudTrail record that can be told: ${normalized.because}.`;
  }
};
