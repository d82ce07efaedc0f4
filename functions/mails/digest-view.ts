import type { OutOfHours, TellingSubject } from '../domain/case.ts';
import type { DigestEntry } from '../domain/digest.ts';
import type { Rating } from '../domain/feedback.ts';
import type { Instant } from '../domain/instant.ts';
import type { HouseLanguage } from '../domain/language.ts';
import type { Brand } from './mail.ts';

/** A case on the list. */
export interface DigestLine {
  readonly customer: { readonly name?: string | undefined; readonly email?: string | undefined };
  /** The score that says the least good. */
  readonly rating?: Rating | undefined;
  readonly comment?: string | undefined;
  /** Whose it is, where that is not the reader. */
  readonly ownerName?: string | undefined;
  readonly isQueued: boolean;
  readonly isAcknowledged: boolean;
  readonly fate: DigestEntry['fate'];
  /** What would have been told in a message of its own. */
  readonly news?: TellingSubject | undefined;
  /** Of a page on which the reader can act, or of a copy only look. */
  readonly url: string;
}

export type SectionName = 'news' | 'slipped' | 'due' | 'closed';

export interface DigestSection {
  readonly name: SectionName;
  readonly lines: readonly DigestLine[];
  /** How many cases there are; the lines show the first of them. */
  readonly count: number;
}

/** All that a list of cases says: of somebody's own, of their team's, or of what came above the day's measure. */
export interface DigestView {
  readonly brand: Brand;
  readonly language: HouseLanguage;
  readonly timeZone: string;
  readonly now: Instant;
  /** Why it comes outside the reader's hours. */
  readonly outOfHours?: OutOfHours | undefined;
  readonly recipientName?: string | undefined;
  readonly of:
    | { readonly what: 'own' }
    | { readonly what: 'team'; readonly team: string }
    | { readonly what: 'overview'; readonly most: number };
  readonly sections: readonly DigestSection[];
  /** When the next list comes, where that is not tomorrow. */
  readonly until?: Instant | undefined;
}
