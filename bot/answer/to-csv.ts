import { stringify } from 'csv-stringify/sync';
import { DateTime } from 'luxon';
import { idOfActor } from './actor-id';
import type { Answer, AnsweredChange } from './answer';
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
];

/** Spreadsheets run what begins so; also behind spaces, and in the wide forms that some of them fold. */
const FORMULA = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r\n]/u;

/**
 * All changes of an answer as CSV (RFC 4180), with a heading and a byte order mark for Excel. A cell that a spreadsheet would take for a
 * formula begins with an apostrophe, which shows it as its letters: https://owasp.org/www-community/attacks/CSV_Injection
 */
export const answerToCsv = ({ changes }: Answer, zone: string): string =>
  stringify(
    changes.map((answered) => COLUMNS.map(([, cell]) => cell(answered, zone) ?? '')),
    {
      header: true,
      columns: COLUMNS.map(([name]) => ({ key: name, header: name })),
      bom: true,
      record_delimiter: 'windows',
      cast: { string: (value) => (FORMULA.test(value) ? `'${value}` : value) },
    },
  );
