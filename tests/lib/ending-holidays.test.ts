import { App, Stack } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import configuration from '../../config/demo.ts';
import { endingHolidays, warnOfEndingHolidays } from '../../lib/ending-holidays.ts';

const { shop, always } = configuration.calendars;
if (!shop || !always) throw new Error('the demo has two calendars');
const shopUntil = (last: string) => ({ ...shop, holidays: [last, '2026-12-25'] });
const now = Date.parse('2026-11-22');

describe('Holidays', () => {
  it('are near their end when twelve months ahead none is listed', () => {
    expect(endingHolidays({ calendars: { shop: shopUntil('2027-11-21') } }, now)).toEqual([
      { calendar: 'shop', last: '2027-11-21' },
    ]);
  });

  it('are not when one is listed after that', () => {
    expect(endingHolidays({ calendars: { shop: shopUntil('2027-12-25') } }, now)).toEqual([]);
  });

  it('have no end on a calendar that has none', () => {
    expect(endingHolidays({ calendars: { always } }, now)).toEqual([]);
  });

  it('that near their end are told of when the stage is synthesised, by the calendar’s name', () => {
    const stack = new Stack(new App(), 'Stack');
    const calendars = { always, shop: shopUntil('2027-05-17') };
    warnOfEndingHolidays(stack, { ...configuration, calendars }, now);
    const warnings = stack.node.metadata.filter(({ type }) => type === 'aws:cdk:warning');
    expect(warnings.map(({ data }) => data)).toEqual([
      expect.stringContaining('Calendar "shop" lists no holiday after 2027-05-17'),
    ]);
  });

  it('of the demo reach far enough', () => {
    expect(endingHolidays(configuration, now)).toEqual([]);
  });
});
