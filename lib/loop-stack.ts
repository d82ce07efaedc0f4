import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Configuration } from '../functions/domain/configuration.ts';
import { Alarms } from './alarms.ts';
import { Cases } from './cases.ts';
import { Dashboard } from './dashboard.ts';
import type { Data } from './data.ts';
import { Digests } from './digests.ts';
import { Fetching } from './fetching.ts';
import { Intake } from './intake.ts';
import { MachineName } from './machine.ts';
import { Mail } from './mail.ts';
import { Outreach } from './outreach.ts';
import { PublicApi } from './public-api.ts';
import { Sentiment } from './sentiment.ts';

export interface LoopStackProps extends StackProps {
  readonly configuration: Configuration;
  readonly data: Data;
}

/** Everything that turns, and that can be thrown away and deployed anew. */
export class LoopStack extends Stack {
  constructor(scope: Construct, id: string, { configuration, data, ...props }: LoopStackProps) {
    super(scope, id, props);
    const { stage } = configuration;
    const alarms = new Alarms(this, 'Alarms', { operators: configuration.operators });
    const house = { configuration, alarms };
    const api = new PublicApi(this, 'PublicApi', { house });
    const mail = new Mail(this, 'Mail', { house });
    const caseMachine = new MachineName(this, { stage }, 'case');
    const campaignMachine = new MachineName(this, { stage }, 'campaign');

    const sentiment = new Sentiment(this, 'Sentiment', { house, data, caseMachine });
    const intake = new Intake(this, 'Intake', { house, data, api, caseMachine, sentiment });
    new Fetching(this, 'Fetching', { house, data, intake });
    const cases = new Cases(this, 'Cases', { house, data, api, mail, name: caseMachine });
    new Digests(this, 'Digests', { house, data, api, mail });
    const outreach = new Outreach(this, 'Outreach', { house, data, api, mail, name: campaignMachine });
    new Dashboard(this, 'Dashboard', { house, intake, sentiment, cases, outreach });

    const outputs = {
      ApiUrl: api.url,
      CaseMachineArn: caseMachine.arn,
      CampaignMachineArn: campaignMachine.arn,
      IntakeQueueUrl: intake.deliveries.queue.queueUrl,
      OwnerTopicArn: cases.ownerNotifications.topicArn,
      DeliveriesTable: data.deliveries.table.tableName,
      FeedbackTable: data.feedback.table.tableName,
      CasesTable: data.cases.table.tableName,
      CustomersTable: data.customers.table.tableName,
      OwnersTable: data.owners.table.tableName,
      ImprovementsTable: data.improvements.table.tableName,
    };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}
