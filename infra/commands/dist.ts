import * as path from 'node:path';

/** Where what is built goes: the bundles, and the manifest with the deployed address. */
export const distFolder = (): string => path.resolve(process.env.WHO_CHANGED_DIST ?? 'dist');
