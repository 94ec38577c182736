/** The value with each of its parts in turn, itself too, replaced by each of the odd things. */
export function* spoilt(value: unknown, odd: readonly unknown[]): Generator<unknown> {
  yield* odd;
  if (typeof value !== 'object' || value === null) return;
  for (const [name, part] of Object.entries(value))
    for (const one of spoilt(part, odd))
      yield Array.isArray(value) ? value.with(Number(name), one) : { ...value, [name]: one };
}
