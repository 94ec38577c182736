import { ENDS, type ReadChange, toldOf } from './change';

/** A thing that the records name. */
export interface ReadThing {
  readonly type: string;
  /** What tells it from every other thing, and its id as it is told. */
  readonly key: string;
  readonly told: string;
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
    const given = own.flatMap(({ stated, time, verb }) =>
      stated === undefined || verb === 'disassociate' ? [] : [{ name: stated, since: time }],
    );
    const one = listed.find((candidate) => candidate.id === id);
    const names = given.length === 0 && one !== undefined ? [{ name: one.name, since: '' }] : given;
    return [
      id,
      {
        key: id,
        told: toldOf(id),
        type: own[0]?.type ?? one?.type ?? 'unknown',
        names,
        // What has a name for an id may be made again.
        deleted: ENDS.includes(
          own.findLast(({ verb }) => ['create', 'claim'].includes(verb) || ENDS.includes(verb))?.verb ?? '',
        ),
        instanceId: one?.instanceId ?? own.find(({ instanceId }) => instanceId !== undefined)?.instanceId,
        listed: one?.name,
      },
    ];
  });
  return new Map(things);
};

/** Each name that a thing may have had at a moment: two where it was given one in that very second, or both in one before; none that is known. */
export const namesAt = (thing: ReadThing | undefined, time: string): readonly (string | undefined)[] => {
  const names = thing?.names ?? [];
  const last = names.findLast(({ since }) => since < time)?.since;
  const given = (at: string): readonly string[] => names.flatMap(({ name, since }) => (since === at ? name : []));
  return [...new Set([...(last === undefined ? [undefined] : given(last)), ...given(time)])];
};

/** What a change's thing may have been called when it was changed. */
export const namesThen = (
  things: ReadonlyMap<string, ReadThing>,
  { id, failed, stated, verb, time }: ReadChange,
): readonly (string | undefined)[] => {
  const isMade = verb === 'create' || verb === 'claim';
  if (stated !== undefined && (!failed || isMade)) return [stated];
  const names = namesAt(id === undefined ? undefined : things.get(id), time);
  // What a failed call calls a thing that goes by its name is its name, though nothing made it.
  return id !== undefined && toldOf(id) !== id ? [...names, stated] : names;
};
