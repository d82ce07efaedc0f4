import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { CountedPerSource, CountedThing } from '../functions/runtime/log.ts';
import type { House } from './house.ts';

/** Under what name a stage's functions log and count: two stages in one account keep their figures apart. */
export function serviceName({ configuration }: House): string {
  return `retour-${configuration.stage}`;
}

/** The sum of something that a stage's functions count, per period. */
export function counted(
  house: House,
  metricName: CountedThing,
  period: Duration = Duration.minutes(5),
): Metric {
  return sumOf(metricName, { service: serviceName(house) }, period);
}

/** The sum of something that they count for each source apart. */
export function countedFor(
  house: House,
  source: string,
  metricName: CountedPerSource,
  period: Duration,
): Metric {
  return sumOf(metricName, { service: serviceName(house), source }, period);
}

function sumOf(metricName: string, dimensionsMap: Record<string, string>, period: Duration): Metric {
  return new Metric({ namespace: 'Retour', metricName, dimensionsMap, statistic: Stats.SUM, period });
}
