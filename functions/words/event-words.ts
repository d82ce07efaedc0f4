import type { CaseEvent, CaseEventBody, TellingSubject } from '../domain/case.ts';
import type { HouseLanguage, Localised } from '../domain/language.ts';
import { clockName, priorityPhrase } from './case-words.ts';
import { fr } from './french.ts';
import { dayAndTime, dayIn, type Reader } from './moment.ts';
import { closingWords, mailWords, notMailedWords, outcomeWords } from './reason-words.ts';
import { overviewText, timingText } from './timing-words.ts';

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
  rule: { en: 'named by the rule', fr: 'désigné par la règle' },
  response: { en: 'named in the answer', fr: 'indiqué dans la réponse' },
  account: { en: 'in charge of this account', fr: 'en charge de ce compte' },
  survey: { en: 'in charge of this survey', fr: 'en charge de cette enquête' },
  theme: { en: 'in charge of this subject', fr: 'en charge de ce sujet' },
  team: { en: 'one of the team', fr: 'membre de l’équipe' },
  load: { en: 'with the fewest open cases of the team', fr: 'avec le moins de cas ouverts de l’équipe' },
  queue: { en: 'for the team’s queue', fr: 'pour la file de l’équipe' },
  deputy: { en: 'standing in for an absent colleague', fr: 'en remplacement d’une personne absente' },
  lead: { en: 'as everybody else of the team is away', fr: 'le reste de l’équipe étant absent' },
  fallback: { en: 'by default', fr: 'par défaut' },
};

/** What the customer says of our first answer. */
function firstAnswerWords(settled: boolean): Localised {
  return settled
    ? { en: 'settled with our first answer', fr: 'réglé dès notre première réponse' }
    : { en: 'not settled with our first answer', fr: 'pas réglé dès notre première réponse' };
}

/** What the events say where the customer did not. */
export function firstContactTold(resolved: boolean, language: HouseLanguage): string {
  const told: Localised = resolved
    ? { en: 'Settled at the first contact.', fr: 'Réglé au premier contact.' }
    : { en: 'Not settled at the first contact.', fr: 'Pas réglé au premier contact.' };
  return told[language];
}

function sentences(...all: readonly string[]): string {
  return all.filter((one) => one !== '').join(' ');
}

/** When they were told, and who in an overview. */
export function howTold(
  { inOverview = [], ...timing }: Body<'told'>,
  person: Known['person'],
  reader: Reader,
): string {
  return sentences(
    timingText(timing, 'they', reader) ?? '',
    inOverview.length > 0 ? overviewText(inOverview.map(person), reader.language) : '',
  );
}

