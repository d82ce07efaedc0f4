import { Duration } from 'aws-cdk-lib';
import { LambdaSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Choice, Condition, Errors, Succeed, TaskInput, Wait, WaitTime } from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { Construct } from 'constructs';
import { constant } from './binding.ts';
import type { Data } from './data.ts';
import type { House } from './house.ts';
import { HouseFunction } from './house-function.ts';
import { Machine, type MachineName, patience } from './machine.ts';
import type { Mail } from './mail.ts';
import { type PublicApi, pageMethods } from './public-api.ts';
import { DeadLetters } from './queue.ts';
import { linkKey } from './secrets.ts';

export interface OutreachProps {
  readonly house: House;
  readonly data: Data;
  readonly api: PublicApi;
  readonly mail: Mail;
  readonly name: MachineName;
}

/** The outer loop: everyone who asked is told what came of it, and whoever says stop is heard. */
export class Outreach extends Construct {
  readonly machine: Machine;

  constructor(scope: Construct, id: string, props: OutreachProps) {
    super(scope, id);
    const mailCampaign = this.mailCampaign(props);
    this.machine = new Machine(this, 'Executions', {
      house: props.house,
      name: props.name,
      definition: campaignDefinition(this, mailCampaign),
      steps: [mailCampaign],
      stopped: {
        impact: 'Some customers who asked for an improvement are not told that it is there.',
        runbook: 'campaign-executions-stopped',
      },
    });
    this.unsubscribe(props);
    this.recordMailEvents(props);
  }

  private mailCampaign({ house, data, api, mail }: OutreachProps): HouseFunction<'mail-campaign'> {
    return new HouseFunction(this, 'MailCampaign', {
      name: 'mail-campaign',
      house,
      timeout: Duration.minutes(5),
      memory: 1024,
      environment: {
        FEEDBACK_TABLE: data.feedback.binding('withTheme'),
        CUSTOMERS_TABLE: data.customers.binding('get', 'wasMailed', 'claimMail', 'releaseMail', 'settleMail'),
        IMPROVEMENTS_TABLE: data.improvements.binding('register', 'saveTally'),
        LINK_KEY_SECRET: linkKey(this, house.configuration),
        BASE_URL: constant(api.url),
        MAIL_CONFIGURATION_SET: mail.sender(),
      },
      failure: {
        impact: 'A campaign stands still; customers who asked for an improvement hear of it late.',
        runbook: 'campaign-mail-failing',
      },
    });
  }

  private unsubscribe({ house, data, api }: OutreachProps): void {
    const unsubscribe = new HouseFunction(this, 'Unsubscribe', {
      name: 'unsubscribe',
      house,
      timeout: Duration.seconds(15),
      environment: {
        CUSTOMERS_TABLE: data.customers.binding('get', 'suppress'),
        LINK_KEY_SECRET: linkKey(this, house.configuration),
      },
      failure: {
        impact:
          'Customers who say stop are not heard: they are mailed again and complain, and the law is broken.',
        runbook: 'customer-pages-failing',
      },
    });
    api.route('/unsubscribe/{link}', pageMethods, unsubscribe);
  }

  private recordMailEvents({ house, data, mail }: OutreachProps): void {
    const { queue } = new DeadLetters(this, 'MailEventDeadLetters', {
      alarms: house.alarms,
      impact: 'A bounce or a complaint was not recorded: the same address may be mailed again.',
      runbook: 'mail-event-dead-letters',
    });
    const recordMailEvent = new HouseFunction(this, 'RecordMailEvent', {
      name: 'record-mail-event',
      house,
      timeout: Duration.seconds(30),
      environment: { CUSTOMERS_TABLE: data.customers.binding('suppress') },
      // Two ways to fail: SNS cannot hand an event over, or the function took it and failed for good.
      deadLetters: queue,
      failure: {
        errors: 3,
        impact:
          'Bounces and complaints are not recorded in time: addresses that said stop may be mailed again.',
        runbook: 'mail-events-failing',
      },
    });
    mail.events.addSubscription(new LambdaSubscription(recordMailEvent.lambda, { deadLetterQueue: queue }));
  }
}

/** Page after page of those who asked, and once more from the first when quiet hours kept somebody from being mailed. */
function campaignDefinition(scope: Construct, { lambda }: HouseFunction<'mail-campaign'>) {
  const mailPage = new LambdaInvoke(scope, 'MailPage', {
    lambdaFunction: lambda,
    payload: TaskInput.fromJsonPathAt('$'),
    outputPath: '$.Payload',
    retryOnServiceExceptions: false,
  }).addRetry({ errors: [Errors.ALL], ...patience });
  const untilMorning = new Wait(scope, 'UntilMorning', { time: WaitTime.timestampPath('$.resumeAt') });
  return mailPage.next(
    new Choice(scope, 'IsMoreToDo')
      .when(Condition.booleanEquals('$.more', true), mailPage)
      .when(Condition.isPresent('$.resumeAt'), untilMorning.next(mailPage))
      .otherwise(new Succeed(scope, 'Done')),
  );
}
