import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Alerts, alerts } from '../../functions/domain/alerts.ts';
import { type Tidings, timeToTell, zoneOfReader } from '../../functions/domain/telling-time.ts';
import { at, shown } from './a-calendar.ts';
import { days, hours } from './a-case.ts';
import { somebody, staffed } from './a-roster.ts';

const to = 'lea@example.com';
const night = { from: '20:00', to: '07:00', weekends: false };
const works = staffed([somebody('lea', { hours: 'week' })]);
const sleeps = (zone: string, alerts: Partial<Alerts> = { quietHours: night }) =>
  staffed([somebody('lea', { timeZone: zone })], { alerts });
const resolution = (dueAt: string) => ({ target: 'resolution', side: 'customer', dueAt: at(dueAt) }) as const;

function told(since: string, stage = works, more: Partial<Tidings> = {}, now = since) {
  const tidings = { to, since: at(since), isUrgent: false, dues: [], ...more };
  const { at: when, heldSince, outOfHours } = timeToTell(tidings, stage, at(now));
  return {
    at: shown(when),
    ...(heldSince !== undefined && { heldSince: shown(heldSince) }),
    ...(outOfHours && { why: outOfHours.why }),
  };
}

describe('somebody with hours of their own', () => {
  it('is told at once while they work', () => {
    expect(told('2026-11-23T10:00:00Z')).toEqual({ at: '2026-11-23T10:00:00.000Z' });
  });

  it('is told on Monday morning of what came on Friday night', () => {
    expect(told('2026-11-27T20:00:00Z')).toEqual({
      at: '2026-11-30T08:00:00.000Z',
      heldSince: '2026-11-27T20:00:00.000Z',
    });
  });

  it('is left in peace on a holiday', () => {
    expect(told('2026-12-24T18:00:00Z').at).toBe('2026-12-28T08:00:00.000Z');
  });

  it('is told at nine by the clock on the wall, whatever the clocks did in the night', () => {
    expect(told('2026-03-27T20:00:00Z').at).toBe('2026-03-30T07:00:00.000Z');
    expect(told('2026-10-23T20:00:00Z').at).toBe('2026-10-26T08:00:00.000Z');
  });

  it('is not told at night, either, of what an outage kept from them during the day', () => {
    expect(told('2026-11-23T15:00:00Z', works, {}, '2026-11-23T21:00:00Z')).toEqual({
      at: '2026-11-24T08:00:00.000Z',
      heldSince: '2026-11-23T15:00:00.000Z',
    });
  });

  it('is told late of what was held and then forgotten over an outage, once they are there', () => {
    expect(told('2026-11-27T20:00:00Z', works, {}, '2026-11-30T11:00:00Z')).toEqual({
      at: '2026-11-30T08:00:00.000Z',
      heldSince: '2026-11-27T20:00:00.000Z',
    });
  });
});

describe('somebody without hours', () => {
  it('is told at any time where the stage has no quiet hours', () => {
    expect(told('2026-11-28T02:00:00Z', staffed([somebody('lea')]))).toEqual({
      at: '2026-11-28T02:00:00.000Z',
    });
  });

  it('is left in peace in the quiet hours of where they live', () => {
    expect(told('2026-11-24T02:00:00Z', sleeps('Europe/Paris')).at).toBe('2026-11-24T06:00:00.000Z');
    expect(told('2026-11-24T02:00:00Z', sleeps('America/Montreal')).at).toBe('2026-11-24T12:00:00.000Z');
    expect(told('2026-11-24T02:00:00Z', sleeps('Asia/Tokyo'))).toEqual({ at: '2026-11-24T02:00:00.000Z' });
  });

  it('has a weekend where it is quiet', () => {
    const saturday = '2026-11-28T10:00:00Z';
    expect(told(saturday, sleeps('Europe/Paris')).at).toBe('2026-11-28T10:00:00.000Z');
    const stage = sleeps('Europe/Paris', { quietHours: { ...night, weekends: true } });
    expect(told(saturday, stage).at).toBe('2026-11-30T06:00:00.000Z');
  });

  it('is told on the brand’s clock when they are not on the roster', () => {
    const stranger = { to: 'stranger@example.com' };
    expect(told('2026-11-24T02:00:00Z', sleeps('Asia/Tokyo'), stranger).at).toBe('2026-11-24T06:00:00.000Z');
    expect(zoneOfReader(stranger.to, works)).toBe('Europe/Paris');
    expect(zoneOfReader(to, sleeps('Asia/Tokyo'))).toBe('Asia/Tokyo');
  });
});

