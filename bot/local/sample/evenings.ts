/** Something that goes wrong in a contact centre, and the questions that lead to its cause in the sample account. */
export interface EveningStory {
  readonly title: string;
  readonly told: string;
  /** As they are typed, command and all. */
  readonly questions: readonly string[];
}

export const EVENING_STORIES: readonly EveningStory[] = [
  {
    title: 'Calls to Billing go nowhere',
    told: 'A queue, a flow and a quick connect are called Billing. The queue itself was not changed: it was taken out of a routing profile, and agents were moved.',
    questions: ['/connect-who-changed Billing since:2h', '/connect-changes 2h'],
  },
  {
    title: 'An agent’s permissions are not what they were',
    told: 'By a change to her own user, by an edit of her security profile, or by both.',
    questions: ['/connect-who-changed akua.mansa', '/connect-changes 30d type:"security profile"'],
  },
  {
    title: 'A flow was published and nobody admits it',
    told: 'A draft saved and a publish do not read alike, and who is named for the night is likely, not certain.',
    questions: ['/connect-who-changed "Main Menu"'],
  },
  {
    title: 'The person who did it has left',
    told: 'A website user is a UUID in CloudTrail that dies with the user; the name is remembered.',
    questions: ['/connect-who-changed Refunds', '/connect-who-changed by:jorge.souza'],
  },
  {
    title: 'Three instances, two Regions',
    told: 'The same name exists in each of them.',
    questions: ['/connect-who-changed Billing', '/connect-who-changed Billing instance:harbor-sydney'],
  },
  {
    title: 'The pipeline did it',
    told: 'Which run is known, who started it is not.',
    questions: ['/connect-who-changed by:ci-connect since:7d', '/connect-changes 7d only:pipelines'],
  },
  {
    title: 'Nothing was found, but something clearly changed',
    told: 'No record and a mistyped name are two answers, and Connect itself is asked as well.',
    questions: ['/connect-who-changed "Weekdays 8–20" since:2h', '/connect-who-changed Biling'],
  },
  {
    title: 'A busy day in one message',
    told: 'What is worth a look first, the rest in counts, the detail in its thread.',
    questions: ['/connect-digest now', '/connect-digest at 09:00 weekdays'],
  },
];