const english: Telling = {
  opened: (event, { person }) => ({
    title: 'Case opened',
    note: sentences(
      `${priorityPhrase(event.priority, 'en')}.`,
      event.queue
        ? 'In the team’s queue.'
        : `Given to ${person(event.owner)}, ${ownerFrom[event.ownerFrom].en}.`,
      event.linkedTo === undefined ? '' : `The customer has another open case: ${event.linkedTo}.`,
    ),
  }),
  terms: ({ terms }) => ({ title: 'Targets set', note: `By the policy “${terms.policy}”.` }),
  acknowledged: () => ({ title: 'Acknowledged' }),
  contacted: ({ note }) => ({ title: 'Customer contacted', note }),
  waiting: ({ note }) => ({ title: 'Waiting for the customer', note }),
  resumed: ({ note }) => ({ title: 'Work resumed', note }),
  resolved: ({ rootCause, note }, { rootCause: cause }) => ({ title: `Resolved: ${cause(rootCause)}`, note }),
  'handed-over': ({ to, note, from, back }, { person }) => ({
    title: `Handed over to ${person(to)}`,
    note:
      from !== undefined && back !== undefined
        ? `${person(from)} is away, and back on ${dayIn(back, 'en')}.`
        : note,
  }),
  taken: () => ({ title: 'Taken from the team’s queue' }),
  undone: () => ({ title: 'Last step taken back' }),
  told: (event, { person }, reader) => ({
    title:
      event.to.length === 0
        ? 'Part of a more important message'
        : `Notified ${event.to.map(person).join(', ')}`,
    note: sentences(subjectIn.en(event.about), howTold(event, person, reader)),
  }),
  reassigned: ({ to }, { person }) => ({ title: `Given to ${person(to)}`, note: 'The time was up.' }),
  linked: ({ case: other }) => ({ title: `The customer has another case: ${other}` }),
  'feedback-joined': () => ({ title: 'The customer gave another answer' }),
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
  'survey-answered': ({ score, comment, fcr }) => ({
    title: `The customer answered: ${score}${fcr === undefined ? '' : `, ${firstAnswerWords(fcr).en}`}`,
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
    note: sentences(
      `${priorityPhrase(event.priority, 'fr')}.`,
      event.queue
        ? 'Dans la file de l’équipe.'
        : `Confié à ${person(event.owner)}, ${ownerFrom[event.ownerFrom].fr}.`,
      event.linkedTo === undefined ? '' : fr`Le client a un autre cas ouvert : ${event.linkedTo}.`,
    ),
  }),
  terms: ({ terms }) => ({ title: 'Délais fixés', note: fr`Selon la règle « ${terms.policy} ».` }),
  acknowledged: () => ({ title: 'Pris en charge' }),
  contacted: ({ note }) => ({ title: 'Client contacté', note }),
  waiting: ({ note }) => ({ title: 'En attente du client', note }),
  resumed: ({ note }) => ({ title: 'Reprise du travail', note }),
  resolved: ({ rootCause, note }, { rootCause: cause }) => ({
    title: fr`Résolu : ${cause(rootCause)}`,
    note,
  }),
  'handed-over': ({ to, note, from, back }, { person }) => ({
    title: `Confié à ${person(to)}`,
    note:
      from !== undefined && back !== undefined
        ? fr`Absence de ${person(from)}, de retour le ${dayIn(back, 'fr')}.`
        : note,
  }),
  taken: () => ({ title: 'Pris dans la file de l’équipe' }),
  undone: () => ({ title: 'Dernière étape annulée' }),
  told: (event, { person }, reader) => ({
    title:
      event.to.length === 0
        ? 'Regroupé dans un message plus important'
        : fr`Message envoyé à ${event.to.map(person).join(', ')}`,
    note: sentences(subjectIn.fr(event.about), howTold(event, person, reader)),
  }),
  reassigned: ({ to }, { person }) => ({
    title: `Réattribué à ${person(to)}`,
    note: 'Le délai était écoulé.',
  }),
  linked: ({ case: other }) => ({ title: fr`Le client a un autre cas : ${other}` }),
  'feedback-joined': () => ({ title: 'Le client a donné une autre réponse' }),
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
  'survey-answered': ({ score, comment, fcr }) => ({
    title: fr`Le client a répondu : ${score}${fcr === undefined ? '' : `, ${firstAnswerWords(fcr).fr}`}`,
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
      case 'taken-over':
        return 'The case is somebody else’s now.';
      case 'feedback-joined':
        return 'The customer gave another answer.';
      case 'unacknowledged':
        return `Nobody had acknowledged it: reminder ${about.times}.`;
      case 'feedback-changed':
        return 'The customer changed their answer.';
      case 'warning':
        return `${clockName(about, 'en')}: ${about.percent}% of the time gone.`;
      case 'breach':
        return `${clockName(about, 'en')}: overdue.`;
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
      case 'taken-over':
        return 'Le cas est désormais à quelqu’un d’autre.';
      case 'feedback-joined':
        return 'Le client a donné une autre réponse.';
      case 'unacknowledged':
        return fr`Personne ne l’avait pris en charge : rappel n° ${about.times}.`;
      case 'feedback-changed':
        return 'Le client a modifié sa réponse.';
      case 'warning':
        return fr`${clockName(about, 'fr')} : ${about.percent}${'\u202f'}% du délai écoulé.`;
      case 'breach':
        return fr`${clockName(about, 'fr')} : échéance dépassée.`;
    }
  },
};

const tellings: Readonly<Record<HouseLanguage, Telling>> = { en: english, fr: french };

/** What somebody was told, as a sentence. */
export function subjectTold(about: TellingSubject, language: HouseLanguage): string {
  return subjectIn[language](about);
}

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
