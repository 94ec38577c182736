import { Apigatewayv2Api } from '@cdktf/provider-aws/lib/apigatewayv2-api';
import { Apigatewayv2Integration } from '@cdktf/provider-aws/lib/apigatewayv2-integration';
import { Apigatewayv2Route } from '@cdktf/provider-aws/lib/apigatewayv2-route';
import { Apigatewayv2Stage } from '@cdktf/provider-aws/lib/apigatewayv2-stage';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import type { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import { Construct } from 'constructs';
import type { AlarmTopic } from './alarm-topic';
import type { Line } from './dashboard';

const ROUTE = 'POST /slack/events';

/** No more than this is ever written down of a request: no address, no header, no body. */
const ACCESS_LOG = {
  requestId: '$context.requestId',
  time: '$context.requestTime',
  route: '$context.routeKey',
  status: '$context.status',
  latencyMs: '$context.responseLatency',
  error: '$context.integrationErrorMessage',
};

export interface SlackEndpointProps {
  readonly name: string;
  readonly logRetentionDays: number;
  /** Answers every request; it also verifies that Slack signed it. */
  readonly lambda: LambdaFunction;
  readonly alarms: AlarmTopic;
}

/** The one door to the outside: an HTTP API that knows a single route and hands it to the Slack function. */
export class SlackEndpoint extends Construct {
  /** What goes into the manifest as the request URL. */
  readonly requestUrl: string;
  private readonly api: Apigatewayv2Api;

  constructor(scope: Construct, id: string, { name, logRetentionDays, lambda, alarms }: SlackEndpointProps) {
    super(scope, id);
    const api = new Apigatewayv2Api(this, 'api', { name, protocolType: 'HTTP' });
    this.api = api;
    const integration = new Apigatewayv2Integration(this, 'integration', {
      apiId: api.id,
      integrationType: 'AWS_PROXY',
      integrationUri: lambda.invokeArn,
      payloadFormatVersion: '2.0',
    });
    new Apigatewayv2Route(this, 'route', {
      apiId: api.id,
      routeKey: ROUTE,
      target: `integrations/${integration.id}`,
    });
    const logs = new CloudwatchLogGroup(this, 'access-log', {
      name: `/aws/vendedlogs/${name}`,
      retentionInDays: logRetentionDays,
    });
    new Apigatewayv2Stage(this, 'stage', {
      apiId: api.id,
      name: '$default',
      autoDeploy: true,
      // A person types a command now and then; a flood is not from Slack and must not fill the account's Lambda quota.
      defaultRouteSettings: { throttlingRateLimit: 20, throttlingBurstLimit: 40 },
      accessLogSettings: { destinationArn: logs.arn, format: JSON.stringify(ACCESS_LOG) },
    });
    new LambdaPermission(this, 'may-invoke', {
      action: 'lambda:InvokeFunction',
      functionName: lambda.functionName,
      principal: 'apigateway.amazonaws.com',
      sourceArn: `${api.executionArn}/*/POST/slack/events`,
    });
    this.requestUrl = `${api.apiEndpoint}/slack/events`;
    alarms.whenAny(this, 'failures', {
      name: `${name}-api-failures`,
      description: 'Slack got an error instead of an answer; the access log and the log of the slack function say why.',
      runbook: 'api-failures',
      namespace: 'AWS/ApiGateway',
      metricName: '5xx',
      statistic: 'Sum',
      dimensions: { ApiId: api.id },
    });
  }

  /** A line of a graph for what CloudWatch counts of the API. */
  line(metric: string, statistic: Line['statistic'], label: string): Line {
    return { namespace: 'AWS/ApiGateway', metric, statistic, label, dimensions: { ApiId: this.api.id } };
  }
}
