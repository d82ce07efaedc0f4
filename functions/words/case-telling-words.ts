import type { OwnerFrom } from '../domain/case.ts';
import type { HouseLanguage } from '../domain/language.ts';
import { fr } from './french.ts';

/** What a case's telling says; moments, names and lengths of time are already in words. */
export interface CaseTellingWords {
  readonly asOf: (moment: string, zone: string) => string;
  readonly customer: string;
  readonly someone: string;
  readonly gone: string;
  readonly deleted: string;
  readonly noScore: string;
  readonly noComment: string;
  readonly field: (label: string, value: string) => string;
  readonly saidOn: (moment: string, survey: string) => string;
  readonly fields: Readonly<
    Record<
      'response' | 'score' | 'alsoScored' | 'tier' | 'channel' | 'themes' | 'tone' | 'callBack' | 'best',
      string
    >
  >;
  readonly wantsCall: string;
  readonly whyOpened: string;
  readonly openedAt: (moment: string, priority: string) => string;
  readonly ruleHeld: (rule: string) => string;
  readonly ruleToday: (conditions: string) => string;
  readonly ruleGone: string;
  readonly givenTo: (owner: string, team: string) => string;
  readonly ownerFrom: Readonly<Record<OwnerFrom, string>>;
  readonly watchedBy: (people: string) => string;
  readonly nowWith: (owner: string, team: string) => string;
  readonly round: (number: number, from: string, to: string | undefined) => string;
  readonly policy: (policy: string, before: boolean) => string;
  readonly clock: {
    readonly target: (within: string, calendar: string | undefined, from: string, due: string) => string;
    readonly changed: (at: string, used: string, within: string, calendar: string | undefined) => string;
    readonly left: (left: string, due: string) => string;
    readonly changedLate: (at: string) => string;
    readonly paused: (from: string, to: string, ms: string, reason: string | undefined) => string;
    readonly stillPaused: (from: string, ms: string, reason: string | undefined) => string;
    readonly done: (at: string, used: string) => string;
    readonly closed: (at: string, used: string) => string;
    readonly soFar: (used: string) => string;
    readonly met: (spare: string) => string;
    readonly withdrawn: string;
    /** Instead of a verdict. */
    readonly withdrawnWord: string;
    readonly end: (how: string, verdict: string) => string;
    readonly missedBy: (late: string, ownTime: string | undefined) => string;
    readonly overdueBy: (late: string, ownTime: string | undefined) => string;
    readonly remaining: (left: string) => string;
  };
  readonly exchange: (number: number) => string;
  readonly noClocks: string;
  readonly total: (customer: string, team: string, reopenings: number) => string;
  readonly story: string;
  readonly takenBack: string;
  readonly told: {
    readonly because: (why: string) => string;
    readonly replaced: (people: string, what: string) => string;
    readonly nobody: string;
    /** Held until its reader would be back, and needless before that. */
    readonly withheld: (who: string, what: string, since: string) => string;
    readonly opened: string;
    readonly reopened: string;
    readonly handedOver: string;
    readonly takenOver: string;
    readonly changed: string;
    readonly joined: string;
    readonly unacknowledged: (times: number) => string;
    readonly warning: (clock: string, percent: number) => string;
    readonly breach: (clock: string) => string;
    readonly stillBreached: (clock: string, rung: number) => string;
  };
  readonly mails: string;
  readonly mailSent: (mail: string, at: string) => string;
  readonly mailHeld: (mail: string, at: string, reason: string) => string;
  readonly mailPostponed: (mail: string, at: string, until: string) => string;
  readonly mailPlanned: (mail: string, at: string) => string;
  readonly noMail: string;
  readonly next: string;
  readonly nextTell: (what: string, who: string) => string;
  readonly nextResume: string;
  readonly nextHandOver: (owner: string, standIn: string) => string;
  readonly nextClose: (outcome: string) => string;
  readonly nextMail: (mail: string) => string;
  readonly listeners: Readonly<Record<'owner' | 'former' | 'team' | 'lead' | 'head' | 'watcher', string>>;
  readonly outcome: string;
  readonly stillOpen: (status: string, owner: string) => string;
  readonly resolvedAs: (cause: string, person: string, at: string) => string;
  readonly answered: (score: string, at: string) => string;
  readonly roundName: (number: number) => string;
}

