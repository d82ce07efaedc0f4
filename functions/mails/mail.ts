import type { HouseLanguage } from '../domain/language.ts';

/** The company that writes. `colour` is `#rrggbb`, `address` the postal one. */
export interface Brand {
  readonly name: string;
  readonly colour: string;
  readonly address: string;
}

export interface RenderedMail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** What every mail to a customer is made of. */
export interface CustomerMailView {
  readonly brand: Brand;
  readonly language: HouseLanguage;
  readonly timeZone: string;
  readonly customerName?: string | undefined;
  /** The customer's own words. */
  readonly comment?: string | undefined;
  readonly unsubscribeUrl: string;
}

/** The longest subject that mail readers show in full on a computer. */
export const longestSubject = 110;
export const longestName = 60;
