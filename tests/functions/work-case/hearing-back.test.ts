import '../../fixtures/quiet.ts';

import { describe, expect, it } from 'vitest';
import type { Configuration } from '../../../functions/domain/configuration.ts';
import type { Customer } from '../../../functions/domain/customer.ts';
import type { Feedback } from '../../../functions/domain/feedback.ts';
import { configuration, days, hours, minutes, monday } from '../../domain/a-case.ts';
import { CaseLife, resolve, shopFeedback } from './case-life.ts';

async function resolved(feedback: Partial<Feedback> = {}, customer: Partial<Customer> = {}) {
  const life = new CaseLife({ feedback });
  life.world.customers.customers.set('p-ana', {
    key: 'p-ana',
    email: 'ana@example.com',
    lastMailed: {},
    ...customer,
  });
  await life.run();
  await life.does(resolve);
  return life.skip(minutes(10));
}

describe('a customer for whom it was not put right', () => {
  it('has the case reopened one priority higher, its clocks begun anew and its owner told', async () => {
    const life = await resolved();
    await life.skip(days(3));
    await life.answers(2, { comment: 'Toujours rien.' });
    expect(life.state).toMatchObject({ status: 'reopened', priority: 'high', round: 1 });
    expect(life.mailsTo('owner@example.com').at(-1)).toMatchObject({
      headers: { 'X-Retour-Key': 'C-TEST/round-1' },
    });
    expect(life.standing).toMatchObject({ at: 'await', wait: { waitSeconds: 2 * 3600 } });
  });

  it('is lost the second time', async () => {
    const life = await resolved();
    await life.skip(days(3));
    await life.answers(2);
    await life.skip(days(5));
    await life.does(resolve);
    await life.skip(days(4));
    expect(life.customerMails()).toEqual(['follow-up', 'recovery-survey', 'follow-up', 'recovery-survey']);
    await life.answers(1);
    expect(life.state).toMatchObject({ status: 'closed', outcome: 'lost', reason: 'answered-low-again' });
    expect(life.standing).toEqual({ at: 'closed' });
  });

  it('is recovered when the second time helped', async () => {
    const life = await resolved();
    await life.skip(days(3));
    await life.answers(1);
    await life.skip(days(5));
    await life.does(resolve);
    await life.skip(days(4));
    await life.answers(4);
    expect(life.state).toMatchObject({ status: 'closed', outcome: 'recovered' });
  });
});

describe('a customer who is not to be mailed', () => {
  const mute = {
    'no-address': resolved({ answers: { ...shopFeedback().answers, customer: { name: 'Ana' } } }),
    'no-consent': resolved({ source: 'careful' }),
    unsubscribed: resolved({}, { suppressed: { reason: 'unsubscribed', at: monday } }),
    bounced: resolved({}, { suppressed: { reason: 'bounced', at: monday } }),
    complained: resolved({}, { suppressed: { reason: 'complained', at: monday } }),
  };

  it.each(Object.entries(mute))('(%s) has a case that closes with the reason', async (reason, making) => {
    const life = await making;
    expect(life.customerMails()).toEqual([]);
    expect(life.record.events.slice(-2)).toMatchObject([
      { type: 'not-mailed', mail: 'follow-up', round: 0, reason },
      { type: 'closed', outcome: 'no-answer', reason: 'customer-cannot-be-asked' },
    ]);
    expect(life.standing).toEqual({ at: 'closed' });
  });

  it('gets an answer to this complaint, but no question, when another case asked days before', async () => {
    const life = await resolved({}, { lastMailed: { 'recovery-survey': monday - days(1) } });
    expect(life.customerMails()).toEqual(['follow-up']);
    await life.skip(days(3));
    expect(life.customerMails()).toEqual(['follow-up']);
    expect(life.record.events.at(-2)).toMatchObject({ type: 'not-mailed', reason: 'asked-recently' });
  });

  it('gets nothing once their answer was deleted', async () => {
    const life = await new CaseLife().run();
    await life.does(resolve);
    const { answers: _, ...rest } = shopFeedback();
    life.world.feedback.items.set('shop#r-1', { ...rest, answers: {}, deleted: true });
    await life.skip(minutes(10));
    expect(life.record.events.at(-2)).toMatchObject({ type: 'not-mailed', reason: 'deleted' });
    expect(life.world.mailer.sent.map(({ purpose }) => purpose)).toEqual(['owner-notification']);
  });
});

describe('quiet hours', () => {
  const quiet = (from: string, to: string): Configuration => ({
    ...configuration,
    mail: { ...configuration.mail, quietHours: { from, to, timeZone: 'Europe/Paris' } },
  });

  it.each([
    ['over midnight', quiet('21:00', '08:00'), hours(13), hours(23)],
    ['within a day', quiet('12:00', '14:00'), hours(3) + minutes(30), hours(5)],
    ['until midnight', quiet('20:00', '00:00'), hours(13), hours(15)],
  ])('(%s) keep a mail until they end, to the minute', async (_, hushed, resolvedAfter, opening) => {
    const life = await new CaseLife({ configuration: hushed }).skip(resolvedAfter);
    await life.does(resolve);
    await life.skip(opening - resolvedAfter - 1);
    expect(life.customerMails()).toEqual([]);
    expect(life.record.events.at(-1)).toMatchObject({ type: 'mail-postponed', until: monday + opening });
    await life.skip(1);
    expect(life.customerMails()).toEqual(['follow-up']);
  });

  it('do not keep owners from being told', async () => {
    const life = await new CaseLife({ configuration: quiet('08:00', '20:00') }).run();
    expect(life.mailsTo('owner@example.com')).toHaveLength(1);
  });
});
