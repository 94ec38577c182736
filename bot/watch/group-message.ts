import type { Answer, AnsweredChange } from '../answer/answer';
import { aboutOne } from '../answer/ask-again';
import { factLines, runNote } from '../answer/change-lines';
import { groupSaves, type Save } from '../answer/group-saves';
import { type Line, type LinePiece, lasting, line, type Message, moment, type Piece, words } from '../answer/message';
import { collapseAlike } from '../answer/nearby-lines';
import { onlyInstanceOf, whereOf } from '../answer/subject-pieces';
import { VIA_WORDS } from '../answer/wording/via';
import { escapeSlack, plainOrQuoted } from '../query/tokens';
import { actorNames } from '../sources/change-source';
import { phrases } from '../words/words';
import { queryOf, type Watch } from './watch';
import { askedText, shortened, stopButton } from './watch-words';

/** What somebody did within ten minutes that a channel watches. */
export interface GroupToTell {
  /** Its newest changes, as an answer about everything tells them. */
  readonly answer: Answer;
  /** How many changes it holds. */
  readonly total: number;
  /** The times of its first and its last change, ISO 8601 UTC. */
  readonly first: string;
  readonly last: string;
  /** The watches that it answers. */
  readonly watches: readonly Watch[];
  /** A post of it was not answered by Slack: it may stand there already. */
  readonly isDoubted?: boolean;
  /** All of its changes were in one instance, also those that are only counted. */
  readonly isInOnePlace?: boolean;
}

/** How many lines one message tells before it counts. */
const MOST_LINES = 6;
const MOST_DEEDS = 3;
/** One button for each watch, as long as nobody has to read them. */
const MOST_STOPS = 3;

/** The fact as an answer gives it; of several changes who, how many, and the newest. */
export const groupMessage = (group: GroupToTell, now: Date): Message => lasting(messageOf(group, now));

const messageOf = (group: GroupToTell, now: Date): Message => {
  const { answer, watches } = group;
  const saves = groupSaves(answer.changes);
  const [save, ...others] = saves;
  const isOne = save !== undefined && others.length === 0 && group.total === answer.changes.length;
  return {
    lines: [
      ...(isOne ? factLines(save, answer, { now }) : severalLines(saves, group)),
      line(
        'note',
        ...phrases.watchMessage.watched({
          questions: watches.map(askedText),
          place: group.isInOnePlace ? onlyInstanceOf(answer) : undefined,
        }),
      ),
      ...(group.isDoubted ? [line('note', phrases.watchMessage.mayStandTwice)] : []),
    ],
    buttons: isOne ? aboutButton(save) : allButton(group),
    actions: watches
      .slice(0, MOST_STOPS)
      .map((watch, at) =>
        stopButton(
          watch,
          at,
          watches.length === 1
            ? phrases.watch.stop
            : phrases.watch.stopOf({ question: shortened(askedText(watch), 40) }),
        ),
      ),
  };
};

const severalLines = (saves: readonly Save[], group: GroupToTell): readonly Line[] => {
  const { answer, total, first, last } = group;
  const entries = entriesOf(saves);
  const shown = entries.slice(0, MOST_LINES);
  const left = total - shown.reduce((sum, { changes }) => sum + changes, 0);
  const failed = answer.changes.filter(({ change }) => change.outcome.kind === 'failed').length;
  const vias = new Set(answer.changes.map(({ change }) => change.via));
  const [via] = vias;
  const how = vias.size === 1 && via !== undefined ? VIA_WORDS[via] : undefined;
  return [
    line('fact', ...phrases.watchMessage.told({ actor: actorOf(answer.changes), changes: total - failed, failed })),
    line('detail', ...phrases.watchMessage.when({ first, last, how })),
    ...shown.map(({ newest, pieces }) =>
      line('item', moment(newest.change.time), '  ', ...pieces, ...whereOf(newest, answer)),
    ),
    ...(left > 0 ? [line('item', phrases.lists.andMore({ more: left }))] : []),
    ...runNote(saves),
    ...(answer.changes.some(({ change }) => change.acts === 'unknown') ? [line('note', phrases.change.whoActed)] : []),
  ];
};

