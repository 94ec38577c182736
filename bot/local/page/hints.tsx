import type { PageState } from '../slack/page-state';
import type { Person } from '../slack/workspace';

/** What is offered while one types: a line to put in place of what stands there. */
export interface Hint {
  readonly line: string;
  readonly shown: string;
  readonly means: string;
}

type Known = Pick<PageState, 'commands'> & { readonly people: readonly Person[]; readonly bot: string };

/** Commands while a command's own word is typed, people and the bot after an @ at the end. */
export const hintsFor = (typed: string, { commands, people, bot }: Known): readonly Hint[] => {
  if (/^\/\S*$/.test(typed)) {
    return commands
      .filter(({ command }) => command.startsWith(typed) && command !== typed)
      .map(({ command, usageHint, description }) => ({
        line: `${command} `,
        shown: `${command} ${usageHint}`,
        means: description,
      }));
  }
  const [, before = '', begun] = /^(.*?)@([\w.-]*)$/.exec(typed) ?? [];
  if (begun === undefined) return [];
  const names = [{ name: bot, realName: 'the bot' }, ...people];
  return names
    .filter(({ name }) => name.startsWith(begun) && name !== begun)
    .map(({ name, realName }) => ({ line: `${before}@${name} `, shown: `@${name}`, means: realName }));
};

export const Hints = ({
  id,
  hints,
  at,
  choose,
}: {
  id: string;
  hints: readonly Hint[];
  at: number;
  choose: (hint: Hint) => void;
}) => (
  <div className="hints" role="listbox" id={id} aria-label="Suggestions">
    {hints.map((hint, n) => (
      <div
        key={hint.shown}
        id={`${id}-${n}`}
        role="option"
        tabIndex={-1}
        aria-selected={n === at}
        // The line keeps the focus: what is typed on goes there.
        onMouseDown={(down) => {
          down.preventDefault();
          choose(hint);
        }}
      >
        <code>{hint.shown}</code> <span>{hint.means}</span>
      </div>
    ))}
  </div>
);
