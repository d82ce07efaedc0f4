/** The languages in which Retour itself writes; whatever a customer writes in is kept as its own code. */
export const houseLanguages = ['en', 'fr'] as const;
export type HouseLanguage = (typeof houseLanguages)[number];

/** A text that a person reads, in every house language. */
export type Localised = Readonly<Record<HouseLanguage, string>>;

/** The house language for a BCP 47 tag or language code such as `fr-CA`; the fallback when it is neither. */
export function houseLanguage(tag: string | undefined, fallback: HouseLanguage): HouseLanguage {
  const primary = tag?.toLowerCase().split(/[-_]/)[0];
  return houseLanguages.find((language) => language === primary) ?? fallback;
}
