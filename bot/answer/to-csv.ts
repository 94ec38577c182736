import { stringify } from 'csv-stringify/sync';
import { DateTime } from 'luxon';
import type { Beside } from '../actor/actor';
import { idOfActor } from './actor-id';
import type { Answer, AnsweredChange } from './answer';
import { reasonOf } from './reason';
import { visibleLines } from './visible';
import { allFieldsOf } from './wording/details';
import { plainText } from './wording/pieces';

type Cell = (answered: AnsweredChange, zone: string) => string | undefined;

/** The columns of an export, in their order: a change a row. docs/json.md tells what each holds. */
export const COLUMNS: readonly (readonly [name: string, cell: Cell])[] = [
  ['time (UTC)', ({ change }) => change.time],
  ['time (local)', ({ change }, zone) => DateTime.fromISO(change.time, { zone }).toFormat('yyyy-MM-dd HH:mm:ss ZZ')],
  ['who', ({ actor }) => actor.label],
  ['what', ({ sentence }) => plainText(sentence)],
  ['outcome', ({ change }) => change.outcome.kind],
  ['error', ({ change: { outcome } }) => (outcome.kind === 'failed' ? outcome.errorCode : undefined)],
  ['verb', ({ change }) => change.verb],
  ['type', ({ resource }) => resource.ref.type],
  ['name', ({ resource }) => resource.name],
  ['id', ({ resource }) => resource.ref.id],
  ['deleted', ({ resource }) => (resource.deleted ? 'yes' : undefined)],
  ['instance', ({ resource: { ref } }) => ref.instance?.alias ?? ref.instance?.id],
  ['region', ({ change }) => change.region],
  ['account', ({ change }) => change.account],
  ['fields', (answered) => allFieldsOf(answered).map(plainText).join('\n')],
  ['how', ({ change }) => change.via],
  ['relation', ({ relation }) => relation],
  ['actor kind', ({ actor }) => actor.actor.kind],
  ['actor id', ({ actor }) => idOfActor(actor.actor)],
  ['likely', ({ actor }) => actor.likely?.name],
  ['event name', ({ change }) => change.eventName],
  ['event source', ({ change }) => change.eventSource],
  ['event id', ({ change }) => change.eventId],
  ['reason', ({ change }) => reasonOf(change)],
  ['acts', ({ change }) => change.acts],
  ['beside', ({ change }) => change.beside?.map(besideText).join('; ')],
];

const besideText = ({ kind, id, account }: Beside): string =>
  `${kind}: ${id}${account === undefined ? '' : ` (account ${account})`}`;

/**
 * Spreadsheets run what begins so, also in the wide forms that some of them fold. A line of a cell is guarded like a cell, for readers that
 * end a row at any line break; so is what stands after a semicolon, which parts cells where the comma parts decimals.
 */
const FORMULA = /(^|;)(?=(?:[^\S\n\r\u2028\u2029]|["'])*[=+\-@＝＋－＠])/gm;

/** No control character leaves in a cell but the break between lines: a terminal obeys escape sequences. */
const safeCell = (text: string): string => visibleLines(text).replace(FORMULA, "$1'");

/** Rows that are made together: all of a large export would be several times what comes of them. */
const TOGETHER = 500;

/**
 * All changes of an answer as CSV (RFC 4180), with a heading and a byte order mark for Excel, piece by piece. What a spreadsheet would take for a
 * formula has an apostrophe before it, which shows it as its letters: https://owasp.org/www-community/attacks/CSV_Injection
 */
export function* csvPieces({ changes }: Answer, zone: string): Generator<string> {
  for (let from = 0; from === 0 || from < changes.length; from += TOGETHER) {
    const isFirst = from === 0;
    yield stringify(
      changes.slice(from, from + TOGETHER).map((one) => COLUMNS.map(([, cell]) => safeCell(cell(one, zone) ?? ''))),
      {
        header: isFirst,
        columns: COLUMNS.map(([name]) => ({ key: name, header: name })),
        bom: isFirst,
        record_delimiter: 'windows',
        // With a record_delimiter, csv-stringify quotes no cell for a single LF or CR in it.
        quoted: true,
      },
    );
  }
}