const english: CaseTellingWords = {
  asOf: (moment, zone) => `As of ${moment}. Times are in ${zone}.`,
  field: (label, value) => `${label}: ${value}`,
  customer: 'The customer',
  someone: 'A customer whom we do not know by name',
  gone: 'The customer’s answer is not kept any more; only the case is.',
  deleted: 'The customer’s answer was deleted. Only the case’s story remains.',
  noScore: 'no score, only words',
  noComment: 'No comment, only a score.',
  saidOn: (moment, survey) => `Said on ${moment} in the survey “${survey}”.`,
  fields: {
    response: 'Response',
    score: 'Score',
    alsoScored: 'Also scored',
    tier: 'Tier',
    channel: 'Channel',
    themes: 'About',
    tone: 'Tone',
    callBack: 'Contact',
    best: 'Best time',
  },
  wantsCall: 'asked to be contacted',
  whyOpened: 'Why it opened',
  openedAt: (moment, priority) => `Opened ${moment}. ${priority}.`,
  ruleHeld: (rule) => `The rule “${rule}” held.`,
  ruleToday: (conditions) => `As configured today it asks for ${conditions}.`,
  ruleGone: 'Today’s configuration has no such rule any more.',
  givenTo: (owner, team) => `It was given to ${owner} (${team})`,
  ownerFrom: {
    rule: 'whom the rule names, or whose team it names.',
    response: 'whom the response itself named.',
    account: 'who looks after this customer’s account.',
    survey: 'who is in charge of this survey.',
    theme: 'who is in charge of a subject that the customer spoke of.',
    team: 'whose turn it was in the team.',
    load: 'who had the fewest open cases of the team.',
    queue: 'who leads the team in whose queue it waits.',
    deputy: 'who stands in for the owner.',
    lead: 'who leads the team: nobody else of it was there.',
    fallback: 'who gets what nobody else is named for.',
  },
  watchedBy: (people) => `Told of the opening, too, as they watch such cases: ${people}.`,
  nowWith: (owner, team) => `It is with ${owner} (${team}) now.`,
  round: (number, from, to) =>
    `Round ${number + 1}, ${number === 0 ? 'opened' : 'reopened'} ${from}${to === undefined ? '' : `, until it was reopened ${to}`}`,
  policy: (policy, before) =>
    before
      ? `Held to the policy “${policy}” as configured today: this case is from before terms were written down.`
      : `Held to the policy “${policy}”.`,
  clock: {
    target: (within, calendar, from, due) =>
      `${within} ${calendar === undefined ? 'day and night' : `on the calendar “${calendar}”`} from ${from}: due ${due}.`,
    changed: (at, used, within, calendar) =>
      `The terms changed ${at}: ${used} were used, and it is ${within} ${calendar === undefined ? 'day and night' : `on the calendar “${calendar}”`} from then on.`,
    left: (left, due) => `${left} were left: due ${due}.`,
    changedLate: (at) => `The terms changed ${at}, when it was overdue already: that takes back nothing.`,
    paused: (from, to, ms, reason) =>
      `Stood still from ${from} to ${to}${reason === undefined ? '' : ` (waiting for the customer: ${reason})`}: ${ms} do not count.`,
    stillPaused: (from, ms, reason) =>
      `Stands still since ${from}${reason === undefined ? '' : ` (waiting for the customer: ${reason})`}: ${ms} do not count so far.`,
    done: (at, used) => `Done ${at}, after ${used}`,
    closed: (at, used) => `Not done; the case was closed ${at}, after ${used}`,
    soFar: (used) => `Not done; ${used} used so far`,
    met: (spare) => `met, with ${spare} to spare.`,
    withdrawn: 'in time: nobody missed it, and nobody met it.',
    withdrawnWord: 'Withdrawn',
    missedBy: (late, own) =>
      `missed by ${late}${own === undefined ? '' : ` (${own} of the clock’s own time)`}.`,
    overdueBy: (late, own) =>
      `missed, and overdue by ${late}${own === undefined ? '' : ` (${own} of the clock’s own time)`}.`,
    remaining: (left) => `${left} left.`,
    end: (how, verdict) => `${how}: ${verdict}`,
  },
  exchange: (number) => `exchange ${number}`,
  noClocks: 'It is held to no target.',
  total: (customer, team, reopenings) =>
    `From the opening to the ${reopenings > 0 ? 'last resolution' : 'resolution'}: ${customer} day and night, ${team} on the team’s calendar, waits included.`,
  story: 'What happened',
  takenBack: 'taken back',
  told: {
    because: (why) => `Sent because ${why}.`,
    replaced: (people, what) =>
      `Not sent on its own: at the same moment there was something graver to tell ${people} (${what}).`,
    nobody: 'There was nobody to tell.',
    withheld: (who, what, since) =>
      `So ${who} was not told any more what had been held from ${since} on: ${what}.`,
    opened: 'a case opened',
    reopened: 'the case is open again',
    handedOver: 'the case was handed over',
    takenOver: 'the case had gone to somebody else',
    changed: 'the customer changed their answer',
    joined: 'the customer gave another answer',
    unacknowledged: (times) => `nobody had acknowledged the case, reminder ${times}`,
    warning: (clock, percent) => `${percent}% of the time was used up and nothing was done: ${clock}`,
    breach: (clock) => `it had fallen due: ${clock}`,
    stillBreached: (clock, rung) => `it was still not done, step ${rung} of the ladder: ${clock}`,
  },
  mails: 'Mail to the customer',
  mailSent: (mail, at) => `${mail}: sent ${at}.`,
  mailHeld: (mail, at, reason) => `${mail}: not sent (${at}). ${reason}`,
  mailPostponed: (mail, at, until) => `${mail}: put off ${at}, to ${until}, for the quiet hours.`,
  mailPlanned: (mail, at) => `${mail}: not sent yet; due ${at}.`,
  noMail: 'None so far.',
  next: 'What comes next, if nothing happens',
  nextTell: (what, who) => `tell ${who}: ${what}`,
  nextResume: 'the wait for the customer ends',
  nextHandOver: (owner, standIn) => `${owner} is away: the case goes to ${standIn}`,
  nextClose: (outcome) => `the case closes: ${outcome}`,
  nextMail: (mail) => `mail to the customer: ${mail}`,
  listeners: {
    owner: 'the owner',
    former: 'the owner before',
    team: 'of the team',
    lead: 'the team’s lead',
    head: 'the head',
    watcher: 'watching',
  },
  outcome: 'Outcome',
  stillOpen: (status, owner) => `${status}; with ${owner}.`,
  resolvedAs: (cause, person, at) => `Resolved by ${person} ${at}: ${cause}.`,
  answered: (score, at) => `Asked whether it was put right, the customer answered ${score} ${at}.`,
  roundName: (number) => `Round ${number + 1}`,
};

