import { WebAPIPlatformError } from '@slack/web-api';
import * as z from 'zod/mini';

/** Those of the manifest by which it is found out who may ask, and where. Slack may name others too, for what is not asked about. */
const SCOPES = ['users:read', 'channels:read', 'groups:read'];

const refusalSchema = z.object({
  needed: z.optional(z.string().check(z.regex(/^[a-z:.,]{1,100}$/))),
  provided: z.optional(z.string()),
});

/** The scopes for want of which Slack refused a call; undefined where it was refused for something else. */
export const missingScope = (error: unknown): string | undefined => {
  if (!(error instanceof WebAPIPlatformError) || error.data.error !== 'missing_scope') return undefined;
  const { needed = SCOPES.join(), provided = '' } = z.safeParse(refusalSchema, error.data).data ?? {};
  const missing = SCOPES.filter((scope) => needed.split(',').includes(scope) && !provided.split(',').includes(scope));
  return (missing.length === 0 ? needed.split(',') : missing).join(', ');
};
