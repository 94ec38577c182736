/** A stretch of time in whole seconds since the epoch, as CloudTrail's times are; both ends belong to it. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** In order of time, none touching another. */
export type Spans = readonly Span[];

/** The seconds that any of the spans holds. Takes any order, also empty spans (`to` before `from`), which hold none. */
export const union = (spans: readonly Span[]): Spans => {
  const sorted = spans.filter(({ from, to }) => from <= to).sort((a, b) => a.from - b.from);
  const merged: Span[] = [];
  for (const span of sorted) {
    const last = merged.at(-1);
    if (last === undefined || span.from > last.to + 1) merged.push(span);
    else if (span.to > last.to) merged[merged.length - 1] = { from: last.from, to: span.to };
  }
  return merged;
};

/** The seconds that both hold. */
export const intersection = (a: Spans, b: Spans): Spans => {
  const common: Span[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [one, other] = [a[i], b[j]];
    if (one === undefined || other === undefined) break;
    const shared = { from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) };
    if (shared.from <= shared.to) common.push(shared);
    if (one.to < other.to) i += 1;
    else j += 1;
  }
  return common;
};

/** The seconds of `all` that `without` does not hold. */
export const difference = (all: Spans, without: Spans): Spans =>
  all.flatMap((span) => {
    const left: Span[] = [];
    let { from } = span;
    for (const taken of without) {
      if (taken.to < from || taken.from > span.to) continue;
      if (taken.from > from) left.push({ from, to: taken.from - 1 });
      from = taken.to + 1;
    }
    return from <= span.to ? [...left, { from, to: span.to }] : left;
  });

/** The second that a moment (ISO 8601) lies in. */
export const secondOf = (iso: string): number => Math.floor(Date.parse(iso) / 1000);

/** A second as CloudTrail writes it: `2026-11-18T08:09:34Z`. */
export const isoOf = (second: number): string => `${new Date(second * 1000).toISOString().slice(0, 19)}Z`;
