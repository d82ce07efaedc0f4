import type { OutOfHours } from '../domain/case.ts';
import type { HouseLanguage } from '../domain/language.ts';
import type { TellingTime } from '../domain/telling-time.ts';
import { clockName } from './case-words.ts';
import { fr } from './french.ts';
import { dayAndTime, type Reader } from './moment.ts';

interface TimingWords {
  readonly held: (since: string) => string;
  readonly urgent: string;
  readonly due: (what: string, due: string, back: string) => string;
}

/** Said to whoever was told, or of them. */
const timingWords: Readonly<Record<HouseLanguage, Readonly<Record<'you' | 'they', TimingWords>>>> = {
  en: {
    you: {
      held: (since) => `Held from ${since} on: outside your hours.`,
      urgent: 'Outside your hours, as the case is urgent.',
      due: (what, due, back) => `Outside your hours, as ${what} is due ${due}, before you are back ${back}.`,
    },
    they: {
      held: (since) => `Held from ${since} on: outside their hours.`,
      urgent: 'Outside their hours, as the case is urgent.',
      due: (what, due, back) =>
        `Outside their hours, as ${what} is due ${due}, before they are back ${back}.`,
    },
  },
  fr: {
    you: {
      held: (since) => fr`Retenu à partir de ${since} : hors de vos horaires.`,
      urgent: 'Hors de vos horaires, car le cas est urgent.',
      due: (what, due, back) =>
        fr`Hors de vos horaires, car l’échéance « ${what} » tombe ${due}, avant votre retour ${back}.`,
    },
    they: {
      held: (since) => fr`Retenu à partir de ${since} : en dehors des heures de travail.`,
      urgent: 'En dehors des heures de travail, car le cas est urgent.',
      due: (what, due, back) =>
        fr`En dehors des heures de travail, car l’échéance « ${what} » tombe ${due}, avant la reprise ${back}.`,
    },
  },
};

interface Timing {
  readonly heldSince?: TellingTime['heldSince'] | undefined;
  readonly outOfHours?: OutOfHours | undefined;
}

/** Of those who had had enough messages that day. */
export function overviewText(names: readonly string[], language: HouseLanguage): string {
  const listed = names.join(', ');
  return language === 'fr'
    ? fr`Dans un récapitulatif, à cause du nombre de messages ce jour-là : ${listed}.`
    : `In an overview, because of the number of messages that day: ${listed}.`;
}

/** Why a message came when it came; undefined where it came at once. */
export function timingText(
  { heldSince, outOfHours }: Timing,
  whose: 'you' | 'they',
  reader: Reader,
): string | undefined {
  const words = timingWords[reader.language][whose];
  if (outOfHours?.why === 'urgent') return words.urgent;
  if (outOfHours?.why === 'due') {
    const what = clockName(outOfHours, reader.language).toLowerCase();
    return words.due(what, dayAndTime(outOfHours.dueAt, reader), dayAndTime(outOfHours.back, reader));
  }
  return heldSince === undefined ? undefined : words.held(dayAndTime(heldSince, reader));
}
