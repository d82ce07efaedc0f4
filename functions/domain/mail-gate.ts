import type { NotMailedReason } from './case.ts';
import type { Configuration } from './configuration.ts';
import type { Customer, MailPurpose } from './customer.ts';
import type { Feedback } from './feedback.ts';
import type { Instant } from './instant.ts';
import { afterQuietHours } from './quiet-hours.ts';
import type { SourceConfiguration } from './source.ts';

/** The one gate that every mail to a customer passes. */
export type GateDecision =
  | { readonly kind: 'send'; readonly email: string; readonly customerKey: string }
  | { readonly kind: 'hold'; readonly reason: Exclude<NotMailedReason, 'failed'> }
  | { readonly kind: 'postpone'; readonly until: Instant };

export interface GateQuestion {
  readonly feedback: Feedback;
  readonly purpose: MailPurpose;
  /** What is known of the address; absent for one that was never mailed. */
  readonly customer: Customer | undefined;
  /** It goes on a conversation that the customer takes part in, so it is not one mail too many. */
  readonly inReply?: boolean | undefined;
}

export function passGate(
  { feedback, purpose, customer, inReply }: GateQuestion,
  configuration: Configuration,
  now: Instant,
): GateDecision {
  if (feedback.deleted) return { kind: 'hold', reason: 'deleted' };
  const email = feedback.answers.customer?.email;
  const customerKey = feedback.customerKey;
  if (email === undefined || customerKey === undefined) return { kind: 'hold', reason: 'no-address' };
  if (!hasConsent(feedback, configuration.sources[feedback.source]))
    return { kind: 'hold', reason: 'no-consent' };
  if (customer?.suppressed) return { kind: 'hold', reason: customer.suppressed.reason };
  if (!inReply && askedRecently(purpose, customer, configuration, now))
    return { kind: 'hold', reason: 'asked-recently' };
  const opening = afterQuietHours(configuration.mail.quietHours, now);
  return opening > now ? { kind: 'postpone', until: opening } : { kind: 'send', email, customerKey };
}

function hasConsent(feedback: Feedback, source: SourceConfiguration | undefined): boolean {
  if (!source) return false;
  if (source.consent === 'unless-refused') return true;
  return feedback.answers.attributes?.[source.consent.attribute] === source.consent.value;
}

/** An answer to one's own complaint is never too much; questions and news are. */
function askedRecently(
  purpose: MailPurpose,
  customer: Customer | undefined,
  { mail }: Configuration,
  now: Instant,
): boolean {
  if (purpose === 'follow-up') return false;
  const last = customer?.lastMailed[purpose];
  return last !== undefined && now - last < mail.gaps[purpose];
}
