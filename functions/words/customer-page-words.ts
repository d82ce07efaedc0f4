import type { HouseLanguage } from '../domain/language.ts';
import { fr } from './french.ts';

/** What pages say that a customer, or anybody with an old link, can open. */
export interface CustomerPageWords {
  readonly recovery: {
    readonly question: string;
    readonly about: (date: string) => string;
    readonly lowest: string;
    readonly highest: string;
    readonly firstAnswer: string;
    readonly yes: string;
    readonly no: string;
    readonly optional: string;
    readonly comment: string;
    readonly commentHint: string;
    readonly submit: string;
    readonly missing: string;
    readonly thanks: string;
    readonly thanksDetail: string;
    readonly already: string;
  };
  readonly unsubscribe: {
    readonly title: string;
    readonly what: (address: string, brand: string) => string;
    readonly still: string;
    readonly button: string;
    readonly done: string;
    readonly doneDetail: (address: string, brand: string) => string;
    readonly back: (replyTo: string) => string;
  };
}

export const customerPageWords: Readonly<Record<HouseLanguage, CustomerPageWords>> = {
  en: {
    recovery: {
      question: 'Did we put things right?',
      about: (date) => `About what you told us on ${date}.`,
      lowest: 'Not at all',
      highest: 'Completely',
      firstAnswer: 'Was it settled with our first answer?',
      yes: 'Yes',
      no: 'No',
      optional: 'optional',
      comment: 'Anything to add?',
      commentHint: 'Optional. It goes to the people who looked after you.',
      submit: 'Send my answer',
      missing: 'Please choose a number first.',
      thanks: 'Thank you',
      thanksDetail: 'Your answer has reached us. You can close this page.',
      already: 'We already have your answer. You can close this page.',
    },
    unsubscribe: {
      title: 'Stop our messages?',
      what: (address, brand) =>
        `${brand} will no longer write to ${address} about your feedback: no follow-up, no question, no news.`,
      still: 'Messages about your orders or your account are not affected.',
      button: 'Stop these messages',
      done: 'It’s done',
      doneDetail: (address, brand) => `${brand} will not write to ${address} about your feedback again.`,
      back: (replyTo) => `If you change your mind one day, write to ${replyTo}.`,
    },
  },
  fr: {
    recovery: {
      question: fr`Avons-nous réparé les choses ?`,
      about: (date) => `À propos de ce que vous nous avez dit le ${date}.`,
      lowest: 'Pas du tout',
      highest: 'Tout à fait',
      firstAnswer: fr`Notre première réponse a-t-elle suffi ?`,
      yes: 'Oui',
      no: 'Non',
      optional: 'facultatif',
      comment: fr`Souhaitez-vous ajouter un mot ?`,
      commentHint: 'Facultatif. Vos mots vont aux personnes qui se sont occupées de vous.',
      submit: 'Envoyer ma réponse',
      missing: 'Merci de choisir d’abord un chiffre.',
      thanks: 'Merci',
      thanksDetail: 'Votre réponse nous est bien parvenue. Vous pouvez fermer cette page.',
      already: 'Nous avons déjà votre réponse. Vous pouvez fermer cette page.',
    },
    unsubscribe: {
      title: fr`Ne plus recevoir nos messages ?`,
      what: (address, brand) =>
        fr`${brand} n’écrira plus à ${address} au sujet de vos avis : ni suivi, ni question, ni nouvelles.`,
      still: 'Les messages liés à vos commandes ou à votre compte ne changent pas.',
      button: 'Ne plus recevoir ces messages',
      done: 'C’est fait',
      doneDetail: (address, brand) => `${brand} n’écrira plus à ${address} à propos de vos avis.`,
      back: (replyTo) => `Si vous changez d’avis un jour, écrivez à ${replyTo}.`,
    },
  },
};

export type MessageKind = 'expired' | 'broken' | 'unknown' | 'too-many' | 'changed-elsewhere' | 'trouble';

interface MessageWords {
  readonly title: string;
  readonly detail: string;
}

export const messageWords: Readonly<Record<HouseLanguage, Readonly<Record<MessageKind, MessageWords>>>> = {
  en: {
    expired: {
      title: 'This link has expired',
      detail: 'Links work for a limited time. Open the most recent message you had from us, or reply to it.',
    },
    broken: {
      title: 'This link is not complete',
      detail: 'Part of the address may have been cut off. Open the link again from the message itself.',
    },
    unknown: {
      title: 'There is nothing here',
      detail:
        'What this link pointed to is no longer there. If you expected something, reply to our message.',
    },
    'too-many': {
      title: 'One moment, please',
      detail: 'Too many requests came at once. Wait a minute and try again.',
    },
    'changed-elsewhere': {
      title: 'This was changed elsewhere',
      detail:
        'Somebody saved a change while you had this page open. Nothing of yours was saved: open the link again.',
    },
    trouble: {
      title: 'That did not work',
      detail: 'The fault is ours, and nothing was saved. Please try again in a few minutes.',
    },
  },
  fr: {
    expired: {
      title: 'Ce lien a expiré',
      detail:
        'Nos liens ont une durée limitée. Ouvrez le message le plus récent que vous avez reçu, ou répondez-y.',
    },
    broken: {
      title: 'Ce lien est incomplet',
      detail: 'Une partie de l’adresse a pu être coupée. Ouvrez de nouveau le lien depuis le message.',
    },
    unknown: {
      title: 'Il n’y a rien ici',
      detail:
        'Ce que ce lien désignait n’existe plus. Si vous attendiez quelque chose, répondez à notre message.',
    },
    'too-many': {
      title: 'Un instant, s’il vous plaît',
      detail: 'Trop de demandes sont arrivées à la fois. Patientez une minute, puis réessayez.',
    },
    'changed-elsewhere': {
      title: 'Une modification a été faite ailleurs',
      detail: fr`Un changement a été enregistré pendant que cette page était ouverte. Votre saisie ne l’a pas été : ouvrez de nouveau le lien.`,
    },
    trouble: {
      title: 'Cela n’a pas fonctionné',
      detail: 'La faute est nôtre, et rien n’a été enregistré. Merci de réessayer dans quelques minutes.',
    },
  },
};
