import type { CaseEvent, CaseEventBody, TellingSubject } from '../domain/case.ts';
import type { HouseLanguage } from '../domain/language.ts';
import { priorityPhrase, targetWords } from './case-words.ts';
import { fr } from './french.ts';
import { dayAndTime, type Reader } from './moment.ts';
import { closingWords, mailWords, notMailedWords, outcomeWords } from './reason-words.ts';

/** Names by which the reader knows people and root causes. */
export interface Known {
  readonly person: (email: string) => string;
  readonly rootCause: (id: string) => string;
}

export interface Told {
  readonly title: string;
  /** What somebody wrote, or what more there is to say. */
  readonly note?: string;
}

type Body<Type extends CaseEventBody['type']> = Extract<CaseEventBody, { type: Type }>;
type Telling = {
  readonly [Type in CaseEventBody['type']]: (event: Body<Type>, known: Known, reader: Reader) => Told;
};

const ownerFrom: Readonly<Record<Body<'opened'>['ownerFrom'], Readonly<Record<HouseLanguage, string>>>> = {
  response: { en: 'named in the answer', fr: 'indiqué dans la réponse' },
  survey: { en: 'in charge of this survey', fr: 'en charge de cette enquête' },
  theme: { en: 'in charge of this subject', fr: 'en charge de ce sujet' },
  fallback: { en: 'by default', fr: 'par défaut' },
};

const english: Telling = {
  opened: (event, { person }) => ({
    title: 'Case opened',
    note: `${priorityPhrase(event.priority, 'en')}. Given to ${person(event.owner)}, ${ownerFrom[event.ownerFrom].en}.`,
  }),
  acknowledged: () => ({ title: 'Acknowledged' }),
  contacted: ({ note }) => ({ title: 'Customer contacted', note }),
  waiting: ({ note }) => ({ title: 'Waiting for the customer', note }),
  resumed: ({ note }) => ({ title: 'Work resumed', note }),
  resolved: ({ rootCause, note }, { rootCause: cause }) => ({ title: `Resolved: ${cause(rootCause)}`, note }),
  'handed-over': ({ to, note }, { person }) => ({ title: `Handed over to ${person(to)}`, note }),
  undone: () => ({ title: 'Last step taken back' }),
  told: ({ to, about }, { person }) => ({
    title: `Notified ${to.map(person).join(', ')}`,
    note: subjectIn.en(about),
  }),
  reassigned: ({ to }, { person }) => ({ title: `Given to ${person(to)}`, note: 'The time was up.' }),
  'feedback-changed': ({ score, comment }) => ({
    title: 'The customer changed their answer',
    note: [score === undefined ? '' : `New score: ${score}.`, comment ? 'New comment.' : ''].join(' ').trim(),
  }),
  mailed: ({ mail }) => ({ title: `Sent ${mailWords[mail].en} to the customer` }),
  'not-mailed': ({ mail, reason }) => ({
    title: `Did not send ${mailWords[mail].en}`,
    note: notMailedWords[reason].en,
  }),
  'mail-postponed': ({ mail, until }, _known, reader) => ({
    title: `Will send ${mailWords[mail].en} later`,
    note: `Not before ${dayAndTime(until, reader)}.`,
  }),
  'survey-answered': ({ score, comment }) => ({
    title: `The customer answered: ${score}`,
    ...(comment && { note: comment }),
  }),
  reopened: ({ priority }) => ({
    title: 'Case reopened: not put right yet',
    note: `${priorityPhrase(priority, 'en')}.`,
  }),
  closed: ({ outcome, reason }) => ({
    title: `Case closed: ${outcomeWords[outcome].en.toLowerCase()}`,
    note: closingWords[reason].en,
  }),
};

