/** What a question may hold: what to put behind each qualifier's colon, and what that means. */
export const qualifiers = {
  since: { value: 'a time', means: 'from this time on, a day from its beginning' },
  until: { value: 'a time', means: 'up to this time, a day to its end' },
  before: { value: 'a time', means: 'up to this time, a day or month not included' },
  on: { value: 'a day', means: 'on this day' },
  during: { value: 'a month or a day', means: 'in this month or on this day' },
  around: { value: 'a moment', means: 'from an hour before this moment to ten minutes after it' },
  by: { value: 'a person', means: 'made by this person' },
  type: {
    value: 'a type, in the words of the Connect admin website',
    means: 'to things of this type; beside a name, the thing of this type',
  },
  verb: { value: 'what was done', means: 'that did this' },
  only: { value: 'people, pipelines, failed, direct or worth-a-look', means: 'of this sort alone' },
  instance: { value: 'an instance’s alias, id or ARN', means: 'in this Connect instance' },
  limit: { value: 'a number from 1 to 1000', means: 'this many at most, the newest' },
};

/** What the questions that help shows ask. */
export const questions = {
  queue: 'who changed this queue, when and how',
  since: 'what happened to Billing since 18:40',
  hours: 'changes to these hours of operation on Monday',
  person: 'everything that Mateo Jackson changed in a week',
  deleted: 'the queues that were deleted in March',
  around: 'what people changed when it broke',
};

/** What the questions about everything ask, which begin with a period. */
export const questionsOfAll = {
  twoHours: 'everything of the last two hours, which is also what no period at all means',
  yesterday: 'what people changed yesterday, midnight to midnight',
  day: 'everything on that day',
  month: 'the queues that were deleted in March',
  worthALook: 'a week’s rights, deletions, disabled queues, numbers pointed elsewhere, instance settings',
  failed: 'what was tried since 18:40 and failed',
};
