import { labelOf } from '../change/resource-types';
import type { Query } from '../query/query';
import { qualifierNamed } from '../query/query-words';
import { quoteName, tokensOf } from '../query/tokens';
import type { Answer, AnsweredChange, NamedResource, Underway } from './answer';
import type { Coverage } from './coverage';
import { isWorthALook } from './judge';
import { ago, joined, type Line, type LinePiece, line, type Message, moment, quiet, words } from './message';
import { VIA_SHORT, VIA_WORDS } from './wording';

export interface Telling {
  readonly now: Date;
  /** What stands before a question where one types it: a slash command, or the terminal's `who-changed`. */
  readonly command: string;
  /** How many changes are shown before "more". */
  readonly most: number;
}

/** The most changes that one Slack message holds: with the longest names it stays within the limits of its blocks. */
export const MOST_SHOWN = 30;

/** What an answer says, the fact first. */
export const messageOfAnswer = (answer: Answer, telling: Telling): Message => {
  switch (answer.outcome) {
    case 'found':
      return answer.query.subject.kind === 'everything'
        ? windowMessage(answer, telling)
        : foundMessage(answer, telling);
    case 'nothing':
      return answer.query.subject.kind === 'event' ? noEventMessage(answer) : nothingMessage(answer, telling);
    case 'unknown':
      return unknownMessage(answer, telling);
    case 'ambiguous':
      return ambiguousMessage(answer, telling);
  }
};

/** A login can be given to another person later; the id can't. */
const userId = ({ actor: { actor, label } }: AnsweredChange): readonly LinePiece[] =>
  actor.kind === 'connect user' && !label.includes(actor.userId) ? [words(' · user id '), quiet(actor.userId)] : [];

const foundMessage = (answer: Answer, telling: Telling): Message => {
  const [newest, ...earlier] = answer.changes;
  if (newest === undefined) return nothingMessage(answer, telling);
  const shown = earlier.slice(0, telling.most - 1);
  const { time, via } = newest.change;
  return {
    lines: [
      { role: 'fact', pieces: newest.sentence },
      line(
        'detail',
        moment(time),
        `, ${ago(time, telling.now)} · ${VIA_WORDS[via]}`,
        ...whereOf(newest, answer),
        ...userId(newest),
      ),
      ...partialLines(answer.coverage),
      ...(shown.length > 0 ? [line('heading', 'Earlier'), ...shown.map((each) => itemLine(each, answer))] : []),
      ...moreLine(answer, shown.length + 1, telling),
      ...observationLines(answer),
      edgeLine(answer),
      ...noteLines(answer.coverage),
    ],
    buttons: moreButton(answer, shown.length + 1, telling),
  };
};

/** Everything in a window: what is worth a look first, then the rest, and the attempts that failed in one closing line. */
const windowMessage = (answer: Answer, telling: Telling): Message => {
  const done = answer.changes.filter(({ change }) => change.outcome.kind === 'succeeded');
  const failed = answer.changes.length - done.length;
  const asksForFailed = answer.query.only.includes('failed') || done.length === 0;
  const told = (asksForFailed ? answer.changes : done).slice(0, telling.most);
  const worth = told.filter(({ change }) => isWorthALook(change));
  const rest = told.filter(({ change }) => !isWorthALook(change));
  const section = (heading: string, changes: readonly AnsweredChange[]): readonly Line[] =>
    changes.length === 0 ? [] : [line('heading', heading), ...changes.map((each) => itemLine(each, answer))];
  return {
    lines: [
      line('fact', countOf(answer.total), ...sincePieces(answer.query), ...byPieces(answer.query)),
      ...partialLines(answer.coverage),
      ...section('Worth a look', worth),
      ...section(worth.length === 0 ? 'Newest first' : 'Everything else', rest),
      ...(failed > 0 && !asksForFailed
        ? [
            line(
              'note',
              failed === 1
                ? '1 attempt failed and changed nothing: '
                : `${failed} attempts failed and changed nothing: `,
              { code: 'only:failed' },
            ),
          ]
        : []),
      ...moreLine(answer, asksForFailed ? told.length : told.length + failed, telling),
      edgeLine(answer),
      ...noteLines(answer.coverage),
    ],
    buttons: moreButton(answer, asksForFailed ? told.length : told.length + failed, telling),
  };
};

const countOf = (count: number): string => (count === 1 ? '1 change' : `${count} changes`);

const moreLine = ({ total, query }: Answer, shown: number, { command }: Telling): readonly Line[] =>
  total <= shown
    ? []
    : [line('note', `${total - shown} more: `, { code: `${command} ${withLimit(query.text, total)}` })];

