import { Annotations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Configuration } from '../functions/domain/configuration.ts';
import type { Instant } from '../functions/domain/instant.ts';

const twelveMonths = 365 * 86_400_000;

/** Calendars whose days off are listed for less than twelve months more; one that lists none wants none. */
export function endingHolidays(
  { calendars }: Pick<Configuration, 'calendars'>,
  now: Instant,
): readonly { readonly calendar: string; readonly last: string }[] {
  const horizon = new Date(now + twelveMonths).toISOString().slice(0, 10);
  return Object.entries(calendars).flatMap(([calendar, { holidays }]) => {
    const last = holidays.toSorted().at(-1);
    return last !== undefined && last < horizon ? [{ calendar, last }] : [];
  });
}

/** Warns with the synthesis, so that nobody learns of it from a clock that ran on Christmas Day. */
export function warnOfEndingHolidays(stack: Construct, configuration: Configuration, now: Instant): void {
  for (const { calendar, last } of endingHolidays(configuration, now))
    Annotations.of(stack).addWarningV2(
      `retour:holidays-end:${calendar}`,
      `Calendar "${calendar}" lists no holiday after ${last}: clocks will run on days off. ` +
        `Add years to its holidays in config/${configuration.stage}.ts.`,
    );
}
