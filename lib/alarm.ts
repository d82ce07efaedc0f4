import {
  Alarm as CloudWatchAlarm,
  ComparisonOperator,
  type IMetric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';

/** The entries of docs/runbook.md; a test keeps both lists the same. */
export const runbookAnchors = [
  'door-failing',
  'door-throttled',
  'door-slow',
  'deliveries-refused',
  'deliveries-set-aside',
  'intake-backlog',
  'intake-dead-letters',
  'recording-failing',
  'fetch-backlog',
  'fetch-dead-letters',
  'fetching-failing',
  'api-credentials-refused',
  'reconciliation-failing',
  'sentiment-backlog',
  'sentiment-dead-letters',
  'sentiment-failing',
  'case-executions-stopped',
  'case-steps-failing',
  'digests-failing',
  'owner-pages-failing',
  'customer-pages-failing',
  'campaign-executions-stopped',
  'campaign-mail-failing',
  'mail-events-failing',
  'mail-event-dead-letters',
  'bounce-rate',
  'complaint-rate',
  'api-failing',
] as const;
type RunbookAnchor = (typeof runbookAnchors)[number];

/** What somebody who is woken needs to know first. */
export interface Consequence {
  /** Whom it hurts and how, in one sentence. */
  readonly impact: string;
  /** What to do: an entry of the runbook. */
  readonly runbook: RunbookAnchor;
}

export interface AlarmProps extends Consequence {
  readonly alarms: Alarms;
  readonly metric: IMetric;
  /** The alarm goes off at this value or above. */
  readonly reaches: number;
  /** Periods in a row that must reach it. 1 when left out. */
  readonly periods?: number;
}

/** An alarm that says whom it hurts and what to do. */
export class Alarm extends Construct {
  constructor(scope: Construct, id: string, props: AlarmProps) {
    super(scope, id);
    const { alarms, metric, reaches, periods = 1, impact, runbook } = props;
    const alarm = new CloudWatchAlarm(this, 'Alarm', {
      alarmDescription: `${impact} Runbook: docs/runbook.md#${runbook}`,
      metric,
      threshold: reaches,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: periods,
      // No traffic is no trouble.
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(alarms.topic));
  }
}
