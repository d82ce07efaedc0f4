import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { Alarm } from './alarm.ts';
import { counted, countedFor } from './counted.ts';
import type { Data } from './data.ts';
import type { House } from './house.ts';
import { HouseFunction } from './house-function.ts';
import { type Intake, workerTimeout } from './intake.ts';
import { apiCredentials, sourcesWithApi } from './secrets.ts';

export interface FetchingProps {
  readonly house: House;
  readonly data: Data;
  readonly intake: Intake;
}

/** Fetched at a time: each takes a few questions, of ten seconds at the very most. */
const responsesPerBatch = 5;
const reconciledEvery = Duration.hours(1);

/** What survey tools' APIs are asked: responses that a webhook announced, and those that no webhook brought. */
export class Fetching extends Construct {
  constructor(scope: Construct, id: string, props: FetchingProps) {
    super(scope, id);
    const { house } = props;
    const sources = sourcesWithApi(house.configuration);
    this.fetchAnnounced(props);
    if (sources.length > 0) this.reconcile(props);
    for (const source of sources) this.watchCredentials(house, source);
  }

  private fetchAnnounced({ house, data, intake }: FetchingProps): void {
    const fetchResponse = new HouseFunction(this, 'FetchResponse', {
      name: 'fetch-response',
      house,
      timeout: workerTimeout,
      memory: 1024,
      environment: {
        DELIVERIES_TABLE: data.deliveries.binding('setAside', 'note'),
        INTAKE_QUEUE_URL: intake.deliveries.sender(),
        FETCH_QUEUE_URL: intake.announced.sender(),
        API_CREDENTIALS_PREFIX: apiCredentials(this, house.configuration),
      },
      failure: {
        errors: 5,
        impact: 'Answers that survey tools announced are not fetched: their customers wait until this works.',
        runbook: 'fetching-failing',
      },
    });
    fetchResponse.work(intake.announced, {
      batchSize: responsesPerBatch,
      window: Duration.seconds(1),
      concurrency: 2,
    });
  }

  private reconcile({ house, data, intake }: FetchingProps): void {
    const failing = {
      impact:
        'Answers that a survey tool’s webhook lost stay unknown, and an unhappy customer among them unanswered.',
      runbook: 'reconciliation-failing',
    } as const;
    const reconcile = new HouseFunction(this, 'Reconcile', {
      name: 'reconcile',
      house,
      timeout: Duration.minutes(15),
      memory: 1024,
      environment: {
        DELIVERIES_TABLE: data.deliveries.binding('watermarkOf', 'moveWatermark'),
        INTAKE_QUEUE_URL: intake.deliveries.sender(),
        API_CREDENTIALS_PREFIX: apiCredentials(this, house.configuration),
      },
      failure: failing,
    });
    new Rule(this, 'Hourly', {
      schedule: Schedule.rate(reconciledEvery),
      targets: [new LambdaFunction(reconcile.lambda)],
    });
    new Alarm(this, 'NotReconciled', {
      alarms: house.alarms,
      metric: counted(house, 'ReconciliationsFailed', reconciledEvery),
      reaches: 1,
      // An API's bad hour is made up for in the next.
      periods: 3,
      ...failing,
    });
  }

  private watchCredentials(house: House, source: string): void {
    new Alarm(this, `Credentials-${source}`, {
      alarms: house.alarms,
      metric: countedFor(house, source, 'ApiCredentialsRefused', reconciledEvery),
      reaches: 1,
      impact: `The API of ${source} refuses our credentials: answers that it announces or that its webhook loses are not fetched.`,
      runbook: 'api-credentials-refused',
    });
  }
}
