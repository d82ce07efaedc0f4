import { expect, test } from 'vitest';
import type { CustomerStore } from '../../functions/ports.ts';
import { aCustomerMail, noon } from './examples.ts';

export function customerStoreContract(make: () => Promise<CustomerStore>) {
  const key = 'p-ana';
  const email = 'ana@example.com';

  test('nobody is known before something happened', async () => {
    const customers = await make();
    expect(await customers.get(key)).toBeUndefined();
  });

  test('the first reason to leave somebody alone stays', async () => {
    const customers = await make();
    await customers.suppress(key, email, 'unsubscribed', noon);
    await customers.suppress(key, email, 'bounced', noon + 1);
    const suppressed = { reason: 'unsubscribed', at: noon };
    expect(await customers.get(key)).toEqual({ key, email, suppressed, lastMailed: {} });
  });

  const claimOf = (caseId: string) => ({ caseId, feedbackId: `shop#${caseId}` });

  test('a customer is claimed for the first case, however often it is claimed', async () => {
    const customers = await make();
    expect(await customers.claimCase(key, claimOf('C-1'))).toEqual(claimOf('C-1'));
    expect(await customers.claimCase(key, claimOf('C-2'))).toEqual(claimOf('C-1'));
    expect(await customers.claimCase(key, claimOf('C-1'))).toEqual(claimOf('C-1'));
    expect(await customers.claimCase('p-noe', claimOf('C-2'))).toEqual(claimOf('C-2'));
    expect(await customers.get(key)).toBeUndefined();
  });

  test('a claim is replaced by who names it', async () => {
    const customers = await make();
    expect(await customers.claimCase(key, claimOf('C-1'), 'C-0')).toEqual(claimOf('C-1'));
    expect(await customers.claimCase(key, claimOf('C-2'), 'C-0')).toEqual(claimOf('C-1'));
    expect(await customers.claimCase(key, claimOf('C-2'), 'C-1')).toEqual(claimOf('C-2'));
    expect(await customers.claimCase(key, claimOf('C-3'), 'C-1')).toEqual(claimOf('C-2'));
  });

  test('of twenty cases that claim a customer at once, all find the same one', async () => {
    const customers = await make();
    const claims = Array.from({ length: 20 }, (_, n) => customers.claimCase(key, claimOf(`C-${n}`)));
    const holders = new Set((await Promise.all(claims)).map(({ caseId }) => caseId));
    expect(holders.size).toBe(1);
    const [holder = ''] = holders;
    const next = Array.from({ length: 20 }, (_, n) => customers.claimCase(key, claimOf(`D-${n}`), holder));
    expect(new Set((await Promise.all(next)).map(({ caseId }) => caseId)).size).toBe(1);
  });

  test('a mail is claimed once, and its time is remembered', async () => {
    const customers = await make();
    expect(await customers.claimMail(aCustomerMail(), noon)).toBe('claimed');
    expect(await customers.claimMail(aCustomerMail(), noon + 1)).toBe('taken');
    expect(await customers.get(key)).toEqual({ key, email, lastMailed: { campaign: noon } });
  });

  test('whether somebody had a mail is known of that mail alone', async () => {
    const customers = await make();
    const mail = aCustomerMail();
    expect(await customers.wasMailed(key, mail.mailId)).toBe(false);
    await customers.claimMail(mail, noon);
    expect(await customers.wasMailed(key, mail.mailId)).toBe(true);
    expect(await customers.wasMailed(key, 'campaign#other')).toBe(false);
  });

  test('of twenty that claim the same mail at once, exactly one gets it', async () => {
    const customers = await make();
    const claims = Array.from({ length: 20 }, (_, index) =>
      customers.claimMail(aCustomerMail(), noon + index),
    );
    const answers = await Promise.all(claims);
    expect(answers.filter((answer) => answer === 'claimed')).toHaveLength(1);
  });

  test('other mails and other customers are other claims', async () => {
    const customers = await make();
    const mails = [
      aCustomerMail(),
      aCustomerMail({ mailId: 'campaign#other' }),
      aCustomerMail({ customerKey: 'p-ben', email: 'ben@example.com' }),
    ];
    for (const mail of mails) expect(await customers.claimMail(mail, noon)).toBe('claimed');
  });

  test('the last mail of each kind is the latest, however the claims arrive', async () => {
    const customers = await make();
    const claims = [
      customers.claimMail(aCustomerMail({ mailId: 'a' }), noon + 5),
      customers.claimMail(aCustomerMail({ mailId: 'b' }), noon),
      customers.claimMail(aCustomerMail({ mailId: 'c', purpose: 'follow-up' }), noon + 1),
      customers.suppress(key, email, 'complained', noon + 2),
    ];
    await Promise.all(claims);
    expect(await customers.get(key)).toEqual({
      key,
      email,
      suppressed: { reason: 'complained', at: noon + 2 },
      lastMailed: { campaign: noon + 5, 'follow-up': noon + 1 },
    });
  });

  test('a mail that is given back can be claimed again and was never sent', async () => {
    const customers = await make();
    await customers.claimMail(aCustomerMail(), noon);
    await customers.releaseMail(aCustomerMail());
    await customers.releaseMail(aCustomerMail());
    expect((await customers.get(key))?.lastMailed).toEqual({});
    expect(await customers.claimMail(aCustomerMail(), noon + 1)).toBe('claimed');
    expect((await customers.get(key))?.lastMailed).toEqual({ campaign: noon + 1 });
  });

  test('giving one mail back leaves the time of a later one', async () => {
    const customers = await make();
    await customers.claimMail(aCustomerMail({ mailId: 'a' }), noon);
    await customers.claimMail(aCustomerMail({ mailId: 'b' }), noon + 1);
    await customers.releaseMail(aCustomerMail({ mailId: 'a' }));
    expect((await customers.get(key))?.lastMailed).toEqual({ campaign: noon + 1 });
  });

  test('a mail that went out cannot be given back', async () => {
    const customers = await make();
    await customers.claimMail(aCustomerMail(), noon);
    await customers.settleMail(aCustomerMail(), { messageId: 'm-1' });
    await customers.releaseMail(aCustomerMail());
    expect(await customers.claimMail(aCustomerMail(), noon + 1)).toBe('taken');
  });

  test('only a claimed mail can be settled', async () => {
    const customers = await make();
    await expect(customers.settleMail(aCustomerMail(), { error: 'refused' })).rejects.toThrow(
      'never claimed',
    );
    expect(await customers.claimMail(aCustomerMail(), noon)).toBe('claimed');
  });
}
