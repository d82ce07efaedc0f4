import '../../fixtures/quiet.ts';

import { describe, expect, it } from 'vitest';
import type { Alerts } from '../../../functions/domain/alerts.ts';
import type { CaseEvent } from '../../../functions/domain/case.ts';
import type { Configuration, Policy } from '../../../functions/domain/configuration.ts';
import type { Person } from '../../../functions/domain/person.ts';
import { withheldAt } from '../../../functions/domain/withheld.ts';
import { configuration, days, hours, opening } from '../../domain/a-case.ts';
import { away, somebody, staffed } from '../../domain/a-roster.ts';
import { acknowledge, CaseLife, contact } from './case-life.ts';

const at = (iso: string) => Date.parse(iso);
const owner = somebody('owner', { hours: 'week' });
const weekLong = { within: hours(24), calendar: 'week' };

interface Given {
  readonly targets?: Policy['targets'];
  readonly ladder?: Policy['ladder'];
  readonly people?: readonly Person[];
  readonly lead?: Partial<Person>;
  readonly alerts?: Partial<Alerts>;
}

/** Targets in working hours, unless given otherwise. */
function stage({ targets, ladder, people = [owner], ...more }: Given = {}): Configuration {
  const staff = staffed(people, more);
  const [policy] = configuration.policies;
  if (!policy) throw new Error('there is no policy');
  const usual = { acknowledge: weekLong, firstContact: weekLong, resolution: weekLong };
  return {
    ...staff,
    policies: [{ ...policy, targets: targets ?? usual, ladder: ladder ?? policy.ladder }],
  };
}

/** A case that opens at some time, in a company that works from Monday to Friday. */
function openedAt(
  iso: string,
  configuration: Configuration,
  priority: 'normal' | 'urgent' = 'normal',
): CaseLife {
  const life = new CaseLife({ configuration });
  const first: CaseEvent = { ...opened(), priority, at: at(iso), by: 'retour' };
  life.world.cases.cases.set('C-TEST', { id: 'C-TEST', feedbackId: 'shop#r-1', events: [first] });
  life.now = at(iso);
  return life;
}

function opened() {
  if (opening.type !== 'opened') throw new Error('this opens nothing');
  return opening;
}

const fridayNight = '2026-11-27T21:00:00Z';
const mondayMorning = at('2026-11-30T08:00:00Z');
const around = (timeAndTarget: Partial<Policy['targets']>) => ({
  acknowledge: weekLong,
  firstContact: weekLong,
  resolution: weekLong,
  ...timeAndTarget,
});
const dayAndNight = { within: hours(24), calendar: 'always' };
const toldOf = (life: CaseLife) => life.record.events.filter(({ type }) => type === 'told');

