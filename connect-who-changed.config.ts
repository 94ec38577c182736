import type { Settings } from './infra/settings';

/**
 * What is deployed, and where. Every setting is described in docs/deploy.md and in infra/settings.ts, where an editor shows it; what is
 * not named here has its usual value.
 */
export default {
  name: 'connect-who-changed',
  region: 'us-east-1',
  instanceArns: [],
} satisfies Settings;
