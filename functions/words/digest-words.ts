import type { HouseLanguage } from '../domain/language.ts';
import { fr } from './french.ts';

/** What a digest or an overview says; numbers are of cases, moments are already in words. */
export interface DigestWords {
  readonly ownSubject: (counts: string) => string;
  readonly teamSubject: (team: string, counts: string) => string;
  readonly overviewSubject: (cases: number, most: number) => string;
  readonly counts: (slipped: number, due: number, closed: number) => string;
  readonly ownTitle: (name: string | undefined) => string;
  readonly teamTitle: (team: string) => string;
  readonly overviewTitle: string;
  readonly overviewDetail: (most: number) => string;
  readonly sections: Readonly<Record<'news' | 'slipped' | 'closed', string>>;
  /** What falls due before the next digest. */
  readonly dueSection: (until: string | undefined) => string;
  readonly overdueSince: (what: string, due: string) => string;
  readonly dueBy: (what: string, due: string) => string;
  readonly closedAs: (outcome: string, at: string) => string;
  readonly notAcknowledged: string;
  readonly inQueue: string;
  readonly open: string;
  readonly more: (count: number) => string;
  /** They come in the next overview. */
  readonly moreLater: (count: number) => string;
  readonly noteOnLinks: string;
  readonly why: Readonly<Record<'own' | 'team' | 'overview', string>>;
}

const messages = (most: number) => (most === 1 ? 'one message' : `${most} messages`);

export const digestWords: Readonly<Record<HouseLanguage, DigestWords>> = {
  en: {
    ownSubject: (counts) => `Your day: ${counts}`,
    teamSubject: (team, counts) => `${team} today: ${counts}`,
    overviewSubject: (cases, most) =>
      `${cases === 1 ? 'One more case' : `${cases} more cases`}, beyond ${messages(most)} a day`,
    counts: (slipped, due, closed) =>
      [
        slipped > 0 ? `${slipped} overdue` : '',
        due > 0 ? `${due} due` : '',
        closed > 0 ? `${closed} closed` : '',
      ]
        .filter((part) => part !== '')
        .join(', '),
    ownTitle: (name) => (name ? `${name}, your cases today` : 'Your cases today'),
    teamTitle: (team) => `${team} today`,
    overviewTitle: 'What else came, in one message',
    overviewDetail: (most) =>
      `Beyond ${messages(most)} a day, the rest comes together in one like this, about once an hour at most.`,
    sections: { news: 'New', slipped: 'Overdue', closed: 'Closed since the last list' },
    dueSection: (until) => `Due before ${until ?? 'the next list'}`,
    overdueSince: (what, due) => `${what} overdue since ${due}`,
    dueBy: (what, due) => `${what} by ${due}`,
    closedAs: (outcome, at) => `${outcome}, ${at}`,
    notAcknowledged: 'not acknowledged',
    inQueue: 'in the queue',
    open: 'Open',
    more: (count) => (count === 1 ? 'and one more' : `and ${count} more`),
    moreLater: (count) =>
      count === 1 ? 'and one more, in the next message' : `and ${count} more, in the next message`,
    noteOnLinks: 'Opening a case changes nothing. The links are yours, so please do not forward them.',
    why: {
      own: 'You get this on the mornings of the days on which you work, when there is something to tell.',
      team: 'You get this because you lead the team, or stand in for who does, when there is something to tell.',
      overview: 'You get this instead of a message for each.',
    },
  },
  fr: {
    ownSubject: (counts) => fr`Votre journée : ${counts}`,
    teamSubject: (team, counts) => fr`${team} aujourd’hui : ${counts}`,
    overviewSubject: (cases, most) =>
      `${cases === 1 ? 'Un autre cas' : `${cases} autres cas`}, au-delà de ${most} ${most > 1 ? 'messages' : 'message'} par jour`,
    counts: (slipped, due, closed) =>
      [
        slipped > 0 ? `${slipped} en retard` : '',
        due > 0 ? `${due} à échéance` : '',
        closed > 0 ? `${closed} clos` : '',
      ]
        .filter((part) => part !== '')
        .join(', '),
    ownTitle: (name) => (name ? `${name}, vos cas du jour` : 'Vos cas du jour'),
    teamTitle: (team) => `${team} aujourd’hui`,
    overviewTitle: 'Le reste, en un seul message',
    overviewDetail: (most) =>
      `Au-delà de ${most} ${most > 1 ? 'messages' : 'message'} par jour, les autres vous parviennent ensemble, environ une fois par heure au plus.`,
    sections: { news: 'Nouveau', slipped: 'En retard', closed: 'Clos depuis la dernière liste' },
    dueSection: (until) => `À échéance avant ${until ?? 'la prochaine liste'}`,
    overdueSince: (what, due) => fr`${what} : en retard depuis ${due}`,
    dueBy: (what, due) => `${what} avant ${due}`,
    closedAs: (outcome, at) => `${outcome}, ${at}`,
    notAcknowledged: 'pas pris en charge',
    inQueue: 'dans la file',
    open: 'Ouvrir',
    more: (count) => (count === 1 ? 'et un autre' : `et ${count} autres`),
    moreLater: (count) =>
      count === 1 ? 'et un autre, dans le prochain message' : `et ${count} autres, dans le prochain message`,
    noteOnLinks: fr`Ouvrir un cas n’engage à rien. Ces liens sont personnels, merci de ne pas les transférer.`,
    why: {
      own: 'Vous recevez ce message le matin de vos jours de travail, quand il y a quelque chose à dire.',
      team: 'Vous recevez ce message parce que vous dirigez l’équipe, ou remplacez qui la dirige, quand il y a quelque chose à dire.',
      overview: 'Vous recevez ce message au lieu d’un message par cas.',
    },
  },
};
