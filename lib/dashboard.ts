import { Dashboard as CloudWatchDashboard, GraphWidget, type IMetric, Row } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { Cases } from './cases.ts';
import { counted, serviceName } from './counted.ts';
import type { House } from './house.ts';
import type { Intake } from './intake.ts';
import type { Outreach } from './outreach.ts';
import type { Sentiment } from './sentiment.ts';

export interface DashboardProps {
  readonly house: House;
  readonly intake: Intake;
  readonly sentiment: Sentiment;
  readonly cases: Cases;
  readonly outreach: Outreach;
}

/** Is the loop turning? One screen, in the order of the story. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, { house, intake, sentiment, cases, outreach }: DashboardProps) {
    super(scope, id);
    const ages = [intake.deliveries, intake.announced, sentiment.queue].map(({ queue }) =>
      queue.metricApproximateAgeOfOldestMessage({ statistic: 'Maximum' }),
    );
    new CloudWatchDashboard(this, 'Dashboard', { dashboardName: serviceName(house) }).addWidgets(
      new Row(
        graph('Deliveries', [
          counted(house, 'DeliveriesAccepted'),
          counted(house, 'DeliveriesRefused'),
          counted(house, 'DeliveriesSetAside'),
        ]),
        graph('Responses and cases', [
          counted(house, 'ResponsesRecorded'),
          counted(house, 'ResponsesFetched'),
          counted(house, 'ResponsesRepaired'),
          counted(house, 'CasesOpened'),
        ]),
        graph('Owners told', [counted(house, 'OwnersTold'), counted(house, 'DigestsSent')]),
      ),
      new Row(
        graph('Mail to customers', [
          counted(house, 'CustomerMailsSent'),
          counted(house, 'CustomerMailsHeld'),
          counted(house, 'AddressesSuppressed'),
        ]),
        graph('Oldest message, in seconds', ages),
        graph(
          'Executions that stopped',
          [cases, outreach].flatMap(({ machine }) => Object.values(machine.stopped)),
        ),
      ),
    );
  }
}

function graph(title: string, left: IMetric[]): GraphWidget {
  return new GraphWidget({ title, left, width: 8 });
}
