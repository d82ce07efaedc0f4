import type { HouseLanguage } from '../domain/language.ts';
import { fr } from './french.ts';

/** What is said of the round that a low answer ended. */
interface PreviousRoundWords {
  readonly title: string;
  readonly weAnswered: string;
  readonly customerAnswered: string;
  /** Heads what the case is about. */
  readonly atFirst: string;
  readonly rootCause: (path: string) => string;
  readonly score: (score: number, most: number) => string;
  readonly noComment: string;
}

export const previousRoundWords: Readonly<Record<HouseLanguage, PreviousRoundWords>> = {
  en: {
    title: 'What was said before',
    weAnswered: 'What we answered',
    customerAnswered: 'What the customer says of it',
    atFirst: 'What the customer said at first',
    rootCause: (path) => `Root cause: ${path}`,
    score: (score, most) => `“Did we put things right?” ${score}/${most}`,
    noComment: 'No comment, only a score.',
  },
  fr: {
    title: 'Ce qui s’est dit avant',
    weAnswered: 'Notre réponse',
    customerAnswered: 'Ce que le client en dit',
    atFirst: 'Ce que le client avait dit d’abord',
    rootCause: (path) => fr`Cause principale : ${path}`,
    score: (score, most) => fr`« Avons-nous réparé les choses ? » ${score}/${most}`,
    noComment: 'Une note, sans commentaire.',
  },
};
