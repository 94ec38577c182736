import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { Account } from '../../bot/aws/account';

/**
 * A life of so many moments. Each call to the outside has two: before it is made, and after it was answered. What is called at the last of
 * them never comes back, nor does anything later: for the rest of the world the process was killed.
 */
export const lifeOf = (moments: number) => {
  let left = moments;
  const last: string[] = [];
  let die: () => void = () => undefined;
  const died = new Promise<'died'>((resolve) => {
    die = () => resolve('died');
  });
  const live = async (when: string): Promise<void> => {
    if (left > 0) {
      left -= 1;
      return;
    }
    last.push(when);
    die();
    await new Promise(() => undefined);
  };
  const call = async <T>(name: string, make: () => T): Promise<Awaited<T>> => {
    await live(`before ${name}`);
    const made = await make();
    await live(`after ${name}`);
    return made;
  };
  return {
    call,
    died,
    /** At which moment it ended; undefined where it did not. */
    end: () => last[0],
  };
};
export type Life = ReturnType<typeof lifeOf>;

type Call = (...given: readonly unknown[]) => unknown;
const isCall = (value: unknown): value is Call => typeof value === 'function';

/** Parts of an account that are made without a call. */
const MAKERS = ['settings', 'shared', 'turns'];

/** The same, each of its calls one of a life. */
const mortal = <T extends object>(whole: T, life: Life, path = ''): T =>
  new Proxy(whole, {
    get: (target, key, receiver) => {
      const value: unknown = Reflect.get(target, key, receiver);
      const name = `${path}${String(key)}`;
      if (isCall(value)) {
        return (...given: readonly unknown[]) => {
          if (!MAKERS.includes(name)) return life.call(name, () => value(...given));
          const made = value(...given);
          return typeof made === 'object' && made !== null ? mortal(made, life, `${name}.`) : made;
        };
      }
      return typeof value === 'object' && value !== null ? mortal(value, life, `${name}.`) : value;
    },
  });

export const mortalAccount = (account: Account, life: Life): Account => mortal(account, life);

/** A client of Slack each of whose calls is one of a life. */
export class MortalClient extends WebClient {
  constructor(
    token: string,
    options: WebClientOptions,
    private readonly life: Life,
  ) {
    super(token, options);
  }

  override apiCall(...given: Parameters<WebClient['apiCall']>): ReturnType<WebClient['apiCall']> {
    return this.life.call(given[0], () => super.apiCall(...given));
  }
}
