/** What the server says of a command or a press. */
export interface Sent {
  readonly acknowledgedAfterMs?: number;
  readonly error?: string;
  readonly errors?: Readonly<Record<string, string>>;
}

/** Posts to the page's own server; a failure comes back as `error`, a sentence. */
export const send = async (path: string, body: object): Promise<Sent> => {
  try {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`/api/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    if (response.headers.get('content-type')?.includes('json')) return (await response.json()) as Sent;
    return { error: `the server answered ${response.status}` };
  } catch (error) {
    return { error: `the bot can’t be reached (${error instanceof Error ? error.message : String(error)})` };
  }
};
