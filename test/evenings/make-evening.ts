import { z } from 'zod';
import type { Answer } from '../../bot/answer/answer';
import type { Message } from '../../bot/answer/message';
import { answerToJson } from '../../bot/answer/to-json';
import { type Digest, digestOf } from '../../bot/digest/digest';
import { terminalText } from '../../bot/local/terminal';
import { makeDigest } from '../../bot/make-digest';
import type { Query } from '../../bot/query/query';
import { messageBlocks } from '../../bot/slack/message-blocks';
import type { Listing } from '../scenarios/listing';
import { answerTo, type Story, type Told, tell } from '../scenarios/replay';

const settingSchema = z.strictObject({
  /** When the questions are asked, or the digest is due. */
  now: z.iso.datetime(),
  /** IANA name: the asker's, or the channel's. */
  zone: z.string(),
  /** The stretch that a digest tells; absent where only questions are asked. */
  digest: z.strictObject({ from: z.iso.datetime(), to: z.iso.datetime() }).optional(),
});

/** When and where one asks, as `evening.json` holds it. */
export type Setting = z.infer<typeof settingSchema>;
export const readSetting = (json: unknown): Setting => settingSchema.parse(json);

/** An evening on call: all records of the account, what Connect lists, and the questions as they are typed. */
export interface Evening {
  readonly setting: Setting;
  readonly records: readonly unknown[];
  readonly listing: Listing;
  readonly questions: readonly string[];
}

export interface MadeEvening {
  readonly told: readonly Told[];
  readonly digest?: { readonly digest: Digest; readonly message: Message; readonly detail: readonly Message[] };
  /** What `answer.json` holds: the `--json` document of each question. */
  readonly documents: readonly unknown[];
  /** What `digest.json` holds, where there is a digest: it and its thread, as Slack is given them. */
  readonly posted?: readonly unknown[];
  /** What `message.txt` holds: each message as a terminal shows it, with the buttons that Slack has below it. */
  readonly text: string;
}

/** Everything that is said that evening. */
export const makeEvening = async ({ setting, records, listing, questions }: Evening): Promise<MadeEvening> => {
  const now = new Date(setting.now);
  const story: Story = { records, listing, now, zone: setting.zone };
  const told: Told[] = [];
  for (const question of questions) told.push(await tell(question, story));
  const digest = setting.digest === undefined ? undefined : await digestIn(setting.digest, story);
  const texts = [
    ...(digest === undefined ? [] : [`(the channel's digest)\n${drawn(digest.message, story)}`]),
    ...told.map(({ message }, at) => `> ${questions[at]}\n${drawn(message, story)}`),
  ];
  return {
    told,
    documents: told.map(({ answer }) => answerToJson(answer)),
    text: `${texts.join('\n\n')}\n`,
    ...(digest !== undefined && {
      digest,
      posted: [digest.message, ...digest.detail].map((message) => messageBlocks(message, now)),
    }),
  };
};

const digestIn = async (window: NonNullable<Setting['digest']>, story: Story): Promise<MadeEvening['digest']> => {
  const answers: Answer[] = [];
  const answer = async (query: Query) => {
    const given = await answerTo(query, story);
    answers.push(given);
    return { kind: 'answer' as const, answer: given };
  };
  const made = await makeDigest({ zone: story.zone, filters: '', window }, { answer, now: () => story.now });
  const [given] = answers;
  if (made.kind === 'mistake' || given === undefined) throw new Error('The digest could not be made.');
  const { message, detail } = made;
  return { digest: digestOf(given.changes, given.coverage), message, detail };
};

const drawn = (message: Message, { zone, now }: Story): string => {
  const text = terminalText(message, { zone, now, colours: false });
  const more = message.more === undefined ? [] : [message.more];
  const buttons = [...more, ...message.buttons].map(({ label }) => `[${label}]`).join(' ');
  return buttons === '' ? text : `${text}\n${buttons}`;
};
