/** What we use of dynalite, which carries no types of its own. */
declare module 'dynalite' {
  import type { Server } from 'node:http';

  const dynalite: (options?: { readonly createTableMs?: number; readonly path?: string }) => Server;
  export default dynalite;
}
