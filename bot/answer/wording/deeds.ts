import type { Operation } from '../../change/catalogue';
import type { Change } from '../../change/change';
import { FLOW_DEEDS } from './flows';
import { generic, TELLING_VERBS, unknown } from './generic';
import { INSTANCE_DEEDS } from './instances';
import { LEX_DEEDS } from './lex-and-voice';
import { NUMBER_DEEDS } from './numbers-and-hours';
import { QUEUE_DEEDS } from './queues-and-profiles';
import { TABLE_DEEDS } from './tables-and-workspaces';
import { TAG_DEEDS } from './tags';
import type { Word } from './telling';
import { USER_DEEDS } from './users';

/** How each operation is told, by the name of its event. */
const DEEDS: ReadonlyMap<string, Word> = new Map(
  [QUEUE_DEEDS, USER_DEEDS, FLOW_DEEDS, NUMBER_DEEDS, INSTANCE_DEEDS, TABLE_DEEDS, TAG_DEEDS, LEX_DEEDS].flatMap(
    Object.entries,
  ),
);

/** The words of one change. */
export const wordOf = ({ inCatalogue, eventName }: Change): Word =>
  inCatalogue ? (DEEDS.get(eventName) ?? generic) : unknown;

/** Whether an operation is told by its verb alone, which may say little of what it does. */
export const isGeneric = ({ name, verb }: Operation): boolean => !DEEDS.has(name) && !TELLING_VERBS.has(verb);

/** Events that have words of their own: for tests. */
export const WORDED: readonly string[] = [...DEEDS.keys()];
