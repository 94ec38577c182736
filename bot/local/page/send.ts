/** What the server says of a command or a press. */
export interface Sent {
  readonly acknowledgedAfterMs?: number;
  readonly error?: string;
  readonly errors?: Readonly<Record<string, string>>;
}

/** The options for what was typed. */
export interface Suggested {
  readonly options?: readonly { readonly text: string; readonly value: string; readonly description?: string }[];
  readonly problems?: readonly string[];
  readonly error?: string;
}

/** Posts to the page's own server; a failure comes back as `error`, a sentence. */
export const send = (path: string, body: object): Promise<Sent> => post(path, body);

/** Asks for the options of a select by what was typed. */
export const suggest = (typed: object): Promise<Suggested> => post('suggest', typed);

const post = async <T extends { readonly error?: string }>(
  path: string,
  body: object,
): Promise<T | { readonly error: string }> => {
  try {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`/api/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    if (response.headers.get('content-type')?.includes('json')) return (await response.json()) as T;
    return { error: `the server answered ${response.status}` };
  } catch (error) {
    return { error: `the bot can’t be reached (${error instanceof Error ? error.message : String(error)})` };
  }
};
