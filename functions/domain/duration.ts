import { Temporal } from 'temporal-polyfill';

/**
 * Reads an ISO 8601 duration such as `PT4H`, `P1DT12H` or `P2W`, to the nearest millisecond.
 * A day is 24 hours whatever the clocks do; months and years have no fixed length and are refused.
 * @throws RangeError naming the text when it is no such duration, or a negative one.
 */
export function parseDuration(text: string): number {
  const milliseconds = read(text);
  if (/^[^T]*[YM]/i.test(text))
    throw new RangeError(`duration "${text}" has years or months, whose length varies`);
  if (milliseconds < 0) throw new RangeError(`duration "${text}" is negative`);
  return milliseconds;
}

function read(text: string): number {
  try {
    // Any date will do: without a zone every day has 24 hours.
    const total = Temporal.Duration.from(text).total({ unit: 'milliseconds', relativeTo: '1970-01-01' });
    return Math.round(total);
  } catch (cause) {
    throw new RangeError(`"${text}" is not an ISO 8601 duration such as PT4H or P2D`, { cause });
  }
}
