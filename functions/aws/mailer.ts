import { setTimeout as pause } from 'node:timers/promises';
import {
  BadRequestException,
  MessageRejected,
  type SESv2Client,
  SESv2ServiceException,
  SendEmailCommand,
  type SendEmailCommandInput,
  TooManyRequestsException,
} from '@aws-sdk/client-sesv2';
import { type Mail, type Mailer, MailNotSentError, MailRefusedError } from '../ports.ts';
import { address, headerText, namedAddress, rawHeader } from './mail-header.ts';

export interface MailSettings {
  readonly from: { readonly name: string; readonly email: string };
  readonly replyTo?: string;
  readonly configurationSet: string;
  /** Milliseconds to wait before each further attempt when the service says that mails come too fast. */
  readonly pauses?: readonly number[];
}

/** SES; give it a client of one attempt, for the SDK cannot tell a lost mail from a lost answer. */
export function sesMailer(client: SESv2Client, settings: MailSettings): Mailer {
  const pauses = settings.pauses ?? [200, 700, 2000];
  return {
    async send(mail) {
      const command = new SendEmailCommand(requestOf(mail, settings));
      for (let attempt = 0; ; attempt += 1) {
        try {
          const { MessageId } = await client.send(command);
          if (MessageId === undefined) throw new Error('the mail service gave no message id');
          return { messageId: MessageId };
        } catch (error) {
          const next = pauses[attempt];
          if (error instanceof TooManyRequestsException && next !== undefined) await pause(next);
          else throw reasonOf(error);
        }
      }
    },
  };
}

/** Node's codes for a connection that never came about. */
const unreached = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/** The service's own words may quote an address, so its error's name is all that is kept. */
function reasonOf(error: unknown): unknown {
  if (error instanceof MessageRejected || error instanceof BadRequestException)
    return new MailRefusedError(`the mail service refused the mail: ${error.name}`);
  // Whatever else it holds against the request, it says so instead of sending.
  if (error instanceof SESv2ServiceException && error.$fault === 'client')
    return new MailNotSentError(`the mail service did not send the mail: ${error.name}`);
  if (error instanceof Error && 'code' in error && unreached.has(String(error.code)))
    return new MailNotSentError('the mail service was not reached');
  return error;
}

function requestOf(mail: Mail, { from, replyTo, configurationSet }: MailSettings): SendEmailCommandInput {
  const headers = Object.entries(mail.headers ?? {}).map(([name, value]) => ({
    Name: rawHeader(name, 'the name of a header'),
    Value: rawHeader(value, 'the value of a header'),
  }));
  const text = (data: string) => ({ Data: data.toWellFormed(), Charset: 'UTF-8' });
  return {
    FromEmailAddress: namedAddress(from, 'the sender'),
    // Without the name: it is what a stranger typed, and would stand in a mail that the company signs.
    Destination: { ToAddresses: [address(mail.to.email, 'the recipient')] },
    ReplyToAddresses: replyTo === undefined ? undefined : [address(replyTo, 'the reply address')],
    ConfigurationSetName: configurationSet,
    EmailTags: [{ Name: 'purpose', Value: mail.purpose }],
    Content: {
      Simple: {
        Subject: text(headerText(mail.subject, 'the subject')),
        Body: { Html: text(mail.html), Text: text(mail.text) },
        Headers: headers.length > 0 ? headers : undefined,
      },
    },
  };
}
