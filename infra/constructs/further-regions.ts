import { DataAwsCloudwatchEventBus } from '@cdktf/provider-aws/lib/data-aws-cloudwatch-event-bus';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { Aspects, type TerraformProvider, TerraformResource } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import type { EventPattern } from '../change-events';
import { assumableBy, policy } from '../policy';
import { AlarmTopic } from './alarm-topic';
import { ChangeRule } from './change-rule';
import { DeadLetters } from './dead-letters';

export interface FurtherRegionsProps {
  readonly prefix: string;
  readonly regions: readonly string[];
  readonly pattern: EventPattern;
  readonly tags: Readonly<Record<string, string>>;
  /** Where alarms are mailed to. */
  readonly email?: string;
}

/**
 * Changes in Regions other than the bot's own. EventBridge sees what happens in its own Region alone, so each has a rule that hands on
 * to the home Region's bus, where the home rule takes them like its own. What can't be handed on waits in that Region, with an alarm
 * there: neither dead letters nor alarms reach across Regions.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-region.html
 */
export class FurtherRegions extends Construct {
  constructor(scope: Construct, id: string, { prefix, regions, pattern, tags, email }: FurtherRegionsProps) {
    super(scope, id);
    const name = `${prefix}-events`;
    const home = new DataAwsCloudwatchEventBus(this, 'home-bus', { name: 'default' });
    const role = new IamRole(this, 'role', {
      name: `${name}-hand-on`,
      assumeRolePolicy: assumableBy('events.amazonaws.com'),
    });
    const permissions = new IamRolePolicy(this, 'permissions', {
      role: role.name,
      policy: policy([{ sid: 'HandOn', actions: ['events:PutEvents'], resources: [home.arn] }]),
    });

    for (const region of regions) {
      const provider = new AwsProvider(this, `aws-${region}`, { region, alias: region, defaultTags: [{ tags }] });
      const inRegion = new Construct(this, region);
      everythingBy(provider, inRegion);
      const alarms = new AlarmTopic(inRegion, 'alarms', {
        name: `${prefix}-alarms`,
        ...(email !== undefined && { email }),
      });
      const deadLetters = new DeadLetters(inRegion, 'dead-letters', { name: `${name}-dead-letters`, alarms });
      new ChangeRule(inRegion, 'events', {
        name,
        pattern,
        target: { busArn: home.arn, roleArn: role.arn, allowedBy: permissions },
        deadLetters: deadLetters.queue,
      });
    }
  }
}

/** Makes one provider the maker of every resource below a construct. */
function everythingBy(provider: TerraformProvider, scope: Construct): void {
  Aspects.of(scope).add({
    visit: (node: IConstruct) => {
      if (TerraformResource.isTerraformResource(node)) node.provider = provider;
    },
  });
}
