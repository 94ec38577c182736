import { type LocalService, refusal } from './aws-http';
import { FAMILIES } from './connect-families';
import { FURTHER_FAMILIES } from './connect-further-families';
import { INSTANCE_ROUTES } from './connect-instances';
import { PHONE_NUMBER_ROUTES } from './connect-phone-numbers';
import { familyRoutes } from './connect-resources';
import { inputFor, notFound, type Route } from './connect-route';
import { ROUTING_PROFILE_ROUTES } from './connect-routing-profiles';
import { USER_ROUTES } from './connect-users';
import type { LocalAccount } from './local-account';
import { type Allowance, rateLimit } from './rate-limit';

// Fixed paths before those with labels: `/phone-number/list` is not the number `list`.
const ROUTES: readonly Route[] = [
  ...INSTANCE_ROUTES,
  ...USER_ROUTES,
  ...PHONE_NUMBER_ROUTES,
  ...ROUTING_PROFILE_ROUTES,
  ...[...FAMILIES, ...FURTHER_FAMILIES].flatMap(familyRoutes),
];

/** Every Connect operation that is served. */
export const CONNECT_OPERATIONS: readonly string[] = ROUTES.map((route) => route.operation);

/** Connect's reading operations over an account's instances (REST JSON). Each operation of a Region has its own allowance. */
export const connectService = (
  account: LocalAccount,
  { allowance, elapsedMs }: { allowance: Allowance; elapsedMs: () => number },
): LocalService => {
  const admit = rateLimit(allowance, elapsedMs);
  return {
    contentType: 'application/json',
    recognise: (request) => {
      for (const route of ROUTES) {
        const input = inputFor(route, request);
        if (input !== undefined) return { operation: route.operation, input };
      }
      return undefined;
    },
    perform: (operation, input, region) =>
      ROUTES.find((route) => route.operation === operation)?.perform(account, input, region) ?? notFound('operation'),
    admit: (operation, region) => admit(`${region} ${operation}`),
    throttled: refusal(429, 'TooManyRequestsException', 'Too Many Requests'),
    serverError: refusal(500, 'InternalServiceException', 'Request processing failed because of an internal error.'),
    denied: (operation) =>
      refusal(
        403,
        'AccessDeniedException',
        `User: arn:aws:iam::${account.accountId}:user/local is not authorized to perform: connect:${operation}`,
      ),
  };
};
