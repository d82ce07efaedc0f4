import '../../fixtures/quiet.ts';

import { describe, expect, it } from 'vitest';
import type { SuppressionReason } from '../../../functions/domain/customer.ts';
import type { Feedback } from '../../../functions/domain/feedback.ts';
import { CustomerHistory } from '../../../functions/record-feedback/customer-history.ts';
import { settleCase } from '../../../functions/record-feedback/settle-case.ts';
import { days, minutes } from '../../domain/a-case.ts';
import { words } from '../pages/elements.ts';
import { acknowledge, CaseLife, contact, resolve, shopFeedback, wait } from './case-life.ts';

const { answers, customerKey: _, ...rest } = shopFeedback();
const { customer: __, ...unsigned } = answers;
const anonymous: Feedback = { ...rest, answers: unsigned };

/** A case about feedback as it is, without a trace of what it leaves out. */
function about(feedback: Feedback): CaseLife {
  const life = new CaseLife();
  life.world.feedback.items.set('shop#r-1', feedback);
  return life;
}

const suppress = (life: CaseLife, reason: SuppressionReason = 'unsubscribed') =>
  life.world.customers.suppress('p-ana', 'ana@example.com', reason, life.now);

/** The customer's answer is deleted in the survey tool, as the intake hears of it. */
async function deleted(life: CaseLife): Promise<void> {
  const feedback: Feedback = { ...rest, answers: {}, deleted: true };
  life.world.feedback.items.set('shop#r-1', feedback);
  const history = new CustomerHistory(life.world.feedback, life.configuration);
  await settleCase(life.world, life.configuration, feedback, history, life.now);
  await life.run();
}

function closedFor(life: CaseLife, reason: string): void {
  expect(life.state).toMatchObject({ status: 'closed', outcome: 'no-answer', reason });
  expect(life.standing).toEqual({ at: 'closed' });
}

describe('a case that nobody can answer', () => {
  it('closes with its reason when the customer left no address at all', async () => {
    const life = await about(anonymous).run();
    await life.does(resolve);
    await life.skip(minutes(10));
    expect(life.record.events.at(-2)).toMatchObject({ type: 'not-mailed', reason: 'no-address' });
    closedFor(life, 'customer-cannot-be-asked');
  });

  it('closes with its reason when the customer refused consent', async () => {
    const life = await about(shopFeedback({ source: 'careful' })).run();
    await life.does(resolve);
    await life.skip(minutes(10));
    expect(life.record.events.at(-2)).toMatchObject({ type: 'not-mailed', reason: 'no-consent' });
    closedFor(life, 'customer-cannot-be-asked');
    expect(life.customerMails()).toEqual([]);
  });

  it.each(['unsubscribed', 'bounced', 'complained'] as const)(
    'closes with its reason when the customer was suppressed before: %s',
    async (reason) => {
      const life = new CaseLife();
      await suppress(life, reason);
      await life.run();
      await life.does(resolve);
      await life.skip(minutes(10));
      expect(life.record.events.at(-2)).toMatchObject({ type: 'not-mailed', mail: 'follow-up', reason });
      closedFor(life, 'customer-cannot-be-asked');
    },
  );

  it('closes with its reason when the customer is suppressed after the resolution', async () => {
    const life = await new CaseLife().run();
    await life.does(resolve);
    await suppress(life);
    await life.skip(minutes(10));
    expect(life.record.events.at(-2)).toMatchObject({ mail: 'follow-up', reason: 'unsubscribed' });
    closedFor(life, 'customer-cannot-be-asked');
  });

  it('closes with its reason when the customer is suppressed after the follow-up', async () => {
    const life = await new CaseLife().run();
    await life.does(resolve);
    await life.skip(days(1));
    await suppress(life);
    await life.skip(days(3));
    expect(life.customerMails()).toEqual(['follow-up']);
    expect(life.record.events.at(-2)).toMatchObject({ mail: 'recovery-survey', reason: 'unsubscribed' });
    closedFor(life, 'customer-cannot-be-asked');
  });

  it('closes with its reason when the customer is suppressed after a reopening', async () => {
    const life = await new CaseLife().run();
    await life.does(resolve);
    await life.skip(days(4));
    await life.answers(1);
    await suppress(life, 'complained');
    await life.does(resolve);
    await life.skip(minutes(10));
    expect(life.record.events.at(-2)).toMatchObject({ round: 1, reason: 'complained' });
    closedFor(life, 'customer-cannot-be-asked');
  });
});

