import { setTimeout as sleep } from 'node:timers/promises';
import type { KnownBlock } from '@slack/types';
import { type LocalBot, startLocalBot } from '../../bot/local/bot';
import { openSampleAccount } from '../../bot/local/sample-account';
import type { StandInMessage } from '../../bot/local/slack/message';
import type { StandInView } from '../../bot/local/slack/views';
import type { Log } from '../../bot/log';

/** The whole bot over the sample account: the real app behind signed HTTP, its queue and worker, and the stand-in for Slack. */
export interface Conversation {
  readonly bot: LocalBot;
  /** What the bot says next. */
  readonly said: () => Promise<StandInMessage>;
  readonly ask: (typed: string) => Promise<StandInMessage>;
  /** Presses the button of that name, on a message or in a view. */
  readonly press: (on: StandInMessage | StandInView, label: string) => Promise<void>;
  /** The topmost modal, or the Home tab, once the bot has filled it with what is wanted. */
  readonly shown: (wanted: (text: string) => boolean) => Promise<StandInView>;
  /** Ends it; fails where the bot logged an error on the way. */
  readonly end: () => Promise<void>;
}

const ANSWER_WITHIN_MS = 20_000;

export const startConversation = async (): Promise<Conversation> => {
  const now = () => new Date();
  const errors: string[] = [];
  const log: Log = (level, message, facts, cause) => {
    // A double click is one job twice: the second is put back while the first is worked on.
    if (level !== 'info' && !String(cause).includes('worked on elsewhere'))
      errors.push(`${message} ${JSON.stringify(facts)} ${String(cause)}`);
  };
  const account = await openSampleAccount(now, { unlimited: true });
  const bot = await startLocalBot({ account, now, zone: 'Europe/Berlin', log, ports: [0] });
  const said = () => bot.slack.nextMessage(({ author, via }) => author === 'bot' && via !== 'file', ANSWER_WITHIN_MS);
  return {
    bot,
    said,
    ask: async (typed) => {
      const [command = '', ...words] = typed.split(' ');
      await bot.slack.sendCommand({ command, text: words.join(' ') });
      return said();
    },
    press: async (on, label) => {
      const place = 'view' in on ? { viewId: on.id } : { messageId: on.id };
      await bot.slack.press({ ...place, ...buttonCalled(label, blocksOf(on)) });
    },
    shown: async (wanted) => {
      for (let tries = 0; tries < ANSWER_WITHIN_MS / 20; tries += 1) {
        const view = [...bot.slack.homes(), ...bot.slack.modals()].findLast(({ view: { blocks } }) =>
          wanted(JSON.stringify(blocks)),
        );
        if (view !== undefined) return view;
        await sleep(20);
      }
      throw new Error('Nothing of that kind was shown.');
    },
    end: async () => {
      await bot.close();
      if (errors.length > 0) throw new Error(`The bot logged: ${errors.join('; ')}`);
    },
  };
};

const blocksOf = (on: StandInMessage | StandInView): readonly KnownBlock[] =>
  'view' in on ? (on.view.blocks as readonly KnownBlock[]) : on.blocks;

/** The ids of a button, by what stands on it. */
export const buttonCalled = (
  label: string,
  blocks: readonly KnownBlock[],
): { readonly blockId: string; readonly actionId: string } => {
  for (const block of blocks) {
    if (block.type !== 'actions') continue;
    for (const element of block.elements) {
      if (element.type !== 'button' || element.text.text !== label) continue;
      return { blockId: block.block_id ?? '', actionId: element.action_id ?? '' };
    }
  }
  throw new Error(`There is no button “${label}”.`);
};

/** Blocks as the bot wrote them: without the ids that Slack gives, and those that are drawn by lot. */
export const asWritten = (blocks: readonly KnownBlock[]): readonly object[] => {
  const written = JSON.stringify(blocks.map(({ block_id: _given, ...block }) => block));
  return JSON.parse(written.replace(/#[0-9a-f]{16}"/g, '#drawn-by-lot"'));
};