describe('what can wait', () => {
  it('is told when its reader is back, and says since when it was held', async () => {
    const life = await openedAt(fridayNight, stage()).run();
    expect(life.world.mailer.sent).toEqual([]);
    await life.skip(days(3));
    const [mail] = life.mailsTo('owner@example.com');
    expect(toldOf(life)[0]).toMatchObject({ at: mondayMorning, heldSince: at(fridayNight), step: 'round-0' });
    expect(mail?.text).toContain('Retenu à partir de ven. 27 nov. 22:00');
    expect(mail?.html).toContain('hors de vos horaires');
  });

  it('costs a case no more than the two states of one more look', async () => {
    const entered = async (iso: string) => (await openedAt(iso, stage()).skip(days(2))).entered.length;
    expect(await entered(fridayNight)).toBe(2);
    const held = await openedAt(fridayNight, stage()).skip(at('2026-11-30T08:00:00Z') - at(fridayNight));
    expect(held.entered).toEqual(['Work', 'Await', 'Work', 'Await']);
  });

  it('is not told any more when it has become needless, and the case says so', async () => {
    const life = await openedAt(fridayNight, stage()).run();
    await life.skip(hours(12));
    // Somebody who works at the weekend was given the link by phone.
    await life.does({ name: 'resolve', rootCause: 'carrier', note: 'Reparti.' }, 'other@example.com');
    await life.skip(hours(60));
    expect(life.mailsTo('owner@example.com')).toEqual([]);
    const resolved = life.types.indexOf('resolved');
    expect(withheldAt(life.record, resolved, life.configuration)).toMatchObject([
      { key: 'round-0', to: 'owner@example.com', heldSince: at(fridayNight) },
    ]);
    expect(withheldAt(life.record, 0, life.configuration)).toEqual([]);
    expect(withheldAt(life.record, resolved + 1, life.configuration)).toEqual([]);
  });

  it('is not told any more when somebody else acknowledged meanwhile, nor is it called unanswered', async () => {
    const life = await openedAt(fridayNight, stage()).run();
    await life.skip(hours(12));
    await life.does(acknowledge, 'other@example.com');
    await life.skip(mondayMorning - life.now);
    expect(life.mailsTo('owner@example.com')).toEqual([]);
    const index = life.types.indexOf('acknowledged');
    expect(withheldAt(life.record, index, life.configuration)).toMatchObject([{ key: 'round-0' }]);
  });

  it('is told to who can act, before they hear of it as somebody who only looks on', async () => {
    const people = [owner, somebody('other', { hours: 'week' })];
    const life = openedAt(fridayNight, stage({ people }));
    const [first] = life.record.events;
    if (first?.type !== 'opened') throw new Error('the case does not open');
    const watched = { ...life.record, events: [{ ...first, watchers: ['other@example.com'] }] };
    life.world.cases.cases.set('C-TEST', watched);
    await life.run();
    await life.skip(hours(12));
    await life.does({ name: 'hand-over', to: 'other@example.com', note: 'Tu connais Ana.' });
    await life.skip(mondayMorning - life.now);
    const [mail, ...others] = life.mailsTo('other@example.com');
    expect(others).toEqual([]);
    expect(mail).toMatchObject({
      purpose: 'owner-notification',
      headers: { 'X-Retour-Key': expect.stringMatching(/handed-over/) },
    });
  });

  it('says in whose place its reader stands when the case came to them before they were told of it', async () => {
    const people = [somebody('owner', away('2026-11-24', '2026-12-04')), somebody('other')];
    const quiet = { quietHours: { from: '20:00', to: '07:00', weekends: false } };
    const life = await openedAt('2026-11-23T20:00:00Z', stage({ people, alerts: quiet })).run();
    await life.skip(hours(12));
    const [mail] = life.mailsTo('other@example.com');
    expect(mail?.text.replaceAll(/\s+/g, ' ')).toContain('Absence de owner, de retour le 5 décembre 2026.');
  });

  it('is withheld from nobody who was told in the end', async () => {
    const life = await openedAt(fridayNight, stage()).skip(days(4));
    await life.does(acknowledge);
    for (const index of life.record.events.keys())
      expect(withheldAt(life.record, index, life.configuration)).toEqual([]);
  });

  it('is what the customer says besides, too, and what became of a case', async () => {
    const life = await openedAt('2026-11-26T09:00:00Z', stage()).run();
    await life.does(contact);
    await life.skip(at(fridayNight) - life.now);
    const before = life.mailsTo('owner@example.com').length;
    const changed = { type: 'feedback-changed', comment: true, at: life.now, by: 'customer' } as const;
    await life.world.cases.append(life.record, [changed]);
    life.standing = { at: 'work' };
    await life.run();
    expect(life.mailsTo('owner@example.com')).toHaveLength(before);
    await life.skip(mondayMorning - life.now);
    expect(life.mailsTo('owner@example.com').at(-1)?.subject).toMatch(/^Réponse modifiée/);
  });
});

describe('what cannot wait', () => {
  it('is told at once, and says what falls due before its reader is back', async () => {
    const life = await openedAt(fridayNight, stage({ targets: around({ firstContact: dayAndNight }) })).run();
    const [mail] = life.mailsTo('owner@example.com');
    expect(toldOf(life)).toMatchObject([
      { at: at(fridayNight), outOfHours: { why: 'due', target: 'firstContact', back: mondayMorning } },
    ]);
    expect(mail?.text.replaceAll(/\s+/g, ' ')).toContain(
      'Hors de vos horaires, car l’échéance « premier contact » tombe sam. 28 nov. 22:00, avant votre retour lun. 30 nov. 09:00.',
    );
  });

  it('is a promise to the customer as well', async () => {
    const promised = { ...weekLong, promised: hours(20) };
    const life = await openedAt(fridayNight, stage({ targets: around({ firstContact: promised }) })).run();
    expect(toldOf(life)).toMatchObject([{ outOfHours: { why: 'due', side: 'customer' } }]);
  });

  it('is nothing once the customer was contacted: the weekend is the owner’s again', async () => {
    const targets = around({ firstContact: dayAndNight });
    const life = await openedAt(fridayNight, stage({ targets })).run();
    await life.does(contact);
    await life.skip(days(2));
    expect(life.mailsTo('owner@example.com')).toHaveLength(1);
  });

  it('is an urgent case, whose ladder waits for nobody’s hours either', async () => {
    const targets = around({ acknowledge: { within: hours(2), calendar: 'always' } });
    const life = await openedAt(fridayNight, stage({ targets, lead: { hours: 'week' } }), 'urgent').run();
    expect(life.mailsTo('owner@example.com')[0]?.text).toContain('car le cas est urgent');
    await life.skip(hours(2));
    const [escalation] = life.mailsTo('lead@example.com');
    expect(escalation?.text).toContain('car le cas est urgent');
    expect(toldOf(life).at(-1)).toMatchObject({
      at: at('2026-11-27T23:00:00Z'),
      outOfHours: { why: 'urgent' },
    });
  });

  it('is what the stage wakes for', async () => {
    const life = await openedAt(fridayNight, stage({ alerts: { wakeFor: ['normal'] } })).run();
    expect(life.mailsTo('owner@example.com')).toHaveLength(1);
    const none = await openedAt(fridayNight, stage({ alerts: { wakeFor: [] } }), 'urgent').run();
    expect(none.mailsTo('owner@example.com')).toEqual([]);
  });
});

