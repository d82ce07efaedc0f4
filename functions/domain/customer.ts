import type { Instant } from './instant.ts';

/** Every kind of mail that a customer can get. */
export const customerMailPurposes = ['follow-up', 'recovery-survey', 'campaign'] as const;
export type MailPurpose = (typeof customerMailPurposes)[number];

export type SuppressionReason = 'unsubscribed' | 'bounced' | 'complained';

/** What is known of an address, across surveys; kept under its key. */
export interface Customer {
  readonly key: string;
  readonly email: string;
  readonly suppressed?: { readonly reason: SuppressionReason; readonly at: Instant };
  /** When the last mail of each kind went out. */
  readonly lastMailed: Partial<Readonly<Record<MailPurpose, Instant>>>;
}

/** The record that decides, before the send, that this mail is ours to send and nobody else's. */
export interface CustomerMail {
  readonly customerKey: string;
  readonly email: string;
  /** Names the mail for ever: purpose, and the case and round or the improvement that it is about. */
  readonly mailId: string;
  readonly purpose: MailPurpose;
}
