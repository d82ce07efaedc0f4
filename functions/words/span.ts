import type { HouseLanguage } from '../domain/language.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const nbsp = '\u00a0';

/** A length of time in at most two units, rounded down to the minute: `3 h 20`, `2 d 4 h`, `2 j 4 h`, `12 min`. */
export function span(milliseconds: number, language: HouseLanguage): string {
  const length = Math.abs(milliseconds);
  const days = Math.floor(length / day);
  const hours = Math.floor((length % day) / hour);
  const minutes = Math.floor((length % hour) / minute);
  if (days > 0) return joined(`${days} ${language === 'fr' ? 'j' : 'd'}`, hours > 0 ? `${hours} h` : '');
  if (hours > 0) return joined(`${hours} h`, minutes > 0 ? String(minutes).padStart(2, '0') : '');
  return joined(
    minutes > 0 ? `${minutes} min` : language === 'fr' ? 'moins d’une minute' : 'less than a minute',
    '',
  );
}

function joined(first: string, second: string): string {
  return `${first} ${second}`.trim().replaceAll(' ', nbsp);
}

/** How far off a due moment is: `in 3 h 20`, `dans 3 h 20`; once past, `2 h late`, `2 h de retard`. */
export function untilDue(milliseconds: number, language: HouseLanguage): string {
  const length = span(milliseconds, language);
  if (milliseconds < 0) return language === 'fr' ? `${length} de retard` : `${length} late`;
  return language === 'fr' ? `dans ${length}` : `in ${length}`;
}

/** What is left of a clock's own time, which may stand still at night: `3 h 20 left`, `reste 3 h 20`. */
export function timeLeft(milliseconds: number, language: HouseLanguage): string {
  const length = span(milliseconds, language);
  return language === 'fr' ? `reste ${length}` : `${length} left`;
}

/** A clock's own time, never in days, as a working day is no day: `26 h`, `4 h 05`, `12 min`. */
export function clockTime(milliseconds: number, language: HouseLanguage): string {
  const hours = Math.floor(milliseconds / hour);
  const minutes = Math.floor((milliseconds % hour) / minute);
  if (hours === 0) return minutes === 0 && milliseconds === 0 ? `0${nbsp}h` : span(milliseconds, language);
  return joined(`${hours} h`, minutes > 0 ? String(minutes).padStart(2, '0') : '');
}
