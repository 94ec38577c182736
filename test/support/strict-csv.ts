/**
 * Reads CSV as RFC 4180 has it, and forgives nothing: outside of quotes LF, CR and CRLF each end a row; a quote stands at both ends of a cell or
 * twice inside quotes.
 */
const cellsOf = (csv: string): readonly (readonly string[])[] => {
  const rows: string[][] = [];
  let row: string[] = [];
  const rest = csv.replace(/^\ufeff/, '');
  const cell = /"((?:[^"]|"")*)"|([^",\r\n]*)/y;
  const end = /,|\r\n|\r|\n|$/y;
  for (let at = 0; at < rest.length; ) {
    cell.lastIndex = at;
    const [whole = '', quoted, plain = ''] = cell.exec(rest) ?? [];
    row.push(quoted?.replaceAll('""', '"') ?? plain);
    end.lastIndex = at + whole.length;
    const ended = end.exec(rest);
    if (ended === null)
      throw new Error(`a stray letter behind a cell: ${JSON.stringify(rest.slice(end.lastIndex, 40))}`);
    at += whole.length + ended[0].length;
    if (ended[0] === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
};

/** The rows by the names of their columns; each has as many cells as the heading. */
export const rowsOf = (csv: string): readonly Record<string, string>[] => {
  const [heading = [], ...rows] = cellsOf(csv);
  return rows.map((row) => {
    expect(row).toHaveLength(heading.length);
    return Object.fromEntries(heading.map((name, at) => [name, row[at] ?? '']));
  });
};
