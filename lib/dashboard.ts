import { Dashboard as CloudWatchDashboard, GraphWidget, type IMetric, Row } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { Cases } from './cases.ts';
import { counted } from './counted.ts';
import type { Intake } from './intake.ts';
import type { Outreach } from './outreach.ts';
import type { Sentiment } from './sentiment.ts';

export interface DashboardProps {
  readonly stage: string;
  readonly intake: Intake;
  readonly sentiment: Sentiment;
  readonly cases: Cases;
  readonly outreach: Outreach;
}

/** Is the loop turning? One screen, in the order of the story. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, { stage, intake, sentiment, cases, outreach }: DashboardProps) {
    super(scope, id);
    const ages = [intake.deliveries, sentiment.queue].map(({ queue }) =>
      queue.metricApproximateAgeOfOldestMessage({ statistic: 'Maximum' }),
    );
    new CloudWatchDashboard(this, 'Dashboard', { dashboardName: `retour-${stage}` }).addWidgets(
      new Row(
        graph('Deliveries', [
          counted('DeliveriesAccepted'),
          counted('DeliveriesRefused'),
          counted('DeliveriesSetAside'),
        ]),
        graph('Responses and cases', [counted('ResponsesRecorded'), counted('CasesOpened')]),
        graph('Owners told', [counted('OwnersTold')]),
      ),
      new Row(
        graph('Mail to customers', [
          counted('CustomerMailsSent'),
          counted('CustomerMailsHeld'),
          counted('AddressesSuppressed'),
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
