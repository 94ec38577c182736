import type { Answer } from '../../bot/answer/answer';
import { csvPieces } from '../../bot/answer/to-csv';

/** All of it. */
export const answerToCsv = (answer: Answer, zone: string): string => [...csvPieces(answer, zone)].join('');
