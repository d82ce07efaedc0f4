import '../../fixtures/quiet.ts';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agendaOf } from '../../../functions/domain/agenda.ts';
import { awayAt } from '../../../functions/domain/presence.ts';
import { readLink } from '../../../functions/links.ts';
import { aCase, days, hours, configuration as usual } from '../../domain/a-case.ts';
import { away, somebody, staffed } from '../../domain/a-roster.ts';
import { acknowledge, CaseLife, contact, handOver, wait } from './case-life.ts';

const owner = somebody('owner');
const other = somebody('other', { language: 'en' });
// The case opens on Monday the 23rd; its first contact is due on Tuesday, its resolution on Thursday, at 9:00.
const fromTuesday = away('2026-11-24', '2026-12-04');

const handOvers = (life: CaseLife) => life.record.events.filter(({ type }) => type === 'handed-over');
const textOf = (mail: { text: string } | undefined) => mail?.text.replaceAll(/\s+/g, ' ') ?? '';

describe('an owner who will be away when a target is due', () => {
  const stage = staffed([{ ...owner, ...fromTuesday, deputy: 'other@example.com' }, other]);

  it('hands over when they leave, before the breach, once, and the clocks stay as they were', async () => {
    const life = await new CaseLife({ configuration: stage }).run();
    await life.does(acknowledge);
    await life.skip(days(10));
    expect(handOvers(life)).toEqual([
      {
        type: 'handed-over',
        at: Date.parse('2026-11-23T23:00:00Z'),
        by: 'retour',
        from: 'owner@example.com',
        to: 'other@example.com',
        team: 'care',
        note: '',
        why: 'absent',
        back: '2026-12-05',
      },
    ]);
    const breach = life.record.events.find((event) => event.type === 'told' && event.about.what === 'breach');
    expect(breach?.at).toBe(Date.parse('2026-11-24T08:00:00Z'));
    expect(breach).toMatchObject({ to: ['other@example.com', 'lead@example.com'] });
  });

  it('and whoever gets the case are both told, each in their language, with why and until when', async () => {
    const life = await new CaseLife({ configuration: stage }).run();
    await life.skip(hours(20));
    expect(life.state.owner).toBe('other@example.com');
    const gained = life.mailsTo('other@example.com')[0];
    expect(gained?.subject).toContain('Now yours');
    expect(textOf(gained)).toContain('This case is now yours owner is away, and back on 5 December 2026.');
    const lost = life.mailsTo('owner@example.com').at(-1);
    expect(lost?.subject).toContain('Plus à vous');
    expect(textOf(lost)).toContain(
      'Votre cas a été confié à other Vous êtes en absence, de retour le 5 décembre 2026',
    );
    expect(lost?.purpose).toBe('owner-notification');
  });

  it('is left with a link that only shows the case', async () => {
    const life = await new CaseLife({ configuration: stage }).run();
    await life.skip(hours(20));
    const link = /https:\S+/.exec(life.mailsTo('owner@example.com').at(-1)?.text ?? '')?.[0] ?? '';
    const keys = await life.world.linkKeys.keys();
    const read = (to: 'see' | 'act') => readLink(link.split('/').at(-1) ?? '', to, keys, life.now).kind;
    expect([read('see'), read('act')]).toEqual(['granted', 'broken']);
  });

  it('costs two transitions more', async () => {
    const here = staffed([owner, other]);
    const entered = async (configuration: typeof stage) =>
      (await new CaseLife({ configuration }).skip(days(3))).entered.length;
    expect((await entered(stage)) - (await entered(here))).toBe(2);
  });

  it('hands over at once when they have left, before anybody is told of anything', async () => {
    const gone = staffed([{ ...owner, ...away('2026-11-23', '2026-12-04') }, other]);
    const life = await new CaseLife({ configuration: gone }).run();
    expect(life.types.slice(0, 2)).toEqual(['opened', 'handed-over']);
    expect(life.mailsTo('owner@example.com')).toHaveLength(1);
    expect(life.mailsTo('other@example.com')).toHaveLength(1);
  });

  it('hands over what is overdue already', async () => {
    const life = await new CaseLife({ configuration: staffed([owner, other]) }).run();
    await life.does(contact);
    await life.skip(days(2));
    const later = staffed([{ ...owner, ...away('2026-11-26', '2026-11-27') }, other]);
    const agenda = agendaOf(life.record, later, Date.parse('2026-11-26T09:00:00Z'));
    expect(agenda.find(({ kind }) => kind === 'hand-over')).toMatchObject({
      to: 'other@example.com',
      back: '2026-11-28',
    });
  });

  it('keeps what they resolved', async () => {
    const life = await new CaseLife({ configuration: stage }).run();
    await life.does({ name: 'resolve', rootCause: 'carrier', note: 'Reparti.' });
    await life.skip(days(5));
    expect(handOvers(life)).toEqual([]);
  });
});

