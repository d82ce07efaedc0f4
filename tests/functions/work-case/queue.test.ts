import '../../fixtures/quiet.ts';

import { describe, expect, it } from 'vitest';
import { actOnCase } from '../../../functions/act-on-case/act-on-case.ts';
import { allowedActions } from '../../../functions/domain/actions.ts';
import { readLink } from '../../../functions/links.ts';
import { aCase, days, hours, minutes } from '../../domain/a-case.ts';
import { away, somebody, staffed } from '../../domain/a-roster.ts';
import { acknowledge, CaseLife, contact, handOver, shopFeedback } from './case-life.ts';

const take = { name: 'take' } as const;

/** A case in the queue of a team of two, besides its lead. */
function queued(more = {}): CaseLife {
  const people = [somebody('owner'), somebody('other', { language: 'en', ...more })];
  const life = new CaseLife({ configuration: staffed(people, { assign: 'queue' }) });
  const [opened] = aCase().events;
  if (opened?.type !== 'opened') throw new Error('the case does not open');
  const inQueue = { owner: 'lead@example.com', ownerFrom: 'queue', queue: true } as const;
  life.world.cases.cases.set('C-TEST', { ...aCase(), events: [{ ...opened, ...inQueue }] });
  return life;
}

describe('a case in a queue', () => {
  it('is told to the lead and to everybody of the team who is there, each with a link to act', async () => {
    const life = await queued().run();
    expect(life.world.mailer.sent.map(({ to }) => to.email)).toEqual([
      'lead@example.com',
      'owner@example.com',
      'other@example.com',
    ]);
    const [mail] = life.mailsTo('other@example.com');
    expect(mail?.subject).toMatch(/^Team queue/);
    expect(mail?.text).toMatch(/It belongs to whoever takes it first/);
    expect(mail?.text).toMatch(/in\syour\steam’s\squeue/);
    const link = /https:\S+/.exec(mail?.text ?? '')?.[0] ?? '';
    const right = readLink(link.split('/').at(-1) ?? '', 'act', await life.world.linkKeys.keys(), life.now);
    expect(right).toMatchObject({ kind: 'granted', right: { by: 'other@example.com' } });
    expect(life.mailsTo('lead@example.com')[0]?.text).toContain(
      'Un client attend la réponse de votre équipe',
    );
  });

  it('is not told to who is away', async () => {
    const life = await queued(away('2026-11-23')).run();
    expect(life.mailsTo('other@example.com')).toEqual([]);
  });

  it('is told to who was away once they are back, as long as nobody has taken it', async () => {
    const life = await queued({ ...away('2026-11-23'), hours: 'office' }).run();
    await life.skip(hours(8));
    expect(life.mailsTo('other@example.com')).toEqual([]);
    await life.skip(days(1));
    expect(life.mailsTo('other@example.com')[0]?.subject).toMatch(/^Team queue/);
    const taken = await queued({ ...away('2026-11-23'), hours: 'office' }).run();
    await taken.does(take, 'owner@example.com');
    await taken.skip(days(2));
    expect(taken.mailsTo('other@example.com')).toEqual([]);
  });

  it('is told to the only one of the team once they are back, who was away when it came', async () => {
    const life = new CaseLife({
      configuration: staffed([somebody('owner', { ...away('2026-11-23'), hours: 'office' })], {
        assign: 'queue',
      }),
    });
    const [first] = aCase().events;
    if (first?.type !== 'opened') throw new Error('the case does not open');
    const inQueue = { owner: 'lead@example.com', ownerFrom: 'queue', queue: true } as const;
    life.world.cases.cases.set('C-TEST', { ...aCase(), events: [{ ...first, ...inQueue }] });
    await life.run();
    expect(life.mailsTo('owner@example.com')).toEqual([]);
    await life.skip(days(1.2));
    expect(life.mailsTo('owner@example.com')[0]?.subject).toMatch(/^File de l’équipe/);
  });

  it('wakes up for whoever comes back to it, when nothing else is due for days', async () => {
    const life = new CaseLife({
      configuration: {
        ...staffed([somebody('owner', { ...away('2026-11-23'), hours: 'office' })], { assign: 'queue' }),
        policies: queued().configuration.policies.map((one) => ({
          ...one,
          warnAt: [],
          ladder: [],
        })),
      },
    });
    life.world.cases.cases.set('C-TEST', queued().record);
    await life.run();
    await life.skip(days(1) + minutes(1));
    expect(life.mailsTo('owner@example.com')).toHaveLength(1);
  });

  it('gives a link to act to whoever of the team also watches it', async () => {
    const life = queued();
    const [opened] = life.record.events;
    if (opened?.type !== 'opened') throw new Error('the case does not open');
    life.world.cases.cases.set('C-TEST', {
      ...life.record,
      events: [{ ...opened, watchers: ['other@example.com'] }],
    });
    await life.run();
    const [mail, ...others] = life.mailsTo('other@example.com');
    expect(others).toEqual([]);
    const link =
      /https:\S+/
        .exec(mail?.text ?? '')?.[0]
        ?.split('/')
        .at(-1) ?? '';
    expect(readLink(link, 'act', await life.world.linkKeys.keys(), life.now).kind).toBe('granted');
  });

  it('brings its reminders to the lead in words that fit a queue', async () => {
    const life = queued();
    const [policy] = life.configuration.policies;
    if (!policy) throw new Error('there is no policy');
    const nagging = {
      ...life.configuration,
      policies: [{ ...policy, warnAt: [], ladder: [], nagEvery: hours(2) }],
    };
    const again = new CaseLife({ configuration: nagging });
    again.world.cases.cases.set('C-TEST', life.record);
    await again.skip(hours(2));
    const reminder = again.mailsTo('lead@example.com').at(-1);
    expect(reminder?.text).toContain('Personne n’a encore pris ce cas dans la file');
    expect(reminder?.text.replaceAll(/\s+/g, ' ')).toContain('Dès que quelqu’un le prend');
  });

  it('can only be taken or handed over', async () => {
    const life = await queued().run();
    expect(allowedActions(life.state, life.now)).toEqual(['take', 'hand-over']);
    expect(await life.act(acknowledge, 'other@example.com')).toEqual({ kind: 'refused' });
    expect(await life.act(contact, 'other@example.com')).toEqual({ kind: 'refused' });
  });

  it('belongs to whoever takes it, which acknowledges it, and tells nobody anything new', async () => {
    const life = await queued().run();
    await life.skip(minutes(5));
    expect(await life.does(take, 'other@example.com')).toMatchObject({ kind: 'accepted' });
    expect(life.state).toMatchObject({
      status: 'acknowledged',
      owner: 'other@example.com',
      team: 'care',
      acknowledgedAt: life.now,
    });
    expect(life.state.queue).toBeUndefined();
    expect(life.world.mailer.sent).toHaveLength(3);
    expect(allowedActions(life.state, life.now)).toContain('contacted');
  });

  it('belongs to the first of two, and the second is told that it has gone', async () => {
    const life = await queued().run();
    await life.does(take, 'other@example.com');
    expect(await life.does(take, 'other@example.com')).toEqual({ kind: 'refused' });
    expect(await life.does(take, 'owner@example.com')).toEqual({ kind: 'refused' });
    expect(life.state.owner).toBe('other@example.com');
  });

  it('taken by a double tap is taken once', async () => {
    const life = await queued().run();
    const expects = life.record.events.length;
    await life.does(take, 'other@example.com');
    const file = {
      record: life.record,
      feedback: shopFeedback(),
      history: [],
      viewer: 'other@example.com',
      mayAct: true,
    };
    expect(
      await actOnCase(life.world, life.configuration, file, { action: take, expects }, life.now),
    ).toEqual({
      kind: 'already-done',
    });
  });

  it('is back in the queue when the taking is taken back', async () => {
    const life = await queued().run();
    await life.does(take, 'other@example.com');
    await life.does({ name: 'undo', event: life.state.undoable?.event ?? -1 }, 'other@example.com');
    expect(life.state).toMatchObject({ status: 'open', owner: 'lead@example.com', queue: true });
  });

  it('can be handed to anybody, its lead among them, and nobody has lost it', async () => {
    for (const to of ['lead@example.com', 'owner@example.com']) {
      const life = await queued().run();
      await life.does(handOver(to), 'other@example.com');
      expect(life.state.owner).toBe(to);
      expect(life.state.queue).toBeUndefined();
      expect(life.record.events.at(-1)).toMatchObject({ type: 'told', to: [to] });
      expect(life.types.filter((type) => type === 'told')).toHaveLength(2);
    }
  });

  it('that nobody takes is the lead’s by the ladder', async () => {
    const life = await queued().run();
    await life.skip(days(2));
    expect(life.types.filter((type) => type === 'reassigned')).toHaveLength(1);
    expect(life.state.owner).toBe('lead@example.com');
    expect(life.state.queue).toBeUndefined();
    expect(life.mailsTo('lead@example.com').length).toBeGreaterThan(1);
  });

  it('warns its lead alone', async () => {
    const life = await queued().run();
    await life.skip(hours(3));
    expect(life.mailsTo('lead@example.com').length).toBeGreaterThan(1);
    expect(life.mailsTo('other@example.com')).toHaveLength(1);
  });
});
