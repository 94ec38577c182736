import { ENDS, type ReadChange } from './change';

/** A thing that the records name. */
export interface ReadThing {
  readonly type: string;
  readonly id: string;
  readonly names: readonly { readonly name: string; readonly since: string }[];
  readonly deleted: boolean;
  readonly instanceId: string | undefined;
  /** What Connect calls it now. */
  readonly listed: string | undefined;
}

/** What something else than the records names. */
export interface ListedThing {
  readonly type: string;
  readonly id: string;
  readonly name: string;
  readonly instanceId: string;
  readonly firstName?: string;
  readonly lastName?: string;
}

export const readThings = (
  changes: readonly ReadChange[],
  listed: readonly ListedThing[],
): ReadonlyMap<string, ReadThing> => {
  const oldestFirst = [...changes].reverse().filter(({ failed }) => !failed);
  const ids = new Set([...oldestFirst.flatMap(({ id }) => id ?? []), ...listed.map(({ id }) => id)]);
  const things = [...ids].map((id): readonly [string, ReadThing] => {
    const own = oldestFirst.filter((change) => change.id === id);
    const given = own.flatMap(({ stated, time }) => (stated === undefined ? [] : [{ name: stated, since: time }]));
    const one = listed.find((candidate) => candidate.id === id);
    const names = given.length === 0 && one !== undefined ? [{ name: one.name, since: '' }] : given;
    return [
      id,
      {
        id,
        type: own[0]?.type ?? one?.type ?? 'unknown',
        names,
        deleted: own.some(({ verb }) => ENDS.includes(verb)),
        instanceId: one?.instanceId ?? own.find(({ instanceId }) => instanceId !== undefined)?.instanceId,
        listed: one?.name,
      },
    ];
  });
  return new Map(things);
};

/** Each name that a thing may have had at a moment: two where it was given one in that very second; none that is known. */
export const namesAt = (thing: ReadThing | undefined, time: string): readonly (string | undefined)[] => {
  const before = thing?.names.filter(({ since }) => since < time).at(-1)?.name;
  const given = thing?.names.filter(({ since }) => since === time).map(({ name }) => name) ?? [];
  return [...new Set([before, ...given])];
};

/** What a change's thing may have been called when it was changed. */
export const namesThen = (
  things: ReadonlyMap<string, ReadThing>,
  { id, failed, stated, verb, time }: ReadChange,
): readonly (string | undefined)[] => {
  const isMade = verb === 'create' || verb === 'claim';
  if (stated !== undefined && (!failed || isMade)) return [stated];
  return namesAt(id === undefined ? undefined : things.get(id), time);
};
