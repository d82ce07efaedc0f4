import '../../fixtures/quiet.ts';

import { describe, expect, it, vi } from 'vitest';
import { mailCustomer } from '../../../functions/customer-mail/mail-customer.ts';
import type { Configuration } from '../../../functions/domain/configuration.ts';
import type { MailPurpose } from '../../../functions/domain/customer.ts';
import type { Feedback } from '../../../functions/domain/feedback.ts';
import { MailNotSentError, MailRefusedError } from '../../../functions/ports.ts';
import { configuration, days, hours, monday } from '../../domain/a-case.ts';
import { memoryPorts } from '../../memory/memory-ports.ts';
import { baseUrl, shopFeedback } from '../work-case/case-life.ts';

interface Sending {
  readonly purpose?: MailPurpose;
  readonly feedback?: Partial<Feedback>;
  readonly now?: number;
  readonly around?: Configuration;
}

function desk() {
  const ports = memoryPorts();
  const write = vi.fn((url: string) => ({ subject: 'Votre avis', html: `<a href="${url}">`, text: url }));
  const send = ({
    purpose = 'follow-up',
    feedback = {},
    now = monday,
    around = configuration,
  }: Sending = {}) =>
    mailCustomer(
      ports,
      { configuration: around, baseUrl },
      { purpose, mailId: `${purpose}/C-TEST/0`, feedback: shopFeedback(feedback), language: 'fr', write },
      now,
    );
  return { ...ports, send, write };
}