describe('what cannot wait', () => {
  it('is what falls due before its reader is back, and says so', () => {
    const dues = [resolution('2026-11-29T20:00:00Z'), resolution('2026-11-28T20:00:00Z')];
    const { outOfHours } = timeToTell(
      { to, since: at('2026-11-27T20:00:00Z'), isUrgent: false, dues },
      works,
      at('2026-11-27T20:00:00Z'),
    );
    expect(told('2026-11-27T20:00:00Z', works, { dues })).toEqual({
      at: '2026-11-27T20:00:00.000Z',
      why: 'due',
    });
    expect(outOfHours).toEqual({
      ...{ why: 'due', target: 'resolution', side: 'customer', dueAt: at('2026-11-28T20:00:00Z') },
      back: at('2026-11-30T08:00:00Z'),
    });
  });

  it('is not what falls due once they are back, nor what was due before', () => {
    const dues = [resolution('2026-11-30T08:00:00.001Z'), resolution('2026-11-27T20:00:00Z')];
    expect(told('2026-11-27T20:00:00Z', works, { dues })).toMatchObject({ at: '2026-11-30T08:00:00.000Z' });
    const inTime = [resolution('2026-11-30T08:00:00Z')];
    expect(told('2026-11-27T20:00:00Z', works, { dues: inTime }).why).toBe('due');
  });

  it('waits for the end of the night where that is soon enough', () => {
    const stage = { ...works, alerts: { ...works.alerts, quietHours: night } };
    const byEvening = { dues: [resolution('2026-11-28T20:00:00Z')] };
    expect(told('2026-11-27T22:00:00Z', stage, byEvening)).toEqual({
      at: '2026-11-28T06:00:00.000Z',
      heldSince: '2026-11-27T22:00:00.000Z',
      why: 'due',
    });
    const byDawn = { dues: [resolution('2026-11-28T05:00:00Z')] };
    expect(told('2026-11-27T22:00:00Z', stage, byDawn)).toEqual({
      at: '2026-11-27T22:00:00.000Z',
      why: 'due',
    });
    expect(told('2026-11-28T10:00:00Z', stage, byEvening).at).toBe('2026-11-28T10:00:00.000Z');
    // When the night is over it is said that it was held for it.
    expect(told('2026-11-27T22:00:00Z', stage, byEvening, '2026-11-28T06:00:00Z')).toEqual({
      at: '2026-11-28T06:00:00.000Z',
      heldSince: '2026-11-27T22:00:00.000Z',
      why: 'due',
    });
  });

  it('is what is urgent, even at night', () => {
    const stage = { ...works, alerts: { ...works.alerts, quietHours: night } };
    expect(told('2026-11-27T22:00:00Z', stage, { isUrgent: true })).toEqual({
      at: '2026-11-27T22:00:00.000Z',
      why: 'urgent',
    });
    expect(told('2026-11-23T10:00:00Z', stage, { isUrgent: true })).toEqual({
      at: '2026-11-23T10:00:00.000Z',
    });
  });
});

describe('whenever something happens and whatever is due', () => {
  const start = at('2026-03-20T00:00:00Z');
  const instant = fc.nat({ max: days(260) / 60_000 }).map((minutes) => start + minutes * 60_000);
  interface Scene {
    readonly stage: typeof works;
    readonly since: number;
    readonly lateness: number;
    readonly dues: readonly number[];
  }
  const stage = fc.constantFrom(
    works,
    sleeps('Europe/Paris'),
    sleeps('America/Montreal', { quietHours: { from: '12:00', to: '14:00', weekends: true } }),
    { ...works, alerts: { ...works.alerts, quietHours: night } },
  );
  const scene: fc.Arbitrary<Scene> = fc.record({
    stage,
    since: instant,
    lateness: fc.oneof(fc.constant(0), fc.nat({ max: hours(80) })),
    dues: fc.array(fc.nat({ max: days(5) }), { maxLength: 3 }),
  });
  const play = ({ stage, since, lateness, dues }: Scene) => {
    const tidings = {
      to,
      since,
      isUrgent: false,
      dues: dues.map((ms) => ({ target: 'resolution', side: 'team', dueAt: since + ms }) as const),
    };
    return { tidings, now: since + lateness, time: timeToTell(tidings, stage, since + lateness) };
  };

  it('nobody is told before it happened, nor out of their hours without a reason', () => {
    fc.assert(
      fc.property(scene, (given) => {
        const { tidings, now, time } = play(given);
        expect(time.at).toBeGreaterThanOrEqual(tidings.since);
        const fires = Math.max(time.at, now);
        if (time.outOfHours === undefined) {
          const again = timeToTell({ ...tidings, since: fires, dues: [] }, given.stage, fires);
          expect(again.at).toBe(fires);
        }
      }),
    );
  });

  it('nothing that could still be kept is slept through', () => {
    fc.assert(
      fc.property(scene, (given) => {
        const { tidings, now, time } = play(given);
        const fires = Math.max(time.at, now);
        for (const { dueAt } of tidings.dues)
          if (dueAt > now) expect(fires).toBeLessThan(Math.max(dueAt, now + 1));
      }),
    );
  });

  it('whoever looks again when it is time finds that it is time', () => {
    fc.assert(
      fc.property(scene, (given) => {
        const { tidings, now, time } = play(given);
        const fires = Math.max(time.at, now);
        expect(timeToTell(tidings, given.stage, fires).at).toBeLessThanOrEqual(fires);
      }),
    );
  });
});

describe('the stage’s alerts', () => {
  const mistakes = (value: object) => alerts.safeParse(value).error?.issues.map(({ message }) => message);

  it('wake for urgent cases alone unless they say otherwise', () => {
    expect(alerts.parse({})).toMatchObject({ wakeFor: ['urgent'] });
    expect(alerts.parse({ wakeFor: ['high', 'urgent'] }).wakeFor).toEqual(['high', 'urgent']);
  });

  it('are refused when their quiet hours are no hours, or never end', () => {
    expect(mistakes({ quietHours: { from: '20:00', to: '07:00' } })).toBeUndefined();
    expect(mistakes({ quietHours: { from: '8pm', to: '07:00' } })).toContainEqual(
      expect.stringContaining('not a time of day'),
    );
    expect(mistakes({ quietHours: { from: '00:00', to: '24:00' } })).toContainEqual(
      expect.stringContaining('nobody ever works'),
    );
  });
});
