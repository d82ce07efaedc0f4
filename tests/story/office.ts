import demo from '../../config/demo.ts';
import type { Configuration } from '../../functions/domain/configuration.ts';

const days = (...intervals: (readonly [string, string])[]) => ({
  mon: intervals,
  tue: intervals,
  wed: intervals,
  thu: intervals,
  fri: intervals,
  sat: [],
  sun: [],
});
const hour = 3_600_000;
const inOffice = (hours: number) => ({ within: hours * hour, calendar: 'office' });

/** The example, in a company that works from Monday to Friday with a lunch break, and is held to working time. */
export const office: Configuration = {
  ...demo,
  calendars: {
    ...demo.calendars,
    office: { timeZone: 'Europe/Paris', hours: days(['09:00', '12:00'], ['13:00', '17:00']), holidays: [] },
  },
  people: demo.people.map((one) => ({ ...one, hours: 'office' })),
  policies: [
    {
      id: 'office',
      when: {},
      targets: {
        acknowledge: inOffice(4),
        firstContact: { ...inOffice(7), promised: 96 * hour },
        nextResponse: inOffice(4),
        resolution: inOffice(14),
      },
      warnAt: [50, 75],
      ladder: [
        { after: 0, tell: ['owner', 'lead'] },
        { after: 3 * hour, tell: ['lead'], reassignTo: 'lead' },
        { after: 7 * hour, tell: ['head'] },
      ],
      nagEvery: 7 * hour,
      longestWait: 7 * 24 * hour,
    },
  ],
  alerts: {
    quietHours: { from: '20:00', to: '07:00', weekends: true },
    wakeFor: ['urgent'],
    mostPerDay: 10,
    digestAt: '08:00',
  },
};
