import { Duration } from 'aws-cdk-lib';
import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { Construct } from 'constructs';
import { providerNamed } from '../functions/providers/providers.ts';
import { Alarm } from './alarm.ts';
import { counted } from './counted.ts';
import { claimAccess, type Data, historyAccess, loadAccess } from './data.ts';
import type { House } from './house.ts';
import { HouseFunction } from './house-function.ts';
import type { MachineName } from './machine.ts';
import type { PublicApi } from './public-api.ts';
import { WorkQueue } from './queue.ts';
import { sourceSecrets } from './secrets.ts';
import { detectSentiment, type Sentiment, textsPerCall } from './sentiment.ts';

export interface IntakeProps {
  readonly house: House;
  readonly data: Data;
  readonly api: PublicApi;
  readonly caseMachine: MachineName;
  readonly sentiment: Sentiment;
}

/** Of what works at the intake's queues. */
export const workerTimeout = Duration.minutes(1);

/** From a survey tool's webhook to a stored response, and the case that a rule opens. */
export class Intake extends Construct {
  readonly deliveries: WorkQueue;
  /** Responses that a webhook only announced. */
  readonly announced: WorkQueue;

  constructor(scope: Construct, id: string, props: IntakeProps) {
    super(scope, id);
    const { alarms } = props.house;
    this.deliveries = new WorkQueue(this, 'Deliveries', {
      alarms,
      workerTimeout,
      attempts: 5,
      backlog: {
        age: Duration.minutes(5),
        impact: 'Customers wait: their answers are kept but not read, so no case opens and no owner is told.',
        runbook: 'intake-backlog',
      },
      deadLetters: {
        impact: 'A customer’s answer was accepted and cannot be recorded: nobody will act on it until it is.',
        runbook: 'intake-dead-letters',
      },
    });
    this.announced = new WorkQueue(this, 'Announced', {
      alarms,
      workerTimeout,
      attempts: 5,
      backlog: {
        age: Duration.minutes(30),
        impact: 'Customers wait: their answers were announced and nobody fetches them, so no case opens.',
        runbook: 'fetch-backlog',
      },
      deadLetters: {
        impact: 'A customer’s answer was announced and cannot be fetched: nobody will act on it until it is.',
        runbook: 'fetch-dead-letters',
      },
    });
    this.watchDeliveries(this.door(props), props.house);
    this.recorder(props);
  }

  private door({ house, api }: IntakeProps): HouseFunction<'receive-webhook'> {
    const door = new HouseFunction(this, 'ReceiveWebhook', {
      name: 'receive-webhook',
      house,
      timeout: Duration.seconds(10),
      environment: {
        INTAKE_QUEUE_URL: this.deliveries.sender(),
        SOURCE_SECRETS_PREFIX: sourceSecrets(this, house.configuration),
      },
      failure: {
        impact: 'Survey tools are turned away; those that do not retry lose their customers’ answers.',
        runbook: 'door-failing',
      },
    });
    api.route('/hooks/{source}', [HttpMethod.ANY], door);
    api.route('/hooks/{source}/{secret}', [HttpMethod.ANY], door);
    return door;
  }

  private recorder({ house, data, caseMachine, sentiment }: IntakeProps): void {
    const recorder = new HouseFunction(this, 'RecordFeedback', {
      name: 'record-feedback',
      house,
      timeout: workerTimeout,
      memory: 1024,
      environment: {
        DELIVERIES_TABLE: data.deliveries.binding(
          'record',
          'keptOf',
          'reorderKept',
          'forgetKept',
          'setAside',
          'forgetSetAside',
          'note',
        ),
        FEEDBACK_TABLE: data.feedback.binding('get', 'getMany', 'save', ...historyAccess(house)),
        CASES_TABLE: data.cases.binding('open', 'get', 'append', ...loadAccess(house)),
        CUSTOMERS_TABLE: data.customers.binding('suppress', ...claimAccess(house)),
        SENTIMENT_QUEUE_URL: sentiment.queue.sender(),
        FETCH_QUEUE_URL: this.announced.sender(),
        CASE_MACHINE_ARN: caseMachine.binding('StartExecution', 'SendTaskSuccess', 'SendTaskFailure'),
      },
      permissions: [detectSentiment],
      failure: {
        errors: 5,
        impact:
          'Customers’ answers are kept in the queue but not read: no case opens until this works again.',
        runbook: 'recording-failing',
      },
    });
    recorder.work(this.deliveries, { batchSize: textsPerCall, window: Duration.seconds(1), concurrency: 20 });
  }

  private watchDeliveries({ lambda }: HouseFunction<'receive-webhook'>, house: House): void {
    const { alarms } = house;
    new Alarm(this, 'DoorThrottled', {
      alarms,
      metric: lambda.metricThrottles({ period: Duration.minutes(1) }),
      reaches: 1,
      impact:
        'Survey tools are turned away at a peak; those that do not retry lose their customers’ answers.',
      runbook: 'door-throttled',
    });
    new Alarm(this, 'DoorSlow', {
      alarms,
      metric: lambda.metricDuration({ statistic: 'p99', period: Duration.minutes(5) }),
      reaches: 0.6 * shortestPatience(house).toMilliseconds(),
      periods: 3,
      impact: 'Survey tools come close to giving up on an answer, and some switch a slow webhook off.',
      runbook: 'door-slow',
    });
    new Alarm(this, 'DeliveriesRefused', {
      alarms,
      metric: counted(house, 'DeliveriesRefused', Duration.minutes(15)),
      reaches: 100,
      impact:
        'A source may sign with a wrong secret, so that its customers go unheard; or a stranger is trying.',
      runbook: 'deliveries-refused',
    });
    new Alarm(this, 'DeliveriesSetAside', {
      alarms,
      metric: counted(house, 'DeliveriesSetAside'),
      reaches: 1,
      impact:
        'Customers’ answers arrive in a shape that nobody reads; they are kept whole and wait to be replayed.',
      runbook: 'deliveries-set-aside',
    });
  }
}

/** How long the least patient of the configured tools waits for an answer; five seconds where none of them says. */
function shortestPatience({ configuration }: House): Duration {
  const waits = Object.values(configuration.sources).flatMap(
    ({ provider }) => providerNamed(provider).answerWithin ?? [],
  );
  return Duration.seconds(waits.length === 0 ? 5 : Math.min(...waits));
}
