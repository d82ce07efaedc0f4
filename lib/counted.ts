import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { CountedThing } from '../functions/runtime/log.ts';

/** The sum of something that the functions count, per period. */
export function counted(metricName: CountedThing, period: Duration = Duration.minutes(5)): Metric {
  return new Metric({
    namespace: 'Retour',
    metricName,
    dimensionsMap: { service: 'retour' },
    statistic: Stats.SUM,
    period,
  });
}
