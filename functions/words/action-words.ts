import type { ActionName, ActionProblem } from '../domain/actions.ts';
import type { HouseLanguage } from '../domain/language.ts';
import { fr } from './french.ts';

/** Why a posted action was not carried out. */
export type Refusal = 'changed-meanwhile' | 'not-possible' | 'incomplete' | 'too-late' | 'not-yours';
/** What is wrong with a field. */
export type Problem = ActionProblem['message'];

interface ActionWords {
  readonly title: string;
  readonly button: string;
  readonly hint: string;
  readonly done: string;
}

export const actionWords: Readonly<Record<HouseLanguage, Readonly<Record<ActionName, ActionWords>>>> = {
  en: {
    take: {
      title: 'Take the case',
      button: 'I’ll take it',
      hint: 'The case becomes yours, and your team sees it. The customer is not told.',
      done: 'Thank you: the case is yours.',
    },
    acknowledge: {
      title: 'Acknowledge',
      button: 'I’ll take care of it',
      hint: 'Tells your team that somebody is on it. The customer is not told.',
      done: 'Thank you: the case is acknowledged.',
    },
    contacted: {
      title: 'I contacted the customer',
      button: 'Save the contact',
      hint: 'By phone, in person or by e-mail: only the team reads this note.',
      done: 'The contact is saved.',
    },
    waiting: {
      title: 'Wait for the customer',
      button: 'Pause the clock',
      hint: 'The time to resolution stands still until the customer comes back.',
      done: 'The clock is paused.',
    },
    resume: {
      title: 'Resume',
      button: 'Resume work',
      hint: 'The customer came back: the time to resolution runs again.',
      done: 'The clock runs again.',
    },
    resolve: {
      title: 'Resolve',
      button: 'Resolve the case',
      hint: 'Where we may write to the customer, they get your words by e-mail and are asked later whether it helped.',
      done: 'The case is resolved.',
    },
    'hand-over': {
      title: 'Hand over',
      button: 'Hand over the case',
      hint: 'The new owner is told at once.',
      done: 'The case is handed over.',
    },
    undo: { title: 'Take back', button: 'Take back', hint: '', done: 'The step is taken back.' },
  },
  fr: {
    take: {
      title: 'Prendre le cas',
      button: 'Je le prends',
      hint: 'Le cas devient le vôtre, et votre équipe le voit. Le client n’en est pas informé.',
      done: fr`Merci : ce cas est le vôtre.`,
    },
    acknowledge: {
      title: 'Prendre en charge',
      button: 'Je m’en occupe',
      hint: 'Votre équipe sait que quelqu’un s’en occupe. Le client n’en est pas informé.',
      done: fr`Merci : le cas est pris en charge.`,
    },
    contacted: {
      title: 'J’ai contacté le client',
      button: 'Enregistrer le contact',
      hint: fr`Par téléphone, de vive voix ou par e-mail : seule l’équipe lit cette note.`,
      done: 'Le contact est enregistré.',
    },
    waiting: {
      title: 'Attendre le client',
      button: 'Mettre en pause',
      hint: 'Le délai de résolution s’arrête jusqu’au retour du client.',
      done: 'Le délai est en pause.',
    },
    resume: {
      title: 'Reprendre',
      button: 'Reprendre le travail',
      hint: fr`Le client est revenu vers vous : le délai de résolution court à nouveau.`,
      done: 'Le délai court à nouveau.',
    },
    resolve: {
      title: 'Résoudre',
      button: 'Marquer comme résolu',
      hint: fr`Si nous pouvons lui écrire, le client reçoit vos mots par e-mail ; nous lui demanderons plus tard si les choses sont réparées.`,
      done: 'Le cas est résolu.',
    },
    'hand-over': {
      title: 'Confier à quelqu’un d’autre',
      button: 'Confier le cas',
      hint: 'La personne choisie est prévenue aussitôt.',
      done: 'Le cas est confié.',
    },
    undo: { title: 'Annuler', button: 'Annuler', hint: '', done: 'L’étape est annulée.' },
  },
};

export const refusalWords: Readonly<Record<HouseLanguage, Readonly<Record<Refusal, string>>>> = {
  en: {
    'changed-meanwhile': 'Somebody changed this case in the meantime. Nothing was saved: please look again.',
    'not-possible': 'This step is no longer possible. Nothing was saved.',
    incomplete: 'Something is missing. Nothing was saved yet.',
    'too-late': 'It is too late to take this back.',
    'not-yours': 'This link only shows the case. Nothing was saved.',
  },
  fr: {
    'changed-meanwhile': fr`Ce cas a changé entre-temps. Rien n’a été enregistré : merci de le relire.`,
    'not-possible': 'Cette étape n’est plus possible. Rien n’a été enregistré.',
    incomplete: 'Il manque quelque chose. Rien n’est encore enregistré.',
    'too-late': 'Il est trop tard pour annuler cette étape.',
    'not-yours': 'Ce lien permet seulement de consulter le cas. Rien n’a été enregistré.',
  },
};

export const problemWords: Readonly<Record<HouseLanguage, Readonly<Record<Problem, string>>>> = {
  en: {
    missing: 'Please fill this in.',
    'too-long': 'Please make this shorter.',
    unknown: 'Please choose one of the list.',
  },
  fr: {
    missing: 'Merci de remplir ce champ.',
    'too-long': 'Merci de raccourcir ce texte.',
    unknown: 'Merci de choisir dans la liste.',
  },
};