describe('a case whose feedback is deleted', () => {
  const lives = {
    open: async () => new CaseLife().run(),
    acknowledged: async () => {
      const life = await new CaseLife().run();
      await life.does(acknowledge);
      return life;
    },
    contacted: async () => {
      const life = await new CaseLife().run();
      await life.does(contact);
      return life;
    },
    waiting: async () => {
      const life = await new CaseLife().run();
      await life.does(contact);
      await life.does(wait);
      return life;
    },
    resolved: async () => {
      const life = await new CaseLife().run();
      await life.does(resolve);
      return life;
    },
    reopened: async () => {
      const life = await new CaseLife().run();
      await life.does(resolve);
      await life.skip(days(4));
      await life.answers(1);
      return life;
    },
  };

  it.each(Object.entries(lives))('closes with its reason while it is %s', async (status, making) => {
    const life = await making();
    expect(life.state.status).toBe(status);
    const before = life.world.mailer.sent.length;
    await deleted(life);
    closedFor(life, 'feedback-deleted');
    await life.skip(days(40));
    expect(life.world.mailer.sent).toHaveLength(before);
  });

  it('stays closed as it was when it is closed already', async () => {
    const life = await new CaseLife().run();
    await life.does(resolve);
    await life.skip(days(4));
    await life.answers(5);
    const before = life.types;
    await deleted(life);
    expect(life.types).toEqual(before);
    expect(life.state).toMatchObject({ status: 'closed', outcome: 'recovered', reason: 'answered' });
  });
});

describe('the owner', () => {
  const told = (life: CaseLife) => life.mailsTo('owner@example.com')[0];

  it('is told at the opening that there is no address to write to', async () => {
    const mail = told(await about(anonymous).run());
    expect(mail?.text).toContain('Pas d’adresse\u202f: impossible d’écrire au client.');
    expect(words(mail?.html ?? '')).toContain('Pas d’adresse\u202f: impossible d’écrire au client.');
  });

  it('is told at the opening that the customer refused, or stopped our mail before', async () => {
    const careful = await about(shopFeedback({ source: 'careful' })).run();
    expect(told(careful)?.text).toContain('Pas de consentement');
    const life = new CaseLife();
    await suppress(life);
    expect(told(await life.run())?.text).toContain('Désinscrit');
  });

  it('is told nothing of the kind about a customer who can be written to', async () => {
    expect(told(await new CaseLife().run())?.text).not.toContain('impossible d’écrire');
  });
});

describe('the owner of a reopened case', () => {
  it('reads first what was answered, by whom and when, and what the customer says of it', async () => {
    const life = await new CaseLife().run();
    await life.does(resolve, 'other@example.com');
    await life.skip(days(4));
    await life.answers(2, { comment: 'Toujours rien.' });
    const text = life.mailsTo('owner@example.com').at(-1)?.text ?? '';
    const at = (part: string) => {
      expect(text).toContain(part);
      return text.indexOf(part);
    };
    const order = [
      'le cas est rouvert',
      'Other, lun. 23 nov. 09:00',
      'Cause principale\u202f: Transporteur',
      '> Reparti en express.',
      'ven. 27 nov. 09:00',
      'Avons-nous réparé les choses',
      '2/5',
      '> Toujours rien.',
      '> Livraison en retard, personne ne répond.',
    ].map(at);
    expect(order).toEqual(order.toSorted((one, other) => one - other));
  });
});