describe('a step of the ladder', () => {
  const breached = around({ acknowledge: { within: hours(2), calendar: 'always' } });
  const ladder: Policy['ladder'] = [
    { after: 0, tell: ['owner', 'lead'] },
    { after: hours(4), tell: ['head'], reassignTo: 'lead' },
  ];
  const on = (more: Given) => stage({ targets: breached, ladder, ...more });
  const whenTold = (life: CaseLife, email: string) =>
    toldOf(life).flatMap(({ at, ...event }) =>
      event.type === 'told' && event.to.includes(email) && event.step.includes('acknowledge/breach')
        ? [new Date(at).toISOString()]
        : [],
    );

  it('comes to each of those whom it wakes in their own hours', async () => {
    const life = await openedAt('2026-11-27T15:30:00Z', on({ lead: { timeZone: 'Europe/Paris' } })).skip(
      days(4),
    );
    // The breach is at half past five UTC on Friday: the lead has no hours, the owner works again on Monday.
    expect(whenTold(life, 'lead@example.com')[0]).toBe('2026-11-27T17:30:00.000Z');
    expect(whenTold(life, 'owner@example.com')).toEqual([]);
    expect(life.types).toContain('reassigned');
    const owned = await openedAt('2026-11-27T15:30:00Z', on({ lead: { hours: 'week' } })).skip(days(2.7));
    expect(whenTold(owned, 'owner@example.com')).toEqual(['2026-11-30T08:00:00.000Z']);
    expect(whenTold(owned, 'lead@example.com')).toEqual(['2026-11-30T08:00:00.000Z']);
  });

  it('counts its time in the hours of whom it wakes', async () => {
    const life = await openedAt('2026-11-27T15:30:00Z', on({ lead: { hours: 'week' } })).skip(days(4));
    // Four working hours after Monday's opening.
    const reassigned = life.record.events.find(({ type }) => type === 'reassigned');
    expect(reassigned).toMatchObject({ at: at('2026-11-30T12:00:00Z'), to: 'lead@example.com' });
  });

  it('tells whoever gets the case by it, also where it names only others', async () => {
    const life = await openedAt('2026-11-23T09:00:00Z', on({})).skip(days(1));
    expect(life.state.owner).toBe('lead@example.com');
    expect(whenTold(life, 'lead@example.com')).toHaveLength(2);
    expect(whenTold(life, 'head@example.com')).toHaveLength(1);
  });

  it('is told once to each, in whatever roles and at whatever times they hear of it', async () => {
    const life = await openedAt('2026-11-27T15:30:00Z', on({ lead: { hours: 'week' } })).skip(days(9));
    for (const email of ['owner@example.com', 'lead@example.com', 'head@example.com'])
      expect(new Set(whenTold(life, email)).size).toBe(whenTold(life, email).length);
    const seats = toldOf(life).flatMap((event) =>
      event.type === 'told' ? (event.as ?? ['all']).map((seat) => `${event.step} ${seat}`) : [],
    );
    expect(new Set(seats).size).toBe(seats.length);
  });

  it('goes to the deputy of a lead who is away, who gets the case as well', async () => {
    const people = [owner, somebody('deputy')];
    const lead = { ...away('2026-11-23', '2026-11-30'), deputy: 'deputy@example.com' };
    const life = await openedAt('2026-11-23T09:00:00Z', on({ people, lead })).skip(days(1));
    expect(life.mailsTo('lead@example.com')).toEqual([]);
    expect(life.state.owner).toBe('deputy@example.com');
    expect(whenTold(life, 'deputy@example.com').length).toBeGreaterThan(0);
  });

  it('was climbed for everybody, where a case from before says only that it was', async () => {
    const life = await openedAt('2026-11-23T09:00:00Z', on({})).run();
    const step = 'round-0/acknowledge/breach-0';
    const before: CaseEvent = {
      ...{
        type: 'told',
        step,
        to: ['lead@example.com'],
        about: { what: 'breach', target: 'acknowledge', rung: 0 },
      },
      ...{ at: life.now, by: 'retour' },
    };
    await life.world.cases.append(life.record, [before]);
    await life.skip(hours(2));
    expect(life.mailsTo('owner@example.com').filter(({ purpose }) => purpose === 'owner-escalation')).toEqual(
      [],
    );
  });
});

describe('times in a mail', () => {
  it('are those of where its reader lives', async () => {
    const people = [somebody('owner', { timeZone: 'America/Montreal', language: 'en' })];
    const life = await openedAt('2026-11-23T09:00:00Z', stage({ people })).run();
    const [mail] = life.mailsTo('owner@example.com');
    expect(mail?.text).toMatch(/Acknowledgement, Thu 26 Nov, 04:00/);
  });
});
