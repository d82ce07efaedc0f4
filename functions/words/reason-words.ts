import type { ClosingReason, CustomerMailPurpose, NotMailedReason, Outcome } from '../domain/case.ts';
import type { Localised } from '../domain/language.ts';
import type { Unreachable } from '../domain/mail-gate.ts';
import { fr } from './french.ts';

export const outcomeWords: Readonly<Record<Outcome, Localised>> = {
  recovered: { en: 'Recovered', fr: 'Client reconquis' },
  lost: { en: 'Lost', fr: 'Client perdu' },
  'no-answer': { en: 'No answer', fr: 'Sans réponse' },
};

export const closingWords: Readonly<Record<ClosingReason, Localised>> = {
  answered: {
    en: 'The customer says we put it right.',
    fr: 'Le client dit que nous avons réparé les choses.',
  },
  'answered-low-again': {
    en: 'The customer is still not satisfied.',
    fr: 'Le client n’est toujours pas satisfait.',
  },
  'nobody-answered': {
    en: 'We asked whether we put it right; the customer did not reply.',
    fr: fr`Nous avons demandé si les choses étaient réparées ; le client n’a pas répondu.`,
  },
  'customer-cannot-be-asked': {
    en: 'The customer cannot be asked by e-mail.',
    fr: 'Le client ne peut pas être interrogé par e-mail.',
  },
  'feedback-deleted': {
    en: 'The customer’s answer was deleted.',
    fr: 'La réponse du client a été supprimée.',
  },
};

export const mailWords: Readonly<Record<CustomerMailPurpose, Localised>> = {
  'follow-up': { en: 'the follow-up e-mail', fr: 'l’e-mail de suivi' },
  'recovery-survey': {
    en: 'the question “did we put it right?”',
    fr: fr`la question « avons-nous réparé les choses ? »`,
  },
};

export const notMailedWords: Readonly<Record<NotMailedReason, Localised>> = {
  'no-address': {
    en: 'We have no address for this customer.',
    fr: 'Nous n’avons pas d’adresse pour ce client.',
  },
  'no-consent': {
    en: 'The customer did not agree to be contacted.',
    fr: 'Le client n’a pas accepté d’être recontacté.',
  },
  unsubscribed: {
    en: 'The customer asked us to stop writing.',
    fr: 'Le client a demandé à ne plus recevoir de messages.',
  },
  bounced: {
    en: 'Mail to this address comes back.',
    fr: 'Les e-mails envoyés à cette adresse nous reviennent.',
  },
  complained: {
    en: 'The customer reported our mail as spam.',
    fr: 'Le client a signalé nos messages comme indésirables.',
  },
  'asked-recently': {
    en: 'We wrote to this customer only recently.',
    fr: 'Nous avons écrit à ce client tout récemment.',
  },
  deleted: { en: 'The customer’s answer was deleted.', fr: 'La réponse du client a été supprimée.' },
  failed: { en: 'The mail service refused it.', fr: 'Le service d’envoi l’a refusé.' },
};

/** Said to the owner before they write to somebody whom nothing would reach. */
export const unreachableWords: Readonly<Record<Unreachable, Localised>> = {
  'no-address': {
    en: 'No address: the customer cannot be written to.',
    fr: fr`Pas d’adresse : impossible d’écrire au client.`,
  },
  'no-consent': {
    en: 'No consent: the customer cannot be written to.',
    fr: fr`Pas de consentement : impossible d’écrire au client.`,
  },
  unsubscribed: {
    en: 'Unsubscribed: the customer cannot be written to.',
    fr: fr`Désinscrit : impossible d’écrire au client.`,
  },
  bounced: {
    en: 'Mail to this address comes back: the customer cannot be written to.',
    fr: fr`Les e-mails à cette adresse nous reviennent : impossible d’écrire au client.`,
  },
  complained: {
    en: 'Our mail was reported as spam: the customer cannot be written to.',
    fr: fr`Nos messages ont été signalés comme indésirables : impossible d’écrire au client.`,
  },
  deleted: {
    en: 'Answer deleted: the customer cannot be written to.',
    fr: fr`Réponse supprimée : impossible d’écrire au client.`,
  },
};