describe('an owner who is back in time', () => {
  it('keeps the case', async () => {
    // Away all Tuesday after the contact; the resolution is due on Thursday.
    const stage = staffed([{ ...owner, ...away('2026-11-24'), deputy: 'other@example.com' }, other]);
    const life = await new CaseLife({ configuration: stage }).run();
    await life.does(contact);
    await life.skip(days(2));
    expect(handOvers(life)).toEqual([]);
    expect(life.state.owner).toBe('owner@example.com');
  });

  it('keeps it while the customer has the ball for long enough', async () => {
    const stage = staffed([{ ...owner, ...away('2026-11-25', '2026-11-26') }, other]);
    const life = await new CaseLife({ configuration: stage }).run();
    await life.does(contact);
    await life.does(wait);
    await life.skip(days(4));
    expect(handOvers(life)).toEqual([]);
  });
});

describe('whoever takes over', () => {
  const steps = (people: Parameters<typeof staffed>[0], lead = {}, at = '2026-11-24T07:00:00Z') =>
    agendaOf(aCase(), staffed(people, { lead }), Date.parse(at)).filter(({ kind }) => kind === 'hand-over');

  it('is one of the team where there is no deputy, else its lead', () => {
    const third = somebody('third');
    expect(steps([{ ...owner, ...fromTuesday }, { ...other, ...fromTuesday }, third])).toMatchObject([
      { to: 'third@example.com' },
    ]);
    expect(steps([{ ...owner, ...fromTuesday }])).toMatchObject([{ to: 'lead@example.com' }]);
  });

  it('is nobody while nobody is there: the ladder has the case', async () => {
    const configuration = staffed([{ ...owner, ...fromTuesday }], { lead: fromTuesday });
    const everybody = {
      ...configuration,
      people: configuration.people.map((one) => ({ ...one, ...fromTuesday })),
    };
    const life = await new CaseLife({ configuration: everybody }).skip(days(8));
    expect(handOvers(life)).toEqual([]);
    expect(life.types).toContain('reassigned');
  });

  it('hands over in turn when they leave as well', async () => {
    const stage = staffed([
      { ...owner, ...fromTuesday, deputy: 'other@example.com' },
      { ...other, ...away('2026-11-25', '2026-12-04') },
      somebody('third'),
    ]);
    const life = await new CaseLife({ configuration: stage }).run();
    await life.does(contact);
    await life.skip(days(2));
    expect(handOvers(life)).toMatchObject([{ to: 'other@example.com' }, { to: 'third@example.com' }]);
  });
});