describe('mail to a customer', () => {
  it('goes out once, whoever and how many send it at the same time', async () => {
    const { send, mailer } = desk();
    const fates = await Promise.all(Array.from({ length: 20 }, () => send()));
    expect(mailer.sent).toHaveLength(1);
    expect(fates.filter(({ kind }) => kind === 'mailed')).toHaveLength(1);
    expect(fates.filter(({ kind }) => kind === 'mailed-before')).toHaveLength(19);
  });

  it('carries a link and the headers that stop it with one click', async () => {
    const { send, mailer } = desk();
    await send();
    const [mail] = mailer.sent;
    const url = mail?.text ?? '';
    expect(url).toMatch(/^https:\/\/retour\.example\/unsubscribe\//);
    expect(mail).toMatchObject({
      to: { email: 'ana@example.com', name: 'Ana' },
      headers: { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
    });
  });

  it('leads to a page in the language of the mail, whatever that of the browser', async () => {
    const { send, mailer } = desk();
    await send();
    expect(mailer.sent[0]?.text).toMatch(/\?lang=fr$/);
  });

  it('that certainly did not go out is tried again by the caller', async () => {
    const { send, mailer, customers } = desk();
    mailer.failNext(new MailNotSentError('throttled'));
    await expect(send()).rejects.toBeInstanceOf(MailNotSentError);
    expect(customers.claimed).toEqual([]);
    expect(await send()).toEqual({ kind: 'mailed' });
  });

  it.each([new MailRefusedError('bad mailbox'), new Error('socket hang up')])(
    'that may have gone out is not sent again: %s',
    async (error) => {
      const { send, mailer, customers } = desk();
      mailer.failNext(error);
      expect(await send()).toEqual({ kind: 'not-mailed', reason: 'failed' });
      expect(customers.claimed).toMatchObject([{ result: { error: error.name } }]);
      expect(await send()).toEqual({ kind: 'mailed-before' });
      expect(mailer.sent).toEqual([]);
    },
  );

  it('that went out is never noted as failed because the note could not be written', async () => {
    const { send, mailer, customers } = desk();
    vi.spyOn(customers, 'settleMail').mockRejectedValueOnce(new Error('the table is away'));
    await expect(send()).rejects.toThrow('the table is away');
    expect(customers.claimed).toMatchObject([{ mail: { mailId: 'follow-up/C-TEST/0' } }]);
    expect(customers.claimed[0]?.result).toBeUndefined();
    expect(await send()).toEqual({ kind: 'mailed-before' });
    expect(mailer.sent).toHaveLength(1);
  });

  it('is not written at all when the gate holds it', async () => {
    const { send, write, customers } = desk();
    expect(await send({ feedback: { source: 'careful' } })).toEqual({
      kind: 'not-mailed',
      reason: 'no-consent',
    });
    expect(write).not.toHaveBeenCalled();
    expect(customers.claimed).toEqual([]);
  });

  it('that went out before is not said to be held for what came after', async () => {
    const { send, customers } = desk();
    await send({ purpose: 'recovery-survey' });
    expect(await send({ purpose: 'recovery-survey' })).toEqual({ kind: 'mailed-before' });
    await customers.suppress('p-ana', 'ana@example.com', 'unsubscribed', monday);
    expect(await send({ purpose: 'recovery-survey' })).toEqual({ kind: 'mailed-before' });
    expect(await send()).toEqual({ kind: 'not-mailed', reason: 'unsubscribed' });
  });
});

describe('the gate', () => {
  const nobody = { ...shopFeedback().answers, customer: { id: 'c-42' } };
  const quietHours = { from: '08:00', to: '10:00', timeZone: 'Europe/Paris' };
  const hushed = { ...configuration, mail: { ...configuration.mail, quietHours } };

  it('asks in this order: deleted, address, consent, stop, asked recently, quiet hours', async () => {
    const { send, customers } = desk();
    await customers.claimMail(
      { customerKey: 'p-ana', email: 'ana@example.com', mailId: 'other', purpose: 'campaign' },
      monday - hours(1),
    );
    const news = { purpose: 'campaign', around: hushed } as const;
    expect(await send({ ...news, now: monday + days(2) })).toMatchObject({ kind: 'postponed' });
    expect(await send(news)).toMatchObject({ reason: 'asked-recently' });
    await customers.suppress('p-ana', 'ana@example.com', 'complained', monday);
    expect(await send(news)).toMatchObject({ reason: 'complained' });
    const careful = { source: 'careful' };
    expect(await send({ ...news, feedback: careful })).toMatchObject({ reason: 'no-consent' });
    const unaddressed = { ...careful, answers: nobody };
    expect(await send({ ...news, feedback: unaddressed })).toMatchObject({ reason: 'no-address' });
    const deleted = { ...unaddressed, deleted: true } as const;
    expect(await send({ ...news, feedback: deleted })).toMatchObject({ reason: 'deleted' });
  });

  it('takes the consent that a source asks for, and no other value of it', async () => {
    const { send } = desk();
    const asked = (consent: string) =>
      send({
        feedback: { source: 'careful', answers: { ...shopFeedback().answers, attributes: { consent } } },
      });
    expect(await asked('no')).toMatchObject({ reason: 'no-consent' });
    expect(await asked('yes')).toEqual({ kind: 'mailed' });
  });

  it('knows no consent for a source that is no longer configured', async () => {
    expect(await desk().send({ feedback: { source: 'gone' } })).toMatchObject({ reason: 'no-consent' });
  });

  it('lets a question through again from the very end of the gap', async () => {
    const { send, customers } = desk();
    const earlier = { customerKey: 'p-ana', email: 'ana@example.com', mailId: 'other' };
    await customers.claimMail({ ...earlier, purpose: 'recovery-survey' }, monday);
    const question = { purpose: 'recovery-survey' } as const;
    expect(await send({ ...question, now: monday + days(7) - 1 })).toMatchObject({
      reason: 'asked-recently',
    });
    expect(await send({ ...question, now: monday + days(7) })).toEqual({ kind: 'mailed' });
  });

  it('opens in the first minute after quiet hours', async () => {
    const { send } = desk();
    expect(await send({ around: hushed })).toEqual({ kind: 'postponed', until: monday + hours(1) });
    expect(await send({ around: hushed, now: monday + hours(1) })).toEqual({ kind: 'mailed' });
  });
});
