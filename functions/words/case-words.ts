import type { CaseState } from '../domain/case.ts';
import type { Verdict } from '../domain/clocks.ts';
import type { Side } from '../domain/case.ts';
import type { SlaTarget } from '../domain/sla-target.ts';
import type { HouseLanguage, Localised } from '../domain/language.ts';
import type { Priority } from '../domain/priority.ts';

export const statusWords: Readonly<Record<CaseState['status'], Localised>> = {
  open: { en: 'Open', fr: 'Ouvert' },
  acknowledged: { en: 'Acknowledged', fr: 'Pris en charge' },
  contacted: { en: 'Customer contacted', fr: 'Client contacté' },
  waiting: { en: 'Waiting for the customer', fr: 'En attente du client' },
  resolved: { en: 'Resolved', fr: 'Résolu' },
  closed: { en: 'Closed', fr: 'Clos' },
  reopened: { en: 'Reopened', fr: 'Rouvert' },
};

/** As it follows the word "priority". */
export const priorityWords: Readonly<Record<Priority, Localised>> = {
  low: { en: 'Low', fr: 'Basse' },
  normal: { en: 'Normal', fr: 'Normale' },
  high: { en: 'High', fr: 'Haute' },
  urgent: { en: 'Urgent', fr: 'Urgente' },
};

export function priorityPhrase(priority: Priority, language: HouseLanguage): string {
  const word = priorityWords[priority][language];
  return language === 'fr' ? `Priorité ${word.toLowerCase()}` : `${word} priority`;
}

export const targetWords: Readonly<Record<SlaTarget, Localised>> = {
  acknowledge: { en: 'Acknowledgement', fr: 'Prise en charge' },
  firstContact: { en: 'First contact', fr: 'Premier contact' },
  nextResponse: { en: 'Next answer', fr: 'Réponse suivante' },
  resolution: { en: 'Resolution', fr: 'Résolution' },
};

/** A target and whose clock it is on: the team's goes without saying. */
export function clockName(
  { target, side = 'team' }: { readonly target: SlaTarget; readonly side?: Side | undefined },
  language: HouseLanguage,
): string {
  const name = targetWords[target][language];
  if (side === 'team') return name;
  return language === 'fr' ? `${name} (promesse au client)` : `${name} (promised to the customer)`;
}

/** A word and a shape, so that colour never speaks alone. */
export const verdictWords: Readonly<Record<Verdict, { readonly shape: string; readonly word: Localised }>> = {
  running: { shape: '○', word: { en: 'Running', fr: 'En cours' } },
  warned: { shape: '▲', word: { en: 'Due soon', fr: 'Bientôt dû' } },
  met: { shape: '✓', word: { en: 'Met', fr: 'Tenu' } },
  missed: { shape: '✕', word: { en: 'Missed', fr: 'Dépassé' } },
  paused: { shape: '‖', word: { en: 'Paused', fr: 'En pause' } },
};