describe('the ladder', () => {
  it('tells whose case it was that the time was up', async () => {
    const life = await new CaseLife({ configuration: staffed([owner, other]) }).skip(days(2));
    const reassigned = life.record.events.find(({ type }) => type === 'reassigned');
    expect(reassigned).toMatchObject({ to: 'lead@example.com', from: 'owner@example.com' });
    expect(textOf(life.mailsTo('owner@example.com').at(-1))).toContain(
      'Votre cas a été confié à lead Le délai était écoulé.',
    );
    const told = life.record.events.filter(
      (event) => event.type === 'told' && event.about.what === 'taken-over',
    );
    expect(told).toMatchObject([
      { to: ['owner@example.com'], about: { to: 'lead@example.com', why: 'late' } },
    ]);
  });

  it('gives a case to the lead’s deputy while the lead is away', async () => {
    const lead = { ...fromTuesday, deputy: 'other@example.com' };
    const life = await new CaseLife({ configuration: staffed([owner, other], { lead }) }).skip(days(2));
    expect(life.record.events.filter(({ type }) => type === 'reassigned')).toMatchObject([
      { to: 'other@example.com' },
    ]);
  });
});

describe('a hand-over by a person', () => {
  it('tells whose case it was, if somebody else handed it over', async () => {
    const life = await new CaseLife({ configuration: staffed([owner, other]) }).run();
    await life.does(handOver('other@example.com'), 'lead@example.com');
    expect(textOf(life.mailsTo('owner@example.com').at(-1))).toContain('Votre cas a été confié à other');
    expect(life.mailsTo('other@example.com')).toHaveLength(1);
  });

  it('tells nobody what they did themselves', async () => {
    const life = await new CaseLife({ configuration: staffed([owner, other]) }).run();
    await life.does(handOver('other@example.com'));
    expect(life.mailsTo('owner@example.com')).toHaveLength(1);
  });

  it('done before it was written down whose case it was tells nobody anything late', () => {
    const old = { type: 'handed-over', to: 'other@example.com', team: 'care', note: '' } as const;
    const record = aCase({ ...old, at: aCase().events[0]?.at ?? 0, by: 'lead@example.com' });
    const keys = agendaOf(record, usual, record.events[0]?.at ?? 0).flatMap((step) =>
      step.kind === 'tell' ? [step.key] : [],
    );
    expect(keys).toContain('handed-over-1');
    expect(keys.filter((key) => key.startsWith('taken-over'))).toEqual([]);
  });
});

describe('whatever absences there are', () => {
  const iso = (n: number) => new Date(Date.UTC(2026, 10, 20 + n)).toISOString().slice(0, 10);
  const absences = fc
    .array(fc.tuple(fc.nat(16), fc.nat(6)), { maxLength: 4 })
    .map((list) => list.map(([from, length]) => ({ from: iso(from), to: iso(from + length) })));
  const deputy = fc.option(fc.constantFrom('p1', 'p2', 'lead'), { nil: undefined });
  const person = fc.record({ absences, deputy });
  const company = fc.tuple(person, person, person, person).map((list) => {
    const named = ['owner', 'p1', 'p2', 'lead'].map((name, index) => {
      const { absences: off = [], deputy: standIn } = list[index] ?? {};
      // Towards the end of the roster only, so that deputies never stand in a circle.
      const order = ['owner', 'p1', 'p2', 'lead'];
      const later = standIn !== undefined && order.indexOf(standIn) > index;
      return somebody(name, { absences: off, ...(later && { deputy: `${standIn}@example.com` }) });
    });
    const { absences: off = [] } = named[3] ?? {};
    return staffed(named.slice(0, 3), { lead: { absences: off } });
  });

  it('the case comes to rest, goes only to who is there, and the agenda says the same twice', async () => {
    await fc.assert(
      fc.asyncProperty(company, async (configuration) => {
        const life = await new CaseLife({ configuration }).skip(days(14));
        for (const event of life.record.events)
          if (event.type === 'handed-over') {
            expect(awayAt(event.to, configuration, event.at)).toBeUndefined();
            expect(awayAt(event.from ?? '', configuration, event.at)).toBeDefined();
          }
        expect(agendaOf(life.record, configuration, life.now)).toEqual(
          agendaOf(life.record, configuration, life.now),
        );
        expect(life.standing.at).toBe('await');
      }),
      { numRuns: 60 },
    );
  });
});