const french: Telling = {
  opened: (event, { person }) => ({
    title: 'Cas ouvert',
    note: `${priorityPhrase(event.priority, 'fr')}. Confié à ${person(event.owner)}, ${ownerFrom[event.ownerFrom].fr}.`,
  }),
  acknowledged: () => ({ title: 'Pris en charge' }),
  contacted: ({ note }) => ({ title: 'Client contacté', note }),
  waiting: ({ note }) => ({ title: 'En attente du client', note }),
  resumed: ({ note }) => ({ title: 'Reprise du travail', note }),
  resolved: ({ rootCause, note }, { rootCause: cause }) => ({
    title: fr`Résolu : ${cause(rootCause)}`,
    note,
  }),
  'handed-over': ({ to, note }, { person }) => ({ title: `Confié à ${person(to)}`, note }),
  undone: () => ({ title: 'Dernière étape annulée' }),
  told: ({ to, about }, { person }) => ({
    title: fr`Message envoyé à ${to.map(person).join(', ')}`,
    note: subjectIn.fr(about),
  }),
  reassigned: ({ to }, { person }) => ({
    title: `Réattribué à ${person(to)}`,
    note: 'Le délai était écoulé.',
  }),
  'feedback-changed': ({ score, comment }) => ({
    title: 'Le client a modifié sa réponse',
    note: [score === undefined ? '' : fr`Nouvelle note : ${score}.`, comment ? 'Nouveau commentaire.' : '']
      .join(' ')
      .trim(),
  }),
  mailed: ({ mail }) => ({ title: fr`Envoyé au client : ${mailWords[mail].fr}` }),
  'not-mailed': ({ mail, reason }) => ({
    title: fr`Non envoyé : ${mailWords[mail].fr}`,
    note: notMailedWords[reason].fr,
  }),
  'mail-postponed': ({ mail, until }, _known, reader) => ({
    title: fr`Reporté : ${mailWords[mail].fr}`,
    note: `Pas avant le ${dayAndTime(until, reader)}.`,
  }),
  'survey-answered': ({ score, comment }) => ({
    title: fr`Le client a répondu : ${score}`,
    ...(comment && { note: comment }),
  }),
  reopened: ({ priority }) => ({
    title: fr`Cas rouvert : le problème demeure`,
    note: `${priorityPhrase(priority, 'fr')}.`,
  }),
  closed: ({ outcome, reason }) => ({
    title: fr`Cas clos : ${outcomeWords[outcome].fr.toLowerCase()}`,
    note: closingWords[reason].fr,
  }),
};

const subjectIn: Readonly<Record<HouseLanguage, (about: TellingSubject) => string>> = {
  en: (about) => {
    switch (about.what) {
      case 'opened':
        return 'A new case.';
      case 'reopened':
        return 'The case is open again.';
      case 'handed-over':
        return 'The case was handed over.';
      case 'feedback-changed':
        return 'The customer changed their answer.';
      case 'warning':
        return `${targetWords[about.target].en}: ${about.percent}% of the time gone.`;
      case 'breach':
        return `${targetWords[about.target].en}: overdue.`;
    }
  },
  fr: (about) => {
    switch (about.what) {
      case 'opened':
        return 'Un nouveau cas.';
      case 'reopened':
        return 'Le cas est rouvert.';
      case 'handed-over':
        return 'Le cas a changé de responsable.';
      case 'feedback-changed':
        return 'Le client a modifié sa réponse.';
      case 'warning':
        return fr`${targetWords[about.target].fr} : ${about.percent}${'\u202f'}% du délai écoulé.`;
      case 'breach':
        return fr`${targetWords[about.target].fr} : échéance dépassée.`;
    }
  },
};

const tellings: Readonly<Record<HouseLanguage, Telling>> = { en: english, fr: french };

/** An event as one line of the case's story. */
export function eventTold(event: CaseEvent, known: Known, reader: Reader): Told {
  return tell(tellings[reader.language], event, known, reader);
}

function tell<Type extends CaseEventBody['type']>(
  telling: Telling,
  event: { [Each in Type]: Body<Each> }[Type],
  known: Known,
  reader: Reader,
): Told {
  return telling[event.type](event, known, reader);
}