const french: CaseTellingWords = {
  asOf: (moment, zone) => fr`État au ${moment}. Fuseau horaire : ${zone}.`,
  field: (label, value) => fr`${label} : ${value}`,
  customer: 'Le client',
  someone: 'Un client dont nous ne savons pas le nom',
  gone: fr`La réponse du client n’est plus conservée ; seul le cas demeure.`,
  deleted: 'La réponse du client a été supprimée. Seule l’histoire du cas demeure.',
  noScore: 'pas de note, des mots seulement',
  noComment: 'Une note, sans commentaire.',
  saidOn: (moment, survey) => fr`Exprimé le ${moment} dans l’enquête « ${survey} ».`,
  fields: {
    response: 'Réponse',
    score: 'Note',
    alsoScored: 'Autres notes',
    tier: 'Segment',
    channel: 'Canal',
    themes: 'Sujets',
    tone: 'Ton',
    callBack: 'Contact',
    best: 'Moment souhaité',
  },
  wantsCall: 'souhaite être contacté',
  whyOpened: 'Pourquoi il a été ouvert',
  openedAt: (moment, priority) => `Ouvert ${moment}. ${priority}.`,
  ruleHeld: (rule) => fr`La règle « ${rule} » s’appliquait.`,
  ruleToday: (conditions) => fr`Telle que configurée aujourd’hui, elle demande : ${conditions}.`,
  ruleGone: 'La configuration d’aujourd’hui n’a plus cette règle.',
  givenTo: (owner, team) => `Il a été confié à ${owner} (${team})`,
  ownerFrom: {
    rule: 'que la règle désigne, ou dont elle désigne l’équipe.',
    response: 'que la réponse elle-même désigne.',
    account: 'en charge du compte de ce client.',
    survey: 'en charge de cette enquête.',
    theme: 'en charge d’un sujet dont parle le client.',
    team: 'dont c’était le tour dans l’équipe.',
    load: 'qui avait le moins de cas ouverts dans l’équipe.',
    queue: 'qui dirige l’équipe dans la file de laquelle il attend.',
    deputy: 'qui remplace le responsable.',
    lead: fr`qui dirige l’équipe : personne d’autre n’y était présent.`,
    fallback: 'à qui va ce pour quoi nul autre n’est désigné.',
  },
  watchedBy: (people) => fr`Également informés de l’ouverture, car ils suivent ces cas : ${people}.`,
  nowWith: (owner, team) => `Il est maintenant chez ${owner} (${team}).`,
  round: (number, from, to) =>
    `Tour ${number + 1}, ${number === 0 ? 'ouvert' : 'rouvert'} ${from}${to === undefined ? '' : `, jusqu’à la réouverture ${to}`}`,
  policy: (policy, before) =>
    before
      ? fr`Soumis aux délais « ${policy} » tels que configurés aujourd’hui : ce cas date d’avant leur consignation.`
      : fr`Soumis aux délais « ${policy} ».`,
  clock: {
    target: (within, calendar, from, due) =>
      fr`${within} ${calendar === undefined ? 'jour et nuit' : fr`au calendrier « ${calendar} »`} à partir de ${from} : dû ${due}.`,
    changed: (at, used, within, calendar) =>
      fr`Les délais ont changé ${at} : ${used} étaient utilisées, et ce sont désormais ${within} ${calendar === undefined ? 'jour et nuit' : fr`au calendrier « ${calendar} »`}.`,
    left: (left, due) => fr`Il restait ${left} : dû ${due}.`,
    changedLate: (at) =>
      fr`Les délais ont changé ${at}, alors que l’échéance était passée : cela n’efface rien.`,
    paused: (from, to, ms, reason) =>
      fr`À l’arrêt de ${from} à ${to}${reason === undefined ? '' : fr` (en attente du client : ${reason})`} : ${ms} ne comptent pas.`,
    stillPaused: (from, ms, reason) =>
      fr`À l’arrêt depuis ${from}${reason === undefined ? '' : fr` (en attente du client : ${reason})`} : ${ms} ne comptent pas jusqu’ici.`,
    done: (at, used) => `Fait ${at}, après ${used}`,
    closed: (at, used) => fr`Pas fait ; le cas a été clos ${at}, après ${used}`,
    soFar: (used) => fr`Pas fait ; ${used} utilisées jusqu’ici`,
    met: (spare) => `tenu, avec ${spare} d’avance.`,
    withdrawn: fr`à temps ; nul ne l’a dépassé ni tenu.`,
    withdrawnWord: 'Retiré',
    missedBy: (late, own) => `dépassé de ${late}${own === undefined ? '' : ` (${own} de son propre temps)`}.`,
    overdueBy: (late, own) =>
      `dépassé, en retard de ${late}${own === undefined ? '' : ` (${own} de son propre temps)`}.`,
    remaining: (left) => `reste ${left}.`,
    end: (how, verdict) => fr`${how} : ${verdict}`,
  },
  exchange: (number) => `échange ${number}`,
  noClocks: 'Il n’est soumis à aucun délai.',
  total: (customer, team, reopenings) =>
    fr`De l’ouverture à la ${reopenings > 0 ? 'dernière résolution' : 'résolution'} : ${customer} jour et nuit, ${team} au calendrier de l’équipe, attentes comprises.`,
  story: 'Ce qui s’est passé',
  takenBack: 'annulé',
  told: {
    because: (why) => fr`Raison de l’envoi : ${why}.`,
    replaced: (people, what) =>
      fr`Pas envoyé seul : au même moment il y avait plus grave à dire à ${people} (${what}).`,
    nobody: 'Il n’y avait personne à prévenir.',
    withheld: (who, what, since) =>
      fr`Il n’y avait donc plus à prévenir ${who} de ce qui était retenu depuis ${since} : ${what}.`,
    opened: 'un cas s’est ouvert',
    reopened: 'le cas est rouvert',
    handedOver: 'le cas a changé de responsable',
    takenOver: 'le cas était passé à quelqu’un d’autre',
    changed: 'le client a modifié sa réponse',
    joined: 'le client a donné une autre réponse',
    unacknowledged: (times) => `personne n’avait pris le cas en charge, rappel n° ${times}`,
    warning: (clock, percent) => fr`${percent}${'\u202f'}% du délai utilisé et rien de fait : ${clock}`,
    breach: (clock) => fr`l’échéance était passée : ${clock}`,
    stillBreached: (clock, rung) => fr`toujours pas fait, étape ${rung} de l’escalade : ${clock}`,
  },
  mails: 'E-mails au client',
  mailSent: (mail, at) => fr`${mail} : envoyé ${at}.`,
  mailHeld: (mail, at, reason) => fr`${mail} : non envoyé (${at}). ${reason}`,
  mailPostponed: (mail, at, until) => fr`${mail} : reporté ${at}, au ${until}, à cause des heures calmes.`,
  mailPlanned: (mail, at) => fr`${mail} : pas encore envoyé ; dû ${at}.`,
  noMail: 'Aucun jusqu’ici.',
  next: 'La suite, si rien ne se passe',
  nextTell: (what, who) => fr`prévenir ${who} : ${what}`,
  nextResume: 'l’attente du client prend fin',
  nextHandOver: (owner, standIn) => fr`absence de ${owner} : le cas passe à ${standIn}`,
  nextClose: (outcome) => fr`le cas se clôt : ${outcome}`,
  nextMail: (mail) => fr`e-mail au client : ${mail}`,
  listeners: {
    owner: 'le responsable',
    former: 'l’ancien responsable',
    team: 'de l’équipe',
    lead: 'le chef d’équipe',
    head: 'la direction',
    watcher: 'en copie',
  },
  outcome: 'Issue',
  stillOpen: (status, owner) => fr`${status} ; chez ${owner}.`,
  resolvedAs: (cause, person, at) => fr`Résolu par ${person} ${at} : ${cause}.`,
  answered: (score, at) => `Interrogé sur la réparation, le client a répondu ${score} ${at}.`,
  roundName: (number) => `Tour ${number + 1}`,
};

export const caseTellingWords: Readonly<Record<HouseLanguage, CaseTellingWords>> = {
  en: english,
  fr: french,
};
