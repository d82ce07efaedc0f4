import { Duration, Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { digestZones } from '../functions/domain/digest-times.ts';
import { allow, constant } from './binding.ts';
import type { Data } from './data.ts';
import type { House } from './house.ts';
import { HouseFunction } from './house-function.ts';
import type { Mail } from './mail.ts';
import type { PublicApi } from './public-api.ts';
import { linkKey } from './secrets.ts';

export interface DigestsProps {
  readonly house: House;
  readonly data: Data;
  readonly api: PublicApi;
  readonly mail: Mail;
}

/** The lists that colleagues get of their cases: each morning where they live, and of what came above their measure. */
export class Digests extends Construct {
  constructor(scope: Construct, id: string, { house, data, api, mail }: DigestsProps) {
    super(scope, id);
    const { configuration } = house;
    const sendDigests = new HouseFunction(this, 'SendDigests', {
      name: 'send-digests',
      house,
      timeout: Duration.minutes(15),
      memory: 1024,
      environment: {
        CASES_TABLE: data.cases.binding('listOpen', 'listClosedOn', 'getMany'),
        FEEDBACK_TABLE: data.feedback.binding('getMany'),
        OWNERS_TABLE: data.owners.binding(
          'collectedFor',
          'listCollecting',
          'forgetCollected',
          'claimOverview',
          'releaseOverview',
          'lastDigest',
          'noteDigest',
        ),
        LINK_KEY_SECRET: linkKey(this, configuration),
        BASE_URL: constant(api.url),
        MAIL_CONFIGURATION_SET: mail.sender(),
      },
      failure: {
        impact:
          'Owners begin the day without the list of what is due, and what came above their measure stays untold.',
        runbook: 'digests-failing',
      },
    });
    // Without the condition a schedule of somebody else's could borrow the scheduler's right to start the function.
    const assumedBy = new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
    });
    const role = new Role(this, 'Role', { assumedBy });
    const { functionArn } = sendDigests.lambda;
    allow(['lambda:InvokeFunction'], [functionArn])(role);
    const start = (name: string, when: Pick<Schedule, 'expression' | 'timeZone'>, input: object) =>
      schedule(this, name, { ...when, input, functionArn, roleArn: role.roleArn });

    start('Overviews', { expression: 'rate(1 hour)' }, { send: 'overviews' });
    const { digestAt } = configuration.alerts;
    if (digestAt === undefined) return;
    const [hour, minute] = digestAt.split(':').map(Number);
    for (const timeZone of digestZones(configuration))
      start(
        `Morning-${timeZone.replaceAll('/', '-')}`,
        { expression: `cron(${minute} ${hour} * * ? *)`, timeZone },
        { send: 'digests', timeZone },
      );
  }
}

interface Schedule {
  readonly expression: string;
  /** UTC when left out. */
  readonly timeZone?: string;
  readonly input: object;
  readonly functionArn: string;
  readonly roleArn: string;
}

function schedule(
  scope: Construct,
  id: string,
  { expression, timeZone, input, functionArn, roleArn }: Schedule,
): void {
  new CfnSchedule(scope, id, {
    scheduleExpression: expression,
    ...(timeZone !== undefined && { scheduleExpressionTimezone: timeZone }),
    flexibleTimeWindow: { mode: 'OFF' },
    target: { arn: functionArn, roleArn, input: JSON.stringify(input) },
  });
}
