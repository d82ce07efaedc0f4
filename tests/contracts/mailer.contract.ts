import { expect, test } from 'vitest';
import { type Mailer, MailRefusedError } from '../../functions/ports.ts';
import { aMail } from './examples.ts';

export function mailerContract(make: () => Promise<Mailer>) {
  test('a mail that is sent has an id', async () => {
    const mailer = await make();
    expect((await mailer.send(aMail())).messageId).toMatch(/./);
  });

  test.for([
    ['a subject of two lines', aMail({ subject: 'Hello\r\nBcc: all@example.com' })],
    ['an address of two lines', aMail({ to: { email: 'ana@example.com\nBcc: all@example.com' } })],
    ['two addresses in one', aMail({ to: { email: 'ana@example.com,ben@example.com' } })],
    ['no address', aMail({ to: { email: 'ana' } })],
    ['a header of two lines', aMail({ headers: { 'List-Unsubscribe': '<https://x>\r\nBcc: a@b.c' } })],
    ['a header name of two lines', aMail({ headers: { 'X-A\r\nBcc': 'a@b.c' } })],
    ['a header outside ASCII', aMail({ headers: { 'X-Name': 'Zoé' } })],
  ] as const)('%s is refused, and the refusal quotes nothing', async ([, mail]) => {
    const mailer = await make();
    const refusal = await mailer.send(mail).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(MailRefusedError);
    expect(String(refusal)).not.toMatch(/example|Hello|Zoé/);
  });
}
