import '../../fixtures/quiet.ts';

import { describe, expect, it } from 'vitest';
import { MailRefusedError } from '../../../functions/ports.ts';
import { days, hours } from '../../domain/a-case.ts';
import { CaseLife, contact } from './case-life.ts';

const toldSteps = (life: CaseLife) =>
  life.record.events.flatMap((event) => (event.type === 'told' ? [event.step] : []));
const keysTo = (life: CaseLife, email: string) =>
  life.mailsTo(email).map(({ headers }) => headers?.['X-Retour-Key']?.replace('C-TEST/round-0', '') ?? '');

describe('a case that nobody looks at', () => {
  it('warns its owner at half and three quarters, then climbs the ladder, each step once', async () => {
    const life = await new CaseLife().skip(days(10));
    const steps = toldSteps(life);
    expect(new Set(steps).size).toBe(steps.length);
    for (const target of ['acknowledge', 'firstContact', 'resolution'])
      expect(steps.filter((step) => step.startsWith(`round-0/${target}/`))).toEqual(
        ['50%', '75%', 'breach-0', 'breach-1', 'breach-2'].map((rung) => `round-0/${target}/${rung}`),
      );
  });

  it('tells the owner and the lead of the breach, then the head, as the ladder has it', async () => {
    const life = await new CaseLife().run();
    await life.does(contact);
    await life.skip(days(5));
    expect(keysTo(life, 'owner@example.com')).toEqual([
      ...['', '/resolution/50%', '/resolution/75%', '/resolution/breach-0', 'C-TEST/taken-over-6'],
    ]);
    expect(keysTo(life, 'lead@example.com')).toEqual(['/resolution/breach-0', '/resolution/breach-1']);
    expect(keysTo(life, 'head@example.com')).toEqual(['/resolution/breach-2']);
    expect(life.mailsTo('lead@example.com').map(({ purpose }) => purpose)).toEqual([
      'owner-escalation',
      'owner-escalation',
    ]);
  });

  it('gives the case to the lead eight hours after the breach, once', async () => {
    const life = await new CaseLife().skip(days(10));
    const reassigned = life.record.events.filter(({ type }) => type === 'reassigned');
    expect(reassigned).toMatchObject([{ to: 'lead@example.com', team: 'care', by: 'retour' }]);
    expect(life.state.owner).toBe('lead@example.com');
  });

  it('uses two states for each time that something is due', async () => {
    const life = await new CaseLife().skip(days(3));
    expect(life.entered.filter((state) => state === 'Await')).toHaveLength(life.wakes.length);
    expect(life.entered).toHaveLength(2 * life.wakes.length);
  });

  it('stays on the list, looked at once a week, when the ladder is climbed', async () => {
    const life = await new CaseLife().skip(days(30));
    const before = life.world.mailer.sent.length;
    await life.skip(days(30));
    expect(life.world.mailer.sent).toHaveLength(before);
    expect(life.standing).toMatchObject({ at: 'await', wait: { waitSeconds: 7 * 24 * 3600 } });
  });

  it('sends one person one message, about the gravest, when the loop slept for three days', async () => {
    const life = await new CaseLife().run();
    await life.outage(days(3));
    for (const email of ['lead@example.com', 'head@example.com']) expect(life.mailsTo(email)).toHaveLength(1);
    expect(keysTo(life, 'head@example.com')[0]).toMatch(/breach-2$/);
    expect(toldSteps(life)).toContain('round-0/acknowledge/50%');
    await life.skip(0);
    // The fourth: to whose case it was.
    expect(life.world.mailer.sent).toHaveLength(4);
    expect(keysTo(life, 'owner@example.com').slice(1)).toEqual([expect.stringMatching(/taken-over-\d+$/)]);
  });

  it('says who was told what, and of what a graver message took the place', async () => {
    const life = await new CaseLife().outage(hours(2));
    expect(life.record.events.slice(1)).toMatchObject([
      { type: 'told', step: 'round-0', to: ['owner@example.com'] },
      { type: 'told', step: 'round-0/acknowledge/50%', to: [] },
    ]);
  });
});

describe('an owner who cannot be mailed', () => {
  it('has the fallback owner told in their place', async () => {
    const life = await new CaseLife().run();
    await life.act({ name: 'hand-over', to: 'other@example.com', note: '' });
    life.world.mailer.failNext(new MailRefusedError('no such mailbox'));
    await life.run();
    expect(life.mailsTo('other@example.com')).toEqual([]);
    expect(keysTo(life, 'owner@example.com').at(-1)).toMatch(/handed-over-2$/);
  });

  it('does not stop the case when they are the fallback owner themselves', async () => {
    const life = new CaseLife();
    life.world.mailer.failNext(new MailRefusedError('no such mailbox'));
    await life.run();
    expect(life.types).toEqual(['opened', 'told']);
    expect(life.world.mailer.sent).toEqual([]);
    expect(life.world.notices.published).toHaveLength(1);
    expect(life.entered).toEqual(['Work', 'Await']);
  });
});
