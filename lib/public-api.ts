import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { Alarm } from './alarm.ts';
import type { FunctionName } from './environments.ts';
import type { House } from './house.ts';
import type { HouseFunction } from './house-function.ts';

/** Requests a second over all routes: far above a busy survey's peak, far below a bill that hurts. */
const throttle = { rateLimit: 500, burstLimit: 1000 };

/** The route says what was asked; paths and queries carry links that act for their reader, so neither is logged. */
const accessLog = JSON.stringify({
  requestId: '$context.requestId',
  routeKey: '$context.routeKey',
  status: '$context.status',
  latency: '$context.responseLatency',
});

export interface PublicApiProps {
  readonly house: House;
}

/** The one address that survey tools, owners and customers reach. */
export class PublicApi extends Construct {
  readonly url: string;
  private readonly api: HttpApi;

  constructor(scope: Construct, id: string, { house }: PublicApiProps) {
    super(scope, id);
    this.api = new HttpApi(this, 'Api', { createDefaultStage: false });
    this.url = this.api.apiEndpoint;
    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle,
      accessLogSettings: {
        destination: new LogGroupLogDestination(
          new LogGroup(this, 'AccessLog', {
            retention: RetentionDays.THREE_MONTHS,
            removalPolicy: RemovalPolicy.DESTROY,
          }),
        ),
        format: AccessLogFormat.custom(accessLog),
      },
    });
    Validations.of(this.api).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason:
        'Every route authorises in its function: a webhook by its signature over the raw bytes, which an authorizer ' +
        'never sees, and a page by its signed link, which works without a log-in by design.',
    });
    new Alarm(this, 'Failing', {
      alarms: house.alarms,
      metric: this.api.metricServerError({ period: Duration.minutes(5), statistic: 'Sum' }),
      reaches: 5,
      impact:
        'Survey tools, owners or customers are answered with errors: a tool retries, a person gives up.',
      runbook: 'api-failing',
    });
  }

  route(path: `/${string}`, methods: readonly HttpMethod[], target: HouseFunction<FunctionName>): void {
    const integration = new HttpLambdaIntegration(target.node.id, target.lambda);
    this.api.addRoutes({ path, methods: [...methods], integration });
  }
}

/** A page shows on GET and acts on POST. */
export const pageMethods = [HttpMethod.GET, HttpMethod.POST];
