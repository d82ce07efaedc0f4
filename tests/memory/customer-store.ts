import type { Customer, CustomerMail, SuppressionReason } from '../../functions/domain/customer.ts';
import type { Instant } from '../../functions/domain/instant.ts';
import type { CaseClaim, CustomerStore } from '../../functions/ports.ts';
import { copy } from './copy.ts';

interface ClaimedMail {
  readonly mail: CustomerMail;
  readonly at: Instant;
  readonly result?: { readonly messageId: string } | { readonly error: string };
}

export class MemoryCustomerStore implements CustomerStore {
  readonly customers = new Map<string, Customer>();
  private readonly claims = new Map<string, ClaimedMail>();
  private readonly cases = new Map<string, CaseClaim>();

  /** Mails that somebody claimed, oldest first. */
  get claimed(): readonly ClaimedMail[] {
    return copy([...this.claims.values()]);
  }

  async get(key: string): Promise<Customer | undefined> {
    return copy(this.customers.get(key));
  }

  async suppress(key: string, email: string, reason: SuppressionReason, at: Instant): Promise<void> {
    const known = this.known(key, email);
    this.customers.set(key, { ...known, suppressed: known.suppressed ?? { reason, at } });
  }

  async claimCase(key: string, claim: CaseClaim, replaced?: string): Promise<CaseClaim> {
    const holder = this.cases.get(key);
    if (holder && holder.caseId !== claim.caseId && holder.caseId !== replaced) return copy(holder);
    this.cases.set(key, copy(claim));
    return copy(claim);
  }

  async claimMail(mail: CustomerMail, at: Instant): Promise<'claimed' | 'taken'> {
    if (this.claims.has(nameOf(mail))) return 'taken';
    this.claims.set(nameOf(mail), { mail: copy(mail), at });
    const known = this.known(mail.customerKey, mail.email);
    const latest = Math.max(at, known.lastMailed[mail.purpose] ?? at);
    this.customers.set(known.key, { ...known, lastMailed: { ...known.lastMailed, [mail.purpose]: latest } });
    return 'claimed';
  }

  async wasMailed(key: string, mailId: string): Promise<boolean> {
    return this.claims.has(nameOf({ customerKey: key, mailId }));
  }

  async releaseMail(mail: CustomerMail): Promise<void> {
    const claim = this.claims.get(nameOf(mail));
    if (!claim || (claim.result && 'messageId' in claim.result)) return;
    this.claims.delete(nameOf(mail));
    const known = this.known(mail.customerKey, mail.email);
    if (known.lastMailed[mail.purpose] !== claim.at) return;
    const { [mail.purpose]: _, ...lastMailed } = known.lastMailed;
    this.customers.set(known.key, { ...known, lastMailed });
  }

  async settleMail(
    mail: CustomerMail,
    result: { readonly messageId: string } | { readonly error: string },
  ): Promise<void> {
    const claim = this.claims.get(nameOf(mail));
    if (!claim) throw new Error(`mail ${mail.mailId} was never claimed`);
    this.claims.set(nameOf(mail), { ...claim, result });
  }

  private known(key: string, email: string): Customer {
    return this.customers.get(key) ?? { key, email, lastMailed: {} };
  }
}

function nameOf({ customerKey, mailId }: Pick<CustomerMail, 'customerKey' | 'mailId'>): string {
  return JSON.stringify([customerKey, mailId]);
}
