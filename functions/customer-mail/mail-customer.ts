import type { NotMailedReason } from '../domain/case.ts';
import type { Configuration } from '../domain/configuration.ts';
import type { CustomerMail, MailPurpose } from '../domain/customer.ts';
import type { Feedback } from '../domain/feedback.ts';
import type { Instant } from '../domain/instant.ts';
import type { HouseLanguage } from '../domain/language.ts';
import { passGate } from '../domain/mail-gate.ts';
import { linkTo } from '../links.ts';
import { unsubscribeHeaders } from '../mails/unsubscribe-headers.ts';
import { type CustomerStore, type LinkKeys, type Mail, type Mailer, MailNotSentError } from '../ports.ts';

export interface MailCustomerPorts {
  readonly customers: CustomerStore;
  readonly mailer: Mailer;
  readonly linkKeys: LinkKeys;
}

export interface CustomerLetter {
  readonly purpose: MailPurpose;
  /** Names this mail for ever; the same id is sent once. */
  readonly mailId: string;
  readonly feedback: Feedback;
  /** The language that it is written in; the page to which its unsubscribe link leads speaks it too. */
  readonly language: HouseLanguage;
  /** It goes on a conversation that the customer takes part in. */
  readonly inReply?: boolean;
  readonly write: (unsubscribeUrl: string) => {
    readonly subject: string;
    readonly html: string;
    readonly text: string;
  };
}

export type LetterFate =
  | { readonly kind: 'mailed' }
  /** The claim was taken before: it went out, or may have. */
  | { readonly kind: 'mailed-before' }
  | { readonly kind: 'not-mailed'; readonly reason: NotMailedReason }
  | { readonly kind: 'postponed'; readonly until: Instant };

/**
 * Sends one mail to a customer, at most once, if the gate lets it through.
 * @throws MailNotSentError when it certainly was not sent and the caller should come back to it
 */
export async function mailCustomer(
  ports: MailCustomerPorts,
  { configuration, baseUrl }: { readonly configuration: Configuration; readonly baseUrl: string },
  { purpose, mailId, feedback, language, inReply, write }: CustomerLetter,
  now: Instant,
): Promise<LetterFate> {
  const customer =
    feedback.customerKey === undefined ? undefined : await ports.customers.get(feedback.customerKey);
  const decision = passGate({ feedback, purpose, customer, inReply }, configuration, now);
  if (decision.kind === 'hold') {
    const key = feedback.customerKey;
    // Who was told of this very thing is not held back from it.
    if (key !== undefined && (await ports.customers.wasMailed(key, mailId))) return { kind: 'mailed-before' };
    return { kind: 'not-mailed', reason: decision.reason };
  }
  if (decision.kind === 'postpone') return { kind: 'postponed', until: decision.until };

  const { email, customerKey } = decision;
  const mail = { customerKey, email, mailId, purpose };
  const [secret] = await ports.linkKeys.keys();
  if (secret === undefined) throw new Error('there is no key to sign links with');
  const link = linkTo({ to: 'unsubscribe', customer: customerKey }, baseUrl, secret);
  const unsubscribeUrl = `${link}?lang=${language}`;
  const letter = write(unsubscribeUrl);

  if ((await ports.customers.claimMail(mail, now)) === 'taken') return { kind: 'mailed-before' };
  const name = feedback.answers.customer?.name;
  const to = { email, ...(name === undefined ? {} : { name }) };
  const sent = await sendOnce(ports, mail, {
    ...letter,
    purpose,
    to,
    headers: unsubscribeHeaders(unsubscribeUrl),
  });
  // Outside the attempt: when this note fails, the mail is out all the same, and the claim says so to whoever asks.
  await ports.customers.settleMail(mail, sent);
  return 'error' in sent ? { kind: 'not-mailed', reason: 'failed' } : { kind: 'mailed' };
}

async function sendOnce(
  { mailer, customers }: MailCustomerPorts,
  claimed: CustomerMail,
  mail: Mail,
): Promise<{ readonly messageId: string } | { readonly error: string }> {
  try {
    return await mailer.send(mail);
  } catch (error) {
    if (!(error instanceof MailNotSentError))
      return { error: error instanceof Error ? error.name : 'unknown' };
    await customers.releaseMail(claimed);
    throw error;
  }
}
