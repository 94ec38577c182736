/** One line of the table: what was measured, and how it stands to its goal. */
export interface Figure {
  readonly what: string;
  readonly figure: string;
  /** The number behind the figure, for whoever reads the JSON. */
  readonly value?: number;
  readonly goal?: { readonly text: string; readonly met: boolean };
}

/** What goes on, on standard error: the table alone is on standard output. */
export const say = (text: string): void => void process.stderr.write(`${text}\n`);

/** The value below which so many of a hundred lie. */
export const percentile = (values: readonly number[], percent: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
};

/** The table as Markdown, for the terminal and for docs/performance.md alike. */
export const table = (figures: readonly Figure[]): string => {
  const rows = figures.map(({ what, figure, goal }) => [
    what,
    figure,
    goal === undefined ? '' : `${goal.text}${goal.met ? '' : ' – **missed**'}`,
  ]);
  return ['| measured | figure | goal |', '| --- | --- | --- |', ...rows.map((row) => `| ${row.join(' | ')} |`)].join(
    '\n',
  );
};
