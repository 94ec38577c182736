import { counted, type LinePiece, moment, type Parts } from '../../answer/message';
import { changesOrAttempts } from './changes';
import { by, type Stretch, since } from './stretches';

/** Changes that were found. */
export const found = {
  triedSince: 'Tried since',
  earlier: 'Earlier',
  worthALook: 'Worth a look',
  worthALookOf: ({ shown, all }: { readonly shown: number; readonly all: number }): string =>
    `Worth a look, ${shown} of ${all}`,
  newestFirst: 'Newest first',
  everythingElse: 'Everything else',
  /** Nobody changed the things themselves. */
  namedOnly: ({
    subject,
    things,
    changes,
    complete,
    ...stretch
  }: Stretch & {
    readonly subject: readonly LinePiece[];
    readonly things: number;
    readonly changes: number;
    readonly complete: boolean;
  }): Parts => [
    complete ? 'No change to ' : 'No change was found to ',
    ...subject,
    things === 1 ? ' itself' : ' themselves',
    ...since(stretch),
    `; ${counted(changes, 'change')} elsewhere ${changes === 1 ? 'names' : 'name'} ${things === 1 ? 'it' : 'them'}.`,
  ],
  changes: ({
    changes,
    person,
    ...stretch
  }: Stretch & { readonly changes: number; readonly person: string | undefined }): Parts => [
    counted(changes, 'change'),
    ...since(stretch),
    ...by(person),
  ],
  attempts: ({
    attempts,
    person,
    ...stretch
  }: Stretch & { readonly attempts: number; readonly person: string | undefined }): Parts => [
    `${counted(attempts, 'attempt')} failed`,
    ...since(stretch),
    ...by(person),
  ],
  attemptsBesides: ({ attempts, typed }: { readonly attempts: number; readonly typed: string }): Parts => [
    `${counted(attempts, 'attempt')} failed and changed nothing: `,
    { code: typed },
  ],
  page: ({
    first,
    last,
    total,
    failed,
  }: {
    readonly first: number;
    readonly last: number;
    readonly total: number;
    readonly failed: number;
  }): string => `${changesOrAttempts({ of: total, failed }, 'and')} ${first} to ${last} of ${total}`,
  noMore: 'There are no more changes in that answer.',
  more: ({ count, typed }: { readonly count: number; readonly typed: string }): Parts => [
    `${count} more: `,
    { code: typed },
  ],
  /** A button below goes on, or files hold it. */
  moreBelow: ({ count }: { readonly count: number }): string => `${count} more`,
  moreInFile: ({ count }: { readonly count: number }): Parts => [
    `${count} more: `,
    { code: '--csv' },
    ' gives them all',
  ],
  showMore: ({ count }: { readonly count: number }): string => `Show ${count} more`,
  showSome: ({ count, left }: { readonly count: number; readonly left: number }): string =>
    `Show ${count} more of ${left}`,
  nearbyInPeriod: 'Nearby, in the same period',
  nearbyWithinHour: 'Nearby, within an hour of it',
  moreNearby: ({ count, typed }: { readonly count: number; readonly typed: string }): Parts => [
    `and ${count} more: `,
    { code: typed },
  ],
};

/** What else can be asked. */
export const further = {
  changedThemselves: ({ typed }: { readonly typed: string }): Parts => [
    'What they changed themselves: ',
    { code: typed },
  ],
  whatTheyChanged: ({ name }: { readonly name: string | undefined }): string => `What ${name ?? 'they'} changed`,
  doneToThem: ({ typed }: { readonly typed: string }): Parts => ['What was done to their user: ', { code: typed }],
  whatWasDoneToThem: ({ name }: { readonly name: string | undefined }): string =>
    `What was done to ${name ?? 'their user'}`,
  /** Where no thing has the name, or is of the id, that was asked for. */
  changedUnder: ({
    what,
    newest,
    typed,
  }: {
    readonly what: 'name' | 'id';
    readonly newest: string;
    readonly typed: string;
  }): Parts => [`Changes were made under that ${what}, the latest `, moment(newest), ': ', { code: typed }],
  stretches: { quarter: '15 min', hour: '1 h', fourHours: '4 h', day: '24 h', week: '7 d' },
  peopleOnly: 'People only',
  withPipelines: 'With pipelines',
  wider: ({ typed }: { readonly typed: string }): Parts => ['To look wider: ', { code: typed }],
  lookWider: 'Look wider',
  whatElse: 'What else changed',
};