const moreButton = ({ total, query }: Answer, shown: number, { command }: Telling): Message['buttons'] => {
  const next = Math.min(total, MOST_SHOWN);
  if (next <= shown) return [];
  return [{ label: `Show ${next - shown} more`, ask: `${command} ${retyped(withLimit(query.text, next))}` }];
};

/** As Slack sends what is typed: what the parser unescaped once is escaped again, mentions apart. Only buttons carry it so. */
const retyped = (text: string): string =>
  text.replace(/<@[^>]*>|[&<>]/g, (found) => (found.length > 1 ? found : (ENTITIES[found] ?? found)));
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** The question's words without those qualifiers; what stands in quotes is a name, whatever it looks like. */
const without = (text: string, keys: ReadonlySet<string>): string =>
  tokensOf(text)
    .filter(({ pair }) => pair === undefined || !keys.has(qualifierNamed(pair.key)?.key ?? ''))
    .map(({ raw }) => raw)
    .join(' ');

const LIMIT: ReadonlySet<string> = new Set(['limit']);
const withLimit = (text: string, limit: number): string => `${without(text, LIMIT)} limit:${limit}`.trim();

const itemLine = (answered: AnsweredChange, answer: Answer): Line =>
  line(
    'item',
    moment(answered.change.time),
    '  ',
    ...answered.sentence,
    ` · ${VIA_SHORT[answered.change.via]}`,
    ...whereOf(answered, answer),
  );

/** The instances that an answer is about, each once. */
const instancesOf = ({ changes, subjects }: Answer): readonly string[] => {
  const refs = [...subjects.map(({ ref }) => ref), ...changes.map(({ resource }) => resource.ref)];
  return [...new Set(refs.map(placeOf).filter((place) => place !== ''))];
};

/** With several instances in one answer, each line says which one it is about. */
const whereOf = ({ resource }: AnsweredChange, answer: Answer): readonly LinePiece[] => {
  const place = placeOf(resource.ref);
  return place !== '' && instancesOf(answer).length > 1 ? [words(' · '), quiet(place)] : [];
};

/** Where lines don't say it, since all of it was in one instance. */
const allInPieces = (answer: Answer): readonly LinePiece[] => {
  const [only, ...others] = instancesOf(answer);
  return only === undefined || others.length > 0 || answer.subjects.length > 0 ? [] : [words(', all in '), quiet(only)];
};

const describe = ({ ref, name, nameNow, deleted }: NamedResource): readonly LinePiece[] => [
  words(`${labelOf(ref.type)} `),
  { name: nameNow ?? name ?? ref.id ?? 'of unknown id' },
  ...(ref.instance === undefined ? [] : [words(', '), quiet(ref.instance.alias ?? ref.instance.id)]),
  ...(deleted ? [words(' (deleted)')] : []),
];

const personPieces = ({ by }: Query): readonly LinePiece[] =>
  by === undefined ? [] : [quiet(by.kind === 'name' ? by.name : (by.label ?? by.slackUserId))];
const byPieces = (query: Query): readonly LinePiece[] =>
  query.by === undefined ? [] : [words(' by '), ...personPieces(query)];
const sincePieces = ({ window: { from, to } }: Query): readonly LinePiece[] => [
  ...(from === undefined ? [] : [words(' since '), moment(from)]),
  ...(to === undefined ? [] : [words(' until '), moment(to)]),
];

/** What was asked about: "Queue Billing, harbor-prod". */
const subjectPieces = ({ subjects, query }: Answer): readonly LinePiece[] =>
  subjects.length === 0
    ? [
        words(query.types.length === 0 ? 'everything' : `every ${query.types.map(labelOf).join(', ')}`),
        ...byPieces(query),
      ]
    : [...thingsPieces(subjects), ...byPieces(query)];

/** One thing in full; several of one name by their types: "flow and queue Billing in harbor-prod, queue Billing in harbor-sydney". */
const thingsPieces = (subjects: readonly NamedResource[]): readonly LinePiece[] => {
  const [first] = subjects;
  const nameOf = ({ name, nameNow, ref }: NamedResource) => nameNow ?? name ?? ref.id ?? '';
  if (first === undefined || subjects.length === 1 || subjects.some((each) => nameOf(each) !== nameOf(first))) {
    return joined(' and ', subjects.map(describe));
  }
  const places = [...new Set(subjects.map(({ ref }) => placeOf(ref)))];
  return joined(
    ', ',
    places.map((place): readonly LinePiece[] => {
      const types = subjects.filter(({ ref }) => placeOf(ref) === place).map(({ ref }) => labelOf(ref.type));
      return [
        words(`${listOf(types)} `),
        { name: nameOf(first) },
        ...(place === '' ? [] : [words(' in '), quiet(place)]),
      ];
    }),
  );
};

