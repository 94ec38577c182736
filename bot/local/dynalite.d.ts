/** What we use of dynalite, which carries no types of its own. */
declare module 'dynalite' {
  import type { Server } from 'node:http';

  const dynalite: (options?: { readonly createTableMs?: number; readonly path?: string }) => Server;
  export default dynalite;
}

declare module 'dynalite/db' {
  /** The key under which an item (DynamoDB's JSON) is stored. */
  export const createKey: (
    item: Readonly<Record<string, unknown>>,
    table: {
      readonly KeySchema: readonly { readonly AttributeName: string; readonly KeyType: string }[];
      readonly AttributeDefinitions: readonly { readonly AttributeName: string; readonly AttributeType: string }[];
    },
  ) => string;
}
