import type { NotMailedReason } from './case.ts';
import type { Configuration } from './configuration.ts';
import type { Customer, MailPurpose, SuppressionReason } from './customer.ts';
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

/** Why no mail at all reaches a customer. */
export type Unreachable = 'no-address' | 'no-consent' | 'deleted' | SuppressionReason;

type Reach =
  | { readonly kind: 'reachable'; readonly email: string; readonly customerKey: string }
  | { readonly kind: 'unreachable'; readonly reason: Unreachable };

/**
 * Whether mail about this feedback can reach the customer at all, as far as is known now.
 * @param customer what is known of the address; absent for one that was never mailed
 */
export function reachOf(
  feedback: Feedback,
  customer: Customer | undefined,
  { sources }: Pick<Configuration, 'sources'>,
): Reach {
  if (feedback.deleted) return { kind: 'unreachable', reason: 'deleted' };
  const email = feedback.answers.customer?.email;
  const { customerKey } = feedback;
  if (email === undefined || customerKey === undefined) return { kind: 'unreachable', reason: 'no-address' };
  if (!hasConsent(feedback, sources[feedback.source])) return { kind: 'unreachable', reason: 'no-consent' };
  if (customer?.suppressed) return { kind: 'unreachable', reason: customer.suppressed.reason };
  return { kind: 'reachable', email, customerKey };
}

export function passGate(
  { feedback, purpose, customer, inReply }: GateQuestion,
  configuration: Configuration,
  now: Instant,
): GateDecision {
  const reach = reachOf(feedback, customer, configuration);
  if (reach.kind === 'unreachable') return { kind: 'hold', reason: reach.reason };
  const { email, customerKey } = reach;
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