const placeOf = ({ instance }: NamedResource['ref']): string => instance?.alias ?? instance?.id ?? '';

const listOf = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;

const capitalised = ([first, ...rest]: readonly LinePiece[]): readonly LinePiece[] => {
  if (first === undefined || !('words' in first)) return first === undefined ? [] : [first, ...rest];
  return [words(first.words.charAt(0).toUpperCase() + first.words.slice(1)), ...rest];
};

const edgeLine = (answer: Answer): Line =>
  line(
    'edge',
    ...capitalised(subjectPieces(answer)),
    ` · ${countOf(answer.total)}`,
    ...allInPieces(answer),
    ' · searched',
    ...searchedPieces(answer.coverage),
  );

/** What was searched and how surely: " 23 Aug to 21 Nov 08:20, live CloudTrail, complete". */
const searchedPieces = ({ from, to, complete, sources, newestEvent }: Coverage): readonly LinePiece[] => {
  if (sources.length === 0) return [words(' nothing')];
  const kinds = [...new Set(sources.map(({ kind }) => kind))].join(' and ');
  return [
    ...(from === undefined ? [] : [words(' '), moment(from)]),
    ...(to === undefined ? [] : [words(' to '), moment(to)]),
    words(`, ${kinds}, ${complete ? 'complete' : 'PARTIAL'}`),
    ...(newestEvent === undefined ? [] : [words(' · newest event of any kind '), moment(newestEvent)]),
  ];
};

/** What was cut is told in a line of its own; what is always so, in one line of small print. */
const isPartial = (note: string): boolean => note.startsWith('Partial');
const partialLines = ({ notes }: Coverage): readonly Line[] =>
  notes.filter(isPartial).map((note) => line('detail', note));
const noteLines = ({ notes }: Coverage): readonly Line[] => {
  const standing = notes.filter((note) => !isPartial(note));
  return standing.length === 0 ? [] : [line('note', standing.join(' '))];
};

const observationLines = ({ observation }: Answer): readonly Line[] => {
  if (observation === undefined) return [];
  const when = moment(observation.lastModified);
  return observation.kind === 'connect agrees'
    ? [line('note', 'Connect agrees: last modified ', when, '.')]
    : [line('note', 'Connect says it was last modified ', when, '; CloudTrail has no record of that.')];
};

/** What CloudTrail is known not to show; told where an answer is empty. */
const NOT_IN_CLOUDTRAIL =
  'CloudTrail may not record every edit made in the Connect admin website; the page of a thing there has “View historical changes”.';

const isAboutAnything = ({ subjects, query }: Answer): boolean => subjects.length === 0 && query.types.length === 0;

const nothingMessage = (answer: Answer, { command, now }: Telling): Message => {
  const { query, observation, coverage } = answer;
  const kind = query.verbs.length > 0 || query.only.length > 0 ? ' of that kind' : '';
  const agrees = observation?.kind === 'connect agrees';
  const wider = `${command} ${widened(query, now)}`;
  const isNarrow = query.window.from !== undefined;
  return {
    lines: [
      line(
        'fact',
        `${coverage.complete ? 'CloudTrail shows no change' : 'No change was found in what could be read'}${kind}`,
        ...(isAboutAnything(answer) ? [] : [words(' to ')]),
        ...(isAboutAnything(answer) ? byPieces(query) : subjectPieces(answer)),
        ...(query.instance === undefined ? [] : [words(' in '), quiet(query.instance)]),
        ...sincePieces(query),
        ...(agrees ? [words(', and Connect agrees: last modified '), moment(observation.lastModified)] : []),
        '.',
      ),
      ...(observation?.kind === 'not recorded'
        ? [
            line(
              'detail',
              'But Connect says it was last modified ',
              moment(observation.lastModified),
              '; CloudTrail has no record of that.',
            ),
          ]
        : []),
      ...partialLines(coverage),
      line('edge', 'Searched', ...searchedPieces(coverage)),
      ...(agrees ? [] : [line('note', NOT_IN_CLOUDTRAIL)]),
      ...noteLines(coverage),
      ...(isNarrow ? [line('note', 'To look wider: ', { code: wider })] : []),
    ],
    buttons: isNarrow ? [{ label: 'Look wider', ask: retyped(wider) }] : [],
  };
};

