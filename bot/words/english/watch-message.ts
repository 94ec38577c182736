import { counted, joined, moment, type Parts } from '../../answer/message';
import { inPlace } from './stretches';

interface Told {
  readonly actor: string;
  readonly changes: number;
  readonly failed: number;
}

/** What somebody did that a channel watches. */
export const watchMessage = {
  watched: ({
    questions,
    place,
  }: {
    readonly questions: readonly string[];
    readonly place: string | undefined;
  }): Parts => [
    'Watched: ',
    ...joined(
      ', ',
      questions.map((code) => [{ code }]),
    ),
    ...(place === undefined ? [] : [' ·', ...inPlace(place)]),
  ],
  mayStandTwice: 'Slack did not answer when this was posted first: it may stand here twice.',
  told: ({ actor, changes, failed }: Told): Parts => [
    { name: actor },
    `: ${counted(changes, 'change')}`,
    failed === 0 ? '' : ` · ${counted(failed, 'attempt')} failed`,
  ],
  when: ({
    first,
    last,
    how,
  }: {
    readonly first: string;
    readonly last: string;
    readonly how?: string | undefined;
  }): Parts => [moment(first), ...(first === last ? [] : [' to ', moment(last)]), how === undefined ? '' : ` · ${how}`],
  somebody: 'Somebody',
  whatElse: 'What else changed it',
  all: ({ changes }: { readonly changes: number }): string => `All ${changes} changes`,
};
