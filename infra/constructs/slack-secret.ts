import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret';
import { Construct } from 'constructs';
import type { Statement } from '../policy';

/**
 * The secret for Slack's signing secret and bot token, made without a value: one given here would stand in Terraform's state for
 * all to read. `npm run secrets` fills it.
 */
export class SlackSecret extends Construct {
  readonly secret: SecretsmanagerSecret;

  constructor(scope: Construct, id: string, props: { readonly name: string; readonly protect: boolean }) {
    super(scope, id);
    this.secret = new SecretsmanagerSecret(this, 'secret', {
      name: props.name,
      description: 'Signing secret and bot token of the Slack app; filled by npm run secrets.',
      // Unprotected, nothing is kept for a change of mind, and the name is free at once.
      recoveryWindowInDays: props.protect ? 30 : 0,
    });
  }

  mayRead(): Statement {
    return { sid: 'ReadSlackSecret', actions: ['secretsmanager:GetSecretValue'], resources: [this.secret.arn] };
  }
}

/** The secret's name in Secrets Manager. */
export const slackSecretName = (prefix: string): string => `${prefix}/slack`;