const noEventMessage = ({ coverage }: Answer): Message => ({
  lines: [
    line('fact', 'No change with this event id was found. The event may be a read, or older than what was searched.'),
    ...partialLines(coverage),
    line('edge', 'Searched', ...searchedPieces(coverage)),
    ...noteLines(coverage),
  ],
  buttons: [],
});

const TIMES: ReadonlySet<string> = new Set(['since', 'until', 'before', 'on', 'during', 'around']);
const WEEK_MS = 7 * 24 * 3_600_000;

/** The same question without its times; about everything, over a week, or over all there is where it was a week already. */
const widened = ({ text, window: { from }, subject }: Query, now: Date): string => {
  const rest = without(text, TIMES);
  if (subject.kind !== 'everything') return rest;
  const isLong = from !== undefined && now.getTime() - Date.parse(from) >= WEEK_MS;
  // A period may stand bare before everything else: `/connect-changes 2h`.
  const qualifiers = rest.split(' ').filter((word) => word.includes(':'));
  return [...qualifiers, isLong ? 'since:90d' : 'since:7d'].join(' ');
};

const unknownMessage = ({ query, suggestions, coverage }: Answer, { command }: Telling): Message => {
  const asked = query.subject.kind === 'name' ? query.subject.name : undefined;
  const what = query.types.length === 0 ? 'Nothing' : `No ${query.types.map(labelOf).join(' or ')}`;
  const inFiles = coverage.sources.some(({ kind }) => kind === 'trail files');
  const askFor = (name: string): string =>
    asked === undefined
      ? `by:${quoteName(name)}`
      : [quoteName(name), ...query.types.map((type) => `type:${type}`)].join(' ');
  const nearest = joined(
    ', ',
    suggestions.map((name) => [{ name }]),
  );
  return {
    lines: [
      asked === undefined
        ? line(
            'fact',
            'Nobody called ',
            ...personPieces(query),
            coverage.complete
              ? ' is known, and nothing was changed under that name.'
              : ' was found in what could be read.',
          )
        : line(
            'fact',
            `${what} ${inFiles ? 'in these log files' : 'I know of'} is or was called `,
            { name: asked },
            coverage.complete ? '.' : ', as far as could be read.',
          ),
      ...(suggestions.length === 0 ? [] : [line('detail', 'Nearest: ', ...nearest)]),
      ...partialLines(coverage),
      line(
        'edge',
        inFiles
          ? 'Looked among the names in the records of'
          : 'Looked among the names in Connect’s listings and in the events of',
        ...searchedPieces(coverage),
      ),
      ...noteLines(coverage),
    ],
    buttons: suggestions.map((name) => ({ label: name, ask: `${command} ${askFor(name)}` })),
  };
};

/** Said while CloudTrail is still searched for what bore the name once: most often it was a slip of the finger. */
export const underwayMessage = ({ name, nearest }: Underway, command: string): Message => ({
  lines: [
    line(
      'fact',
      'Nothing is called ',
      { name },
      ' today. Nearest: ',
      ...joined(
        ', ',
        nearest.map((each) => [{ name: each }]),
      ),
      '.',
    ),
    line(
      'note',
      'CloudTrail is being searched for what was called that and is gone, at 2 calls a second. The answer follows here.',
    ),
  ],
  buttons: nearest.map((each) => ({ label: each, ask: `${command} ${quoteName(each)}` })),
});

const ambiguousMessage = ({ choices, query, total, coverage }: Answer, { command }: Telling): Message => {
  const qualifiers = tokensOf(query.text).flatMap(({ pair, raw }) => {
    const key = pair && qualifierNamed(pair.key)?.key;
    return key === undefined || key === 'type' ? [] : [raw];
  });
  return {
    lines: [
      line(
        'fact',
        { name: query.subject.kind === 'name' ? query.subject.name : query.text },
        ` means ${total} things. Which one?`,
      ),
      ...partialLines(coverage),
      ...choices.map((choice) => line('item', ...describe(choice))),
      ...(total > choices.length ? [line('item', `and ${total - choices.length} more`)] : []),
      line('note', 'Narrow it with ', { code: 'type:' }, ', ', { code: 'instance:' }, ' or the id.'),
    ],
    buttons: choices.flatMap(({ ref, name }) => {
      if (ref.id === undefined) return [];
      const where = ref.instance?.alias === undefined ? '' : `, ${ref.instance.alias}`;
      const ask = retyped([command, ref.id, `type:${ref.type}`, ...qualifiers].join(' '));
      return [{ label: `${name ?? ref.id} (${labelOf(ref.type)}${where})`, ask }];
    }),
  };
};
