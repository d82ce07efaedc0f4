import '../../fixtures/quiet.ts';

import { describe, expect, it } from 'vitest';
import type { Configuration } from '../../../functions/domain/configuration.ts';
import type { Person } from '../../../functions/domain/person.ts';
import { configuration, days, hours, monday } from '../../domain/a-case.ts';
import { somebody, staffed } from '../../domain/a-roster.ts';
import { acknowledge, CaseLife, contact, handOver } from './case-life.ts';

/** Four working hours to acknowledge, and reminders after six; no other warnings, and no ladder unless it is given. */
function stage(
  people: readonly Person[] = [somebody('owner')],
  more: Partial<Configuration> = {},
): Configuration {
  const [policy] = configuration.policies;
  if (!policy) throw new Error('there is no policy');
  return {
    ...staffed(people),
    policies: [{ ...policy, warnAt: [], ladder: [], nagEvery: hours(6) }],
    ...more,
  };
}

const reminders = (life: CaseLife, email = 'owner@example.com') =>
  life.mailsTo(email).filter(({ subject }) => /Not acknowledged yet|Pas encore pris en charge/.test(subject));
const timesOf = (life: CaseLife) =>
  life.record.events.flatMap(({ at, ...event }) =>
    event.type === 'told' && event.about.what === 'unacknowledged' ? [(at - monday) / hours(1)] : [],
  );

describe('a case that nobody acknowledges', () => {
  it('is brought back to its owner’s mind, time and again, in working time', async () => {
    const life = await new CaseLife({ configuration: stage() }).skip(days(2));
    // From nine in an office with a lunch break: at four, and the next day at two.
    expect(timesOf(life)).toEqual([7, 29]);
    expect(reminders(life)).toHaveLength(2);
    expect(reminders(life)[1]?.text).toMatch(/Rappel n° 2\. Prenez-le en charge sur sa page/);
  });

  it('is left alone once somebody acknowledges it', async () => {
    const life = await new CaseLife({ configuration: stage() }).skip(hours(8));
    expect(reminders(life)).toHaveLength(1);
    await life.does(acknowledge);
    await life.skip(days(2));
    expect(reminders(life)).toHaveLength(1);
  });

  it('counts as acknowledged when the customer was contacted', async () => {
    const life = await new CaseLife({ configuration: stage() }).run();
    await life.does(contact);
    await life.skip(days(2));
    expect(reminders(life)).toEqual([]);
  });

  it('waits anew whenever its owner was told something of it', async () => {
    const [policy] = stage().policies;
    if (!policy) throw new Error('there is no policy');
    const warned = stage(undefined, { policies: [{ ...policy, warnAt: [75] }] });
    const life = await new CaseLife({ configuration: warned }).skip(hours(9));
    // A warning came at noon, and another, of the first contact, in the night.
    expect(timesOf(life)).toEqual([]);
    await life.skip(days(1));
    expect(timesOf(life)).toEqual([31]);
  });

  it('is brought to the mind of whoever has it by then', async () => {
    const people = [somebody('owner'), somebody('other', { language: 'en' })];
    const life = await new CaseLife({ configuration: stage(people) }).run();
    await life.skip(hours(1));
    await life.does(handOver('other@example.com'));
    await life.skip(days(1));
    expect(reminders(life)).toEqual([]);
    const [first] = reminders(life, 'other@example.com');
    expect(first?.subject).toMatch(/^Not acknowledged yet · Detractor 3\/10 · Ana · /);
    expect(first?.text).toContain('Reminder 1. Acknowledge it on its page, and these reminders end.');
  });

  it('counts in its owner’s own hours where they have some', async () => {
    const life = await new CaseLife({ configuration: stage([somebody('owner', { hours: 'week' })]) }).skip(
      days(1),
    );
    // Nine to five without a break: six hours later it is three.
    expect(timesOf(life)).toEqual([6]);
  });

  it('waits for nobody’s hours when it is urgent', async () => {
    const urgent = stage([somebody('owner', { hours: 'week' })], {
      alerts: { ...configuration.alerts, wakeFor: ['normal'] },
    });
    const life = await new CaseLife({ configuration: urgent }).skip(days(1));
    expect(timesOf(life)).toEqual([7]);
  });

  it('is not brought up where the policy does not say so', async () => {
    const [policy] = stage().policies;
    if (!policy) throw new Error('there is no policy');
    const { nagEvery: _, ...silent } = policy;
    const life = await new CaseLife({ configuration: stage(undefined, { policies: [silent] }) }).skip(
      days(9),
    );
    expect(timesOf(life)).toEqual([]);
  });

  it('is brought up once a day at most after ten times', async () => {
    const [policy] = stage().policies;
    if (!policy) throw new Error('there is no policy');
    const always = { within: hours(1000), calendar: 'always' };
    const targets = { acknowledge: always, firstContact: always, resolution: always };
    const often = stage(undefined, { policies: [{ ...policy, targets, nagEvery: hours(1) }] });
    const life = await new CaseLife({ configuration: often }).skip(days(3));
    expect(timesOf(life)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 34, 58]);
  });

  it('costs two states each time', async () => {
    const life = await new CaseLife({ configuration: stage() }).skip(days(2));
    expect(life.entered).toHaveLength(2 + 2 * 2);
  });
});
