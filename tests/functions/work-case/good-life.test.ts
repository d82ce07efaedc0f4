import '../../fixtures/quiet.ts';

import { describe, expect, it } from 'vitest';
import { days, hours, minutes } from '../../domain/a-case.ts';
import { acknowledge, CaseLife, contact, handOver, resolve, resume, wait } from './case-life.ts';

describe('a case that goes well', () => {
  it('costs ten states from its opening to a customer who says that it helped', async () => {
    const life = await new CaseLife().skip(minutes(20));
    await life.does(acknowledge);
    await life.does(contact);
    await life.does(resolve);
    await life.skip(days(4));
    await life.answers(5);
    expect(life.types).toEqual([
      ...['opened', 'told', 'acknowledged', 'contacted', 'resolved'],
      ...['mailed', 'mailed', 'survey-answered', 'closed'],
    ]);
    expect(life.state).toMatchObject({ status: 'closed', outcome: 'recovered', reason: 'answered' });
    expect(life.standing).toEqual({ at: 'closed' });
    expect(life.entered.filter((state) => state === 'Work')).toHaveLength(3);
    expect(life.entered.filter((state) => state === 'Await')).toHaveLength(6);
    expect(life.entered).toHaveLength(10);
  });

  it('tells the owner once, with their own link, and the topic without it', async () => {
    const life = await new CaseLife().run();
    expect(life.mailsTo('owner@example.com')).toMatchObject([
      { purpose: 'owner-notification', to: { name: 'Owner' }, headers: { 'X-Retour-Key': 'C-TEST/round-0' } },
    ]);
    expect(life.mailsTo('owner@example.com')[0]?.text).toContain('https://retour.example/cases/');
    expect(life.world.notices.published).toMatchObject([{ event: 'opened', owner: 'owner@example.com' }]);
    expect(life.world.notices.published[0]?.text).not.toContain('http');
  });

  it('mails the customer when the resolution can no longer be taken back, and asks three days later', async () => {
    const life = await new CaseLife().run();
    await life.does(resolve);
    await life.skip(minutes(10) - 1);
    expect(life.customerMails()).toEqual([]);
    await life.skip(1);
    expect(life.customerMails()).toEqual(['follow-up']);
    await life.skip(days(3));
    expect(life.customerMails()).toEqual(['follow-up', 'recovery-survey']);
  });

  it('closes without an answer a week after it was asked for', async () => {
    const life = await new CaseLife().run();
    await life.does(resolve);
    await life.skip(minutes(10) + days(10) - 1);
    expect(life.state.status).toBe('resolved');
    await life.skip(1);
    expect(life.state).toMatchObject({ status: 'closed', outcome: 'no-answer', reason: 'nobody-answered' });
    expect(life.standing).toEqual({ at: 'closed' });
  });
});

describe('an owner who waits for the customer', () => {
  it('has the ball back when the longest wait is over, and the clock goes on from there', async () => {
    const life = await new CaseLife().run();
    await life.does(contact);
    await life.skip(hours(10));
    await life.does(wait);
    await life.skip(days(7) - 1);
    expect(life.state.status).toBe('waiting');
    expect(life.mailsTo('owner@example.com')).toHaveLength(1);
    await life.skip(1);
    expect(life.record.events.at(-1)).toMatchObject({ type: 'resumed', by: 'retour' });
    await life.skip(hours(26));
    expect(life.types.at(-1)).toBe('told');
  });

  it('is not warned while the customer has the ball, and is after resuming', async () => {
    const life = await new CaseLife().run();
    await life.does(contact);
    await life.does(wait);
    await life.skip(days(5));
    expect(life.mailsTo('owner@example.com')).toHaveLength(1);
    await life.does(resume);
    await life.skip(hours(36));
    expect(life.record.events.at(-1)).toMatchObject({
      type: 'told',
      about: { what: 'warning', target: 'resolution', percent: 50 },
    });
  });
});

describe('a case that changes hands', () => {
  it('tells the new owner at once, in their language, and the old one nothing more', async () => {
    const life = await new CaseLife().skip(minutes(1));
    await life.does(handOver('other@example.com'));
    expect(life.mailsTo('other@example.com')).toHaveLength(1);
    expect(life.mailsTo('other@example.com')[0]?.html).toContain('lang="en"');
    expect(life.mailsTo('owner@example.com')).toHaveLength(1);
    expect(life.state).toMatchObject({ owner: 'other@example.com', team: 'care' });
    await life.skip(hours(2));
    expect(life.mailsTo('other@example.com')).toHaveLength(2);
  });
});

describe('an action that is taken back', () => {
  it('keeps the customer from being mailed', async () => {
    const life = await new CaseLife().run();
    await life.does(contact);
    await life.does(resolve);
    await life.skip(minutes(9));
    expect(await life.does({ name: 'undo', event: life.types.indexOf('resolved') })).toMatchObject({
      kind: 'accepted',
    });
    await life.skip(hours(1));
    expect(life.customerMails()).toEqual([]);
    expect(life.state.status).toBe('contacted');
  });

  it('lets the customer be mailed once when the case is resolved anew', async () => {
    const life = await new CaseLife().run();
    await life.does(resolve);
    await life.does({ name: 'undo', event: life.types.indexOf('resolved') });
    await life.skip(minutes(5));
    await life.does({ ...resolve, note: 'Remboursé.' });
    await life.skip(minutes(10));
    const [mail, ...more] = life.mailsTo('ana@example.com');
    expect(mail?.text).toContain('Remboursé.');
    expect(more).toEqual([]);
  });

  it('puts the clocks back to where they were', async () => {
    const life = await new CaseLife().run();
    await life.does(acknowledge);
    await life.does({ name: 'undo', event: life.types.indexOf('acknowledged') });
    await life.skip(hours(2));
    expect(life.record.events.at(-1)).toMatchObject({ type: 'told', step: 'round-0/acknowledge/50%' });
  });
});
