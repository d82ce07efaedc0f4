import type { HouseLanguage } from '../domain/language.ts';
import { fr } from './french.ts';

/** What mails to customers say; dates and scores come in words already. */
export interface CustomerMailWords {
  readonly hello: (name: string | undefined) => string;
  readonly youWrote: (date: string) => string;
  readonly youRated: (date: string, score: string) => string;
  readonly youAnswered: (date: string) => string;
  readonly followUp: {
    readonly subject: (brand: string) => string;
    readonly title: string;
    readonly preheader: string;
    readonly thanks: string;
    readonly done: string;
    readonly reply: string;
  };
  readonly recovery: {
    readonly subject: string;
    readonly preheader: string;
    readonly question: string;
    readonly since: string;
    readonly how: (min: string, max: string) => string;
    readonly lowest: string;
    readonly highest: string;
    readonly button: string;
    readonly note: string;
    readonly choice: (score: number, max: number) => string;
  };
  readonly campaign: {
    readonly subject: (title: string) => string;
    readonly title: string;
    readonly now: string;
    readonly thanks: string;
    readonly signature: (brand: string) => string;
  };
  readonly why: (date: string, survey: string | undefined) => string;
  readonly unsubscribe: string;
}

export const customerMailWords: Readonly<Record<HouseLanguage, CustomerMailWords>> = {
  en: {
    hello: (name) => (name ? `Hello ${name},` : 'Hello,'),
    youWrote: (date) => `On ${date} you wrote to us:`,
    youRated: (date, score) => `On ${date} you gave us ${score}.`,
    youAnswered: (date) => `On ${date} you told us what you thought.`,
    followUp: {
      subject: (brand) => `What we did about your feedback – ${brand}`,
      title: 'We read you, and here is what we did',
      preheader: 'You took the time to tell us. Here is what we did.',
      thanks: 'Thank you for telling us plainly.',
      done: 'Here is what we did:',
      reply: 'If something is still not right, just reply to this message.',
    },
    recovery: {
      subject: 'Did we put things right?',
      preheader: 'One question, one answer.',
      question: 'Did we put things right?',
      since: 'Since then, here is what we did:',
      how: (min, max) => `Choose a number from ${min} (not at all) to ${max} (completely).`,
      lowest: 'Not at all',
      highest: 'Completely',
      button: 'Give my answer',
      note: 'Your number will be ready on the page, where you confirm it. You can add a word if you like.',
      choice: (score, max) => `${score} out of ${max}`,
    },
    campaign: {
      subject: (title) => `You asked, we did: ${title}`,
      title: 'You asked, we did',
      now: 'It is done:',
      thanks: 'Thank you. Words like yours decide what we work on.',
      signature: (brand) => `The team at ${brand}`,
    },
    why: (date, survey) =>
      survey
        ? `You receive this message because you answered our survey “${survey}” on ${date}.`
        : `You receive this message because you gave us your opinion on ${date}.`,
    unsubscribe: 'Stop receiving these messages',
  },
  fr: {
    hello: (name) => (name ? `Bonjour ${name},` : 'Bonjour,'),
    youWrote: (date) => fr`Le ${date}, vous nous avez écrit :`,
    youRated: (date, score) => `Le ${date}, vous nous avez donné la note de ${score}.`,
    youAnswered: (date) => `Le ${date}, vous nous avez donné votre avis.`,
    followUp: {
      subject: (brand) => `Ce que nous avons fait après votre message – ${brand}`,
      title: 'Nous vous avons lu, et voici la suite',
      preheader: 'Vous avez pris le temps de nous le dire. Voici ce que nous avons fait.',
      thanks: 'Merci de nous l’avoir dit franchement.',
      done: fr`Voici ce que nous avons fait :`,
      reply: 'Si quelque chose ne va toujours pas, répondez simplement à ce message.',
    },
    recovery: {
      subject: fr`Avons-nous réparé les choses ?`,
      preheader: 'Une seule question, une seule réponse.',
      question: fr`Avons-nous réparé les choses ?`,
      since: fr`Depuis, voici ce que nous avons fait :`,
      how: (min, max) => `Choisissez un chiffre, de ${min} (pas du tout) à ${max} (tout à fait).`,
      lowest: 'Pas du tout',
      highest: 'Tout à fait',
      button: 'Donner ma réponse',
      note: 'Votre chiffre vous attendra sur la page, où vous le confirmerez. Vous pourrez y ajouter un mot.',
      choice: (score, max) => `${score} sur ${max}`,
    },
    campaign: {
      subject: (title) => fr`Vous l’avez demandé, c’est fait : ${title}`,
      title: 'Vous l’avez demandé, c’est fait',
      now: fr`C’est désormais chose faite :`,
      thanks: 'Merci. Ce sont des mots comme les vôtres qui décident de nos chantiers.',
      signature: (brand) => `L’équipe ${brand}`,
    },
    why: (date, survey) =>
      survey
        ? fr`Vous recevez ce message parce que vous avez répondu le ${date} à notre enquête « ${survey} ».`
        : `Vous recevez ce message parce que vous nous avez donné votre avis le ${date}.`,
    unsubscribe: 'Ne plus recevoir ces messages',
  },
};
