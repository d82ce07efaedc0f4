import '../../fixtures/quiet.ts';

import { describe, expect, it } from 'vitest';
import { event, hours } from '../../domain/a-case.ts';
import { CaseLife, contact, resolve, shopFeedback } from './case-life.ts';

const joining = { type: 'feedback-joined', feedbackId: 'shop#r-2' } as const;
const textOf = (mail: { text: string } | undefined) => mail?.text.replaceAll(/\s+/g, ' ') ?? '';

/** A case that somebody contacted the customer about, who then gives another answer. */
async function joined(): Promise<CaseLife> {
  const life = await new CaseLife().run();
  await life.does(contact);
  const comment = 'Et la facture est fausse.';
  life.world.feedback.items.set(
    'shop#r-2',
    shopFeedback({ id: 'shop#r-2', answers: { ...shopFeedback().answers, comment } }),
  );
  await life.skip(hours(1));
  const told = { ...event(0, joining, 'customer'), at: life.now };
  await life.world.cases.append(life.record, [told]);
  // Whoever adds the event wakes the machine.
  life.standing = { at: 'work' };
  return life.run();
}

describe('another answer that joins a case', () => {
  it('is told to its owner once, in its own words', async () => {
    const life = await joined();
    const mails = life
      .mailsTo('owner@example.com')
      .filter(({ subject }) => subject.includes('Autre réponse'));
    expect(mails).toHaveLength(1);
    expect(textOf(mails[0])).toContain(
      'Votre client a donné une autre réponse : elle fait partie du même cas',
    );
    expect(textOf(mails[0])).toContain('Et la facture est fausse.');
  });

  it('wants to be answered, as any word of the customer after the first contact', async () => {
    const life = await joined();
    expect(life.state.exchanges).toMatchObject([{ askedAt: expect.any(Number) }]);
    await life.does(resolve);
    expect(life.state.exchanges[0]?.answeredAt).toBeDefined();
  });
});
