import type { HouseLanguage } from '../domain/language.ts';
import { fr } from './french.ts';

export interface CasePageWords {
  readonly someone: string;
  readonly facts: string;
  readonly said: string;
  /** Another answer of the customer that is part of the case. */
  readonly alsoSaid: (moment: string) => string;
  readonly noComment: string;
  readonly noScore: string;
  readonly deleted: string;
  readonly before: string;
  readonly targets: string;
  readonly due: (moment: string) => string;
  readonly metAt: (moment: string) => string;
  readonly story: string;
  readonly takenBack: string;
  readonly next: string;
  readonly otherSteps: string;
  readonly nothingToDo: string;
  /** Said to who is told of a case that is not theirs. */
  readonly onlyWatching: string;
  readonly inQueueOf: (team: string) => string;
  readonly you: string;
  readonly retour: string;
  readonly customer: string;
  readonly labels: Readonly<
    Record<
      | 'owner'
      | 'tier'
      | 'themes'
      | 'sentiment'
      | 'survey'
      | 'channel'
      | 'spoke'
      | 'contact'
      | 'callBack'
      | 'contactTime'
      | 'note'
      | 'contactedNote'
      | 'resolveNote'
      | 'resolveNoteUnsent'
      | 'rootCause'
      | 'to',
      string
    >
  >;
  readonly yes: string;
  readonly choose: string;
  /** A cause, without saying which of those below it. */
  readonly inGeneral: (cause: string) => string;
  readonly optional: string;
  readonly takeBack: (what: string, until: string) => string;
  readonly by: (who: string) => string;
  readonly caseNumber: (id: string) => string;
  readonly sentimentShare: (percent: number) => string;
}

export const casePageWords: Readonly<Record<HouseLanguage, CasePageWords>> = {
  en: {
    someone: 'A customer',
    facts: 'What we know',
    said: 'What the customer said',
    alsoSaid: (moment) => `And on ${moment}`,
    noComment: 'No comment, only a score.',
    noScore: 'No score, only words.',
    deleted: 'The customer’s answer was deleted. Only the case’s story remains.',
    before: 'Before this',
    targets: 'Due',
    due: (moment) => `due ${moment}`,
    metAt: (moment) => `done ${moment}`,
    story: 'What happened so far',
    takenBack: 'taken back',
    next: 'Your next step',
    otherSteps: 'Other steps',
    nothingToDo: 'There is nothing to do on this case at the moment.',
    onlyWatching: 'You follow this case. What is done about it is up to its owner.',
    inQueueOf: (team) => `queue of ${team}`,
    you: 'you',
    retour: 'Retour',
    customer: 'the customer',
    labels: {
      owner: 'Owner',
      tier: 'Tier',
      themes: 'About',
      sentiment: 'Tone',
      survey: 'Survey',
      channel: 'Channel',
      spoke: 'Said on',
      contact: 'Contact',
      callBack: 'Wants to be contacted',
      contactTime: 'Best time to reach them',
      note: 'Note for the team',
      contactedNote: 'What was said',
      resolveNote: 'What was done – the customer will read this',
      resolveNoteUnsent: 'What was done – the customer will not be sent this',
      rootCause: 'Root cause',
      to: 'Hand over to',
    },
    yes: 'Yes',
    choose: 'Choose…',
    inGeneral: (cause) => `${cause} (in general)`,
    optional: 'optional',
    takeBack: (what, until) => `Take back: ${what} (until ${until})`,
    by: (who) => `by ${who}`,
    caseNumber: (id) => `Case ${id}`,
    sentimentShare: (percent) => `${percent}% sure`,
  },
  fr: {
    someone: 'Un client',
    facts: 'Ce que nous savons',
    said: 'Ce que dit le client',
    alsoSaid: (moment) => `Et le ${moment}`,
    noComment: 'Une note, sans commentaire.',
    noScore: 'Des mots, sans note.',
    deleted: 'La réponse du client a été supprimée. Seule l’histoire du cas demeure.',
    before: 'Auparavant',
    targets: 'Échéances',
    due: (moment) => `avant ${moment}`,
    metAt: (moment) => `fait ${moment}`,
    story: 'Ce qui s’est passé',
    takenBack: 'annulé',
    next: 'Votre prochaine étape',
    otherSteps: 'Autres étapes',
    nothingToDo: 'Il n’y a rien à faire sur ce cas pour le moment.',
    onlyWatching: 'Vous suivez ce cas. La suite appartient à son responsable.',
    inQueueOf: (team) => fr`file : ${team}`,
    you: 'vous',
    retour: 'Retour',
    customer: 'le client',
    labels: {
      owner: 'Responsable',
      tier: 'Segment',
      themes: 'Sujets',
      sentiment: 'Ton',
      survey: 'Enquête',
      channel: 'Canal',
      spoke: 'Exprimé le',
      contact: 'Coordonnées',
      callBack: 'Souhaite être contacté',
      contactTime: 'Moment souhaité',
      note: 'Note pour l’équipe',
      contactedNote: 'Ce qui s’est dit',
      resolveNote: 'Ce qui a été fait – le client lira ces mots',
      resolveNoteUnsent: 'Ce qui a été fait – le client ne recevra pas ces mots',
      rootCause: 'Cause principale',
      to: 'Confier à',
    },
    yes: 'Oui',
    choose: 'Choisir…',
    inGeneral: (cause) => `${cause} (en général)`,
    optional: 'facultatif',
    takeBack: (what, until) => fr`Annuler : ${what} (jusqu’à ${until})`,
    by: (who) => `par ${who}`,
    caseNumber: (id) => `Cas ${id}`,
    sentimentShare: (percent) => `sûr à ${percent}\u202f%`,
  },
};
