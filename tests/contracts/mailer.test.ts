import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { mailClient } from '../../functions/aws/clients.ts';
import { type MailSettings, sesMailer } from '../../functions/aws/mailer.ts';
import { MailNotSentError, MailRefusedError } from '../../functions/ports.ts';
import { MemoryMailer } from '../memory/mailer.ts';
import { aMail } from './examples.ts';
import { mailerContract } from './mailer.contract.ts';
import { type ServiceStub, startServiceStub } from './service-stub.ts';
import { testClient } from './test-client.ts';

let stub: ServiceStub;
beforeAll(async () => {
  stub = await startServiceStub();
});
afterAll(() => stub[Symbol.asyncDispose]());
beforeEach(() => {
  stub.requests.length = 0;
  stub.answer({ body: { MessageId: 'm-1' } });
});

function mailer(settings: Partial<MailSettings> = {}) {
  const client = mailClient({ ...testClient, endpoint: stub.endpoint });
  const from = { name: 'Maison Léa', email: 'hello@example.com' };
  return sesMailer(client, { from, configurationSet: 'retour', pauses: [0, 0], ...settings });
}

async function failureOf(sent: Promise<unknown>): Promise<unknown> {
  return sent.then(
    () => undefined,
    (error: unknown) => error,
  );
}

async function senderOf(name: string): Promise<string> {
  await mailer({ from: { name, email: 'hello@example.com' } }).send(aMail());
  return z.object({ FromEmailAddress: z.string() }).parse(stub.requests.at(-1)?.body).FromEmailAddress;
}

describe('mail in memory', () => mailerContract(async () => new MemoryMailer()));
describe('mail in SES', () => {
  mailerContract(async () => mailer());

  test('a mail carries its purpose, its headers and both its texts', async () => {
    const headers = { 'List-Unsubscribe': '<https://example.com/stop>' };
    await mailer({ replyTo: 'care@example.com' }).send(aMail({ headers }));
    expect(stub.requests).toEqual([
      {
        operation: 'POST /v2/email/outbound-emails',
        body: {
          FromEmailAddress: '=?UTF-8?B?TWFpc29uIEzDqWE=?= <hello@example.com>',
          Destination: { ToAddresses: ['ana@example.com'] },
          ReplyToAddresses: ['care@example.com'],
          ConfigurationSetName: 'retour',
          EmailTags: [{ Name: 'purpose', Value: 'follow-up' }],
          Content: {
            Simple: {
              Subject: { Data: 'À propos de votre avis', Charset: 'UTF-8' },
              Body: {
                Html: { Data: '<p>Bonjour</p>', Charset: 'UTF-8' },
                Text: { Data: 'Bonjour', Charset: 'UTF-8' },
              },
              Headers: [{ Name: 'List-Unsubscribe', Value: '<https://example.com/stop>' }],
            },
          },
        },
      },
    ]);
  });

  test('a plain name of the sender is quoted', async () => {
    expect(await senderOf('Retour "R" \\ Co, Ltd')).toBe('"Retour \\"R\\" \\\\ Co, Ltd" <hello@example.com>');
  });

  test('a long foreign name is several words of at most 75 characters', async () => {
    const name = 'Société des amis du café 😀 et de la théière '.repeat(3);
    const words = (await senderOf(name)).replace(' <hello@example.com>', '').split(' ');
    expect(words.every((word) => word.length <= 75)).toBe(true);
    const decoded = words.map((word) => Buffer.from(word.slice(10, -2), 'base64').toString());
    expect(decoded.join('')).toBe(name);
  });

  test('a name of two lines never reaches the service', async () => {
    await expect(senderOf('Retour\r\nBcc: all@example.com')).rejects.toThrow(MailRefusedError);
    expect(stub.requests).toEqual([]);
  });

  test.for(['MessageRejected', 'BadRequestException'])('%s is final', async (error) => {
    stub.answer({ error });
    const failure = await failureOf(mailer().send(aMail()));
    expect(failure).toBeInstanceOf(MailRefusedError);
    expect(String(failure)).not.toContain('ana@example.com');
    expect(stub.requests).toHaveLength(1);
  });

  test.for([
    'SendingPausedException',
    'AccountSuspendedException',
    'LimitExceededException',
    'MailFromDomainNotVerifiedException',
    'NotFoundException',
    'AccessDeniedException',
  ])('after %s the mail certainly did not go out', async (error) => {
    stub.answer({ error });
    const failure = await failureOf(mailer().send(aMail()));
    expect(failure).toBeInstanceOf(MailNotSentError);
    expect(String(failure)).not.toContain('ana@example.com');
    expect(stub.requests).toHaveLength(1);
  });

  test('a mail that comes too fast is tried again, twice', async () => {
    const tooFast = { error: 'TooManyRequestsException', status: 429 };
    stub.answer(tooFast, tooFast, { body: { MessageId: 'm-2' } });
    expect(await mailer().send(aMail())).toEqual({ messageId: 'm-2' });
    stub.answer(tooFast, tooFast, tooFast, { body: { MessageId: 'm-3' } });
    await expect(mailer().send(aMail())).rejects.toThrow(MailNotSentError);
  });

  test('after a failure that may have come too late, nobody tries again', async () => {
    stub.answer({ error: 'InternalServiceErrorException', status: 500 });
    const failure = await failureOf(mailer().send(aMail()));
    expect(failure).not.toBeInstanceOf(MailNotSentError);
    expect(failure).not.toBeInstanceOf(MailRefusedError);
    expect(failure).toBeInstanceOf(Error);
    expect(stub.requests).toHaveLength(1);
  });

  test('a service that cannot be reached sent nothing', async () => {
    const gone = await startServiceStub();
    await gone[Symbol.asyncDispose]();
    const client = mailClient({ ...testClient, endpoint: gone.endpoint });
    const from = { name: 'Retour', email: 'hello@example.com' };
    const sent = sesMailer(client, { from, configurationSet: 'retour' }).send(aMail());
    await expect(sent).rejects.toThrow(MailNotSentError);
  });
});
