import { SETTING_TYPES, settingsCalled } from '../answer/wording/things';
import type { ResourceType } from '../change/catalogue';
import { typeFromWords } from '../change/resource-types';

/** What a name may be meant for: this name, of a thing of one of these types, or of any where there are none. */
export interface Reading {
  readonly name: string;
  readonly types: readonly ResourceType[];
  /** The words stand in the question: what is called much like the name may be offered. */
  readonly isTyped?: true;
}

/**
 * The readings of a name, in the order in which they are tried: the whole of it, then what stands behind words for a type. So
 * `queue Billing` asks the same as `Billing type:queue`, unless something is called “queue Billing”.
 */
export const readingsOf = (name: string, types: readonly ResourceType[]): readonly Reading[] => [
  { name, types },
  ...behindType(name, types),
  ...withoutSlash(name).map((origin) => ({ name: origin, types })),
  ...ofSettings(name, types),
];

/** “call recordings” is how an answer tells of `CALL_RECORDINGS`. */
const ofSettings = (name: string, types: readonly ResourceType[]): readonly Reading[] => {
  const settings = SETTING_TYPES.filter((type) => types.length === 0 || types.includes(type));
  return settings.length === 0 ? [] : settingsCalled(name).map((setting) => ({ name: setting, types: settings }));
};

const behindType = (name: string, types: readonly ResourceType[]): readonly Reading[] => {
  const starts = [...name.matchAll(/(?<=\S)\s+(?=\S)/g)].reverse();
  return starts.flatMap(({ index, 0: gap }): readonly Reading[] => {
    const type = typeFromWords(name.slice(0, index));
    if (type === undefined || (types.length > 0 && !types.includes(type))) return [];
    const rest = name.slice(index + gap.length);
    return [{ name: rest, types: [type], isTyped: true }, ...ofSettings(rest, [type])];
  });
};

/** A browser shows the address of an approved origin with a slash at its end. */
const withoutSlash = (name: string): readonly string[] => {
  const origin = /^(https?:\/\/[^/\s]+)\/$/i.exec(name)?.[1];
  return origin === undefined ? [] : [origin];
};
