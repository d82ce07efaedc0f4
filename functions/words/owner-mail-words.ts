import type { SlaTarget } from '../domain/sla-target.ts';
import type { HouseLanguage } from '../domain/language.ts';
import { targetWords } from './case-words.ts';
import { fr } from './french.ts';

/** What a mail to an owner, lead or head says; `due` is a moment already in words. */
export interface OwnerMailWords {
  readonly someone: string;
  readonly noScore: string;
  readonly noComment: string;
  readonly dueBefore: (target: SlaTarget, due: string) => string;
  readonly reopenedSubject: string;
  readonly handedOverSubject: string;
  readonly takenOverSubject: string;
  readonly queuedSubject: string;
  readonly changedSubject: string;
  readonly joinedSubject: string;
  readonly unacknowledgedSubject: string;
  readonly warningSubject: (target: SlaTarget, due: string | undefined) => string;
  readonly breachSubject: (target: SlaTarget, due: string | undefined) => string;
  readonly openedTitle: (owner: string | undefined) => string;
  readonly reopenedTitle: string;
  readonly handedOverTitle: (owner: string | undefined) => string;
  /** Why somebody got the case: whose it was is away, and back on a day. */
  readonly standingInDetail: (former: string, back: string) => string;
  /** To whose the case was. */
  readonly takenOverTitle: (owner: string) => string;
  readonly awayDetail: (back: string) => string;
  readonly lateDetail: string;
  readonly queuedTitle: string;
  readonly queuedDetail: string;
  readonly changedTitle: string;
  readonly joinedTitle: string;
  readonly unacknowledgedTitle: string;
  /** How often they were told so. */
  readonly unacknowledgedDetail: (times: number) => string;
  /** Of a case in a queue. */
  readonly untakenTitle: string;
  readonly untakenDetail: (times: number) => string;
  readonly warningTitle: (target: SlaTarget, due: string | undefined) => string;
  readonly warningDetail: (percent: number) => string;
  readonly breachTitle: (target: SlaTarget) => string;
  readonly breachDetail: (due: string | undefined, owner: string | undefined) => string;
  readonly labels: {
    readonly targets: string;
    readonly otherScores: string;
    readonly callBack: string;
    readonly contactTime: string;
    readonly history: string;
    readonly historyOrder: string;
    readonly owner: string;
    readonly priority: string;
    readonly tier: string;
    readonly themes: string;
    readonly sentiment: string;
    readonly survey: string;
    readonly channel: string;
    readonly spoke: string;
  };
  readonly restOnPage: string;
  readonly yes: string;
  readonly button: string;
  readonly buttonNote: string;
  /** Where the page can only be read. */
  readonly watchingNote: string;
  readonly why: Readonly<Record<'owner' | 'former' | 'team' | 'lead' | 'head' | 'watcher', string>>;
  readonly sentTo: (name: string) => string;
  readonly caseNumber: (id: string) => string;
}