/** The actor's label; of a pipeline with several sessions its role. */
const actorOf = (changes: readonly AnsweredChange[]): string => {
  const [newest] = changes;
  if (newest === undefined) return phrases.watchMessage.somebody;
  const labels = new Set(changes.map(({ actor }) => actor.label));
  const { actor } = newest.change;
  return labels.size > 1 && actor.kind === 'role session' ? actor.role : newest.actor.label;
};

/** A Save, or the same deed on many things. */
interface Entry {
  readonly newest: AnsweredChange;
  readonly pieces: readonly LinePiece[];
  readonly changes: number;
}

const entriesOf = (saves: readonly Save[]): readonly Entry[] => {
  const single = saves.filter(({ others }) => others.length === 0).map(({ lead }) => lead);
  const alike = collapseAlike(single).map(
    ({ newest, changes, sentence }): Entry => ({
      newest,
      pieces: changes.length === 1 ? newest.deed : withoutActor(sentence),
      changes: changes.length,
    }),
  );
  const several = saves
    .filter(({ others }) => others.length > 0)
    .map(({ lead, others }): Entry => ({ newest: lead, pieces: deedsOf(lead, others), changes: others.length + 1 }));
  return [...alike, ...several].sort(
    (one, other) => Date.parse(other.newest.change.time) - Date.parse(one.newest.change.time),
  );
};

const deedsOf = (lead: AnsweredChange, others: readonly AnsweredChange[]): readonly LinePiece[] =>
  phrases.lists.deeds({
    deeds: [lead.deed, ...others.slice(0, MOST_DEEDS).map(({ shortDeed }) => shortDeed)],
    more: others.length - MOST_DEEDS,
  });

/** Who did it is said above. */
const withoutActor = ([_actor, next, ...rest]: readonly Piece[]): readonly LinePiece[] =>
  next !== undefined && 'words' in next ? [words(next.words.trimStart()), ...rest] : [...(next ? [next] : []), ...rest];

const aboutButton = ({ lead }: Save): Message['buttons'] => {
  const about = aboutOne(lead.resource, { ...EVERYTHING, text: '' });
  return about === undefined
    ? []
    : [{ label: phrases.watchMessage.whatElse, ask: escapeSlack(`/connect-who-changed ${about}`) }];
};

const EVERYTHING = { subject: { kind: 'everything' }, types: [], window: {}, verbs: [], only: [] } as const;

/** Asks for all of it: by the watch's own question where there is one, and whoever did it. */
const allButton = ({ answer, total, first, last, watches }: GroupToTell): Message['buttons'] => {
  const [watch, ...others] = watches;
  const query = others.length === 0 && watch !== undefined ? queryOf(watch) : undefined;
  const actor = answer.changes[0]?.change;
  const who = actor === undefined || query?.by !== undefined ? undefined : nameToAskBy(actor);
  const ask = [
    query === undefined || watch === undefined ? '' : watch.question,
    `since:${first}`,
    `until:${last}`,
    who === undefined ? '' : escapeSlack(`by:${plainOrQuoted(who)}`),
  ].filter((part) => part !== '');
  const command =
    query === undefined || query.subject.kind === 'everything' ? '/connect-changes' : '/connect-who-changed';
  return [{ label: phrases.watchMessage.all({ changes: total }), ask: `${command} ${ask.join(' ')}` }];
};

/** Sure to mean this actor and no other: a user's id, a pipeline's role. */
const nameToAskBy = (change: AnsweredChange['change']): string | undefined =>
  change.actor.kind === 'role session' && change.acts === 'pipeline' ? change.actor.role : actorNames(change.actor)[0];