export const ownerMailWords: Readonly<Record<HouseLanguage, OwnerMailWords>> = {
  en: {
    someone: 'A customer',
    noScore: 'No score',
    noComment: 'No comment, only a score.',
    dueBefore: (target, due) => `${targetWords[target].en.toLowerCase()} by ${due}`,
    reopenedSubject: 'Reopened',
    handedOverSubject: 'Now yours',
    takenOverSubject: 'No longer yours',
    queuedSubject: 'Team queue',
    changedSubject: 'Answer changed',
    joinedSubject: 'Another answer',
    unacknowledgedSubject: 'Not acknowledged yet',
    warningSubject: (target, due) =>
      `Reminder: ${targetWords[target].en.toLowerCase()}${due ? ` by ${due}` : ' due soon'}`,
    breachSubject: (target, due) =>
      `Overdue${due ? ` since ${due}` : ''}: ${targetWords[target].en.toLowerCase()}`,
    openedTitle: (owner) => (owner ? `New case for ${owner}` : 'A customer is waiting for your answer'),
    reopenedTitle: 'Not put right yet: the case is open again',
    handedOverTitle: (owner) => (owner ? `Case handed over to ${owner}` : 'This case is now yours'),
    standingInDetail: (former, back) => `${former} is away, and back on ${back}.`,
    takenOverTitle: (owner) => `Your case was handed over to ${owner}`,
    awayDetail: (back) => `You are away, and back on ${back}: there is nothing for you to do.`,
    lateDetail: 'The time for it was up.',
    queuedTitle: 'A customer is waiting for your team’s answer',
    queuedDetail: 'It belongs to whoever takes it first.',
    changedTitle: 'The customer changed their answer',
    joinedTitle: 'Your customer gave another answer: it is part of the same case',
    unacknowledgedTitle: 'Nobody has acknowledged this case yet',
    unacknowledgedDetail: (times) =>
      `Reminder ${times}. Acknowledge it on its page, and these reminders end.`,
    untakenTitle: 'Nobody has taken this case yet',
    untakenDetail: (times) =>
      `Reminder ${times}. Once somebody takes it or it is handed over, these reminders end.`,
    warningTitle: (target, due) => `${targetWords[target].en} is due ${due ? `by ${due}` : 'soon'}`,
    warningDetail: (percent) => `${percent}% of the time has gone by.`,
    breachTitle: (target) => `${targetWords[target].en} is overdue`,
    breachDetail: (due, owner) =>
      `${due ? `It was due ${due}. ` : ''}The customer is still waiting${owner ? `. ${owner} has the case.` : ' for you.'}`,
    labels: {
      targets: 'Due',
      otherScores: 'Also scored',
      callBack: 'Wants a call back',
      contactTime: 'Best time',
      history: 'Before',
      historyOrder: 'oldest first',
      owner: 'Owner',
      priority: 'Priority',
      tier: 'Tier',
      themes: 'About',
      sentiment: 'Tone',
      survey: 'Survey',
      channel: 'Channel',
      spoke: 'Said on',
    },
    restOnPage: 'The rest is on the case’s page.',
    yes: 'Yes',
    button: 'Open the case',
    buttonNote:
      'Opening changes nothing: you decide on the page. The link is yours, so please do not forward it.',
    watchingNote:
      'The page shows the case; its owner takes care of it. The link is yours, so please do not forward it.',
    why: {
      owner: 'You get this because the case is yours.',
      former: 'You get this because the case was yours.',
      team: 'You get this because the case is in your team’s queue.',
      lead: 'You get this because you lead the team.',
      head: 'You get this because the team reports to you.',
      watcher: 'You get this because you follow such cases; there is nothing for you to do.',
    },
    sentTo: (name) => `Sent to ${name}.`,
    caseNumber: (id) => `Case ${id}`,
  },
  fr: {
    someone: 'Un client',
    noScore: 'Sans note',
    noComment: 'Une note, sans commentaire.',
    dueBefore: (target, due) => `${targetWords[target].fr.toLowerCase()} avant ${due}`,
    reopenedSubject: 'Rouvert',
    handedOverSubject: 'À vous',
    takenOverSubject: 'Plus à vous',
    queuedSubject: 'File de l’équipe',
    changedSubject: 'Réponse modifiée',
    joinedSubject: 'Autre réponse',
    unacknowledgedSubject: 'Pas encore pris en charge',
    warningSubject: (target, due) =>
      fr`Rappel : ${targetWords[target].fr.toLowerCase()}${due ? ` avant ${due}` : ', bientôt l’échéance'}`,
    breachSubject: (target, due) =>
      fr`En retard${due ? ` depuis ${due}` : ''} : ${targetWords[target].fr.toLowerCase()}`,
    openedTitle: (owner) => (owner ? `Nouveau cas pour ${owner}` : 'Un client attend votre réponse'),
    reopenedTitle: fr`Le problème demeure : le cas est rouvert`,
    handedOverTitle: (owner) => (owner ? `Cas confié à ${owner}` : 'Ce cas est désormais le vôtre'),
    standingInDetail: (former, back) => fr`Absence de ${former}, de retour le ${back}.`,
    takenOverTitle: (owner) => `Votre cas a été confié à ${owner}`,
    awayDetail: (back) => fr`Vous êtes en absence, de retour le ${back} : vous n’avez rien à faire.`,
    lateDetail: 'Le délai était écoulé.',
    queuedTitle: 'Un client attend la réponse de votre équipe',
    queuedDetail: 'Il revient à qui le prend en premier.',
    changedTitle: 'Le client a modifié sa réponse',
    joinedTitle: fr`Votre client a donné une autre réponse : elle fait partie du même cas`,
    unacknowledgedTitle: 'Personne n’a encore pris ce cas en charge',
    unacknowledgedDetail: (times) =>
      fr`Rappel n° ${times}. Prenez-le en charge sur sa page et ces rappels cesseront.`,
    untakenTitle: 'Personne n’a encore pris ce cas dans la file',
    untakenDetail: (times) =>
      fr`Rappel n° ${times}. Dès que quelqu’un le prend ou qu’il est confié, ces rappels cessent.`,
    warningTitle: (target, due) =>
      `${targetWords[target].fr} ${due ? `avant ${due}` : 'à faire sans tarder'}`,
    warningDetail: (percent) => `${percent}\u202f% du délai est écoulé.`,
    breachTitle: (target) => fr`${targetWords[target].fr} : échéance dépassée`,
    breachDetail: (due, owner) =>
      `${due ? `C’était à faire avant ${due}. ` : ''}${owner ? fr`Le client attend toujours. Responsable du cas : ${owner}.` : 'Le client attend toujours votre réponse.'}`,
    labels: {
      targets: 'Échéances',
      otherScores: 'Autres notes',
      callBack: 'À rappeler',
      contactTime: 'Moment souhaité',
      history: 'Avant',
      historyOrder: 'du plus ancien au plus récent',
      owner: 'Responsable',
      priority: 'Priorité',
      tier: 'Segment',
      themes: 'Sujets',
      sentiment: 'Ton',
      survey: 'Enquête',
      channel: 'Canal',
      spoke: 'Exprimé le',
    },
    restOnPage: 'La suite est sur la page du cas.',
    yes: 'Oui',
    button: 'Ouvrir le cas',
    buttonNote: fr`Ouvrir la page n’engage à rien : c’est là que vous décidez. Ce lien est personnel, merci de ne pas le transférer.`,
    watchingNote: fr`La page montre le cas, son responsable s’en occupe. Ce lien est personnel, merci de ne pas le transférer.`,
    why: {
      owner: 'Vous recevez ce message parce que ce cas vous est confié.',
      former: 'Vous recevez ce message parce que ce cas vous était confié.',
      team: 'Vous recevez ce message parce que ce cas est dans la file de votre équipe.',
      lead: 'Vous recevez ce message parce que vous dirigez l’équipe.',
      head: 'Vous recevez ce message parce que l’équipe dépend de vous.',
      watcher: fr`Vous recevez ce message parce que vous suivez ces cas ; vous n’avez rien à faire.`,
    },
    sentTo: (name) => `Envoyé à ${name}.`,
    caseNumber: (id) => `Cas ${id}`,
  },
};
