import type { Conditions } from '../../functions/domain/rule.ts';
import { priorityPhrase } from '../../functions/words/case-words.ts';
import { oneLine } from '../../functions/words/plain-text.ts';
import { span } from '../../functions/words/span.ts';
import type { HouseLanguage } from '../../functions/domain/language.ts';
import type { Teller } from './teller.ts';

/** Which rule opened the case, whose it became, and why theirs. */
export function openingLines(teller: Teller): readonly string[] {
  const { file, words, known, reader, moment } = teller;
  const opened = file.record.events[0];
  const last = file.rounds.at(-1)?.state;
  if (opened?.type !== 'opened' || last === undefined) return [];
  const { rule, owner, team, ownerFrom, watchers = [], priority } = opened;
  const moved = last.owner !== owner || last.team !== team;
  return [
    `${words.ruleHeld(oneLine(rule, 80))} ${ruleToday(rule, teller)}`,
    words.openedAt(moment(opened.at), priorityPhrase(priority, reader.language)),
    `${words.givenTo(known.person(owner), teamOf(team, teller))}, ${words.ownerFrom[ownerFrom]}`,
    ...(watchers.length > 0 ? [words.watchedBy(watchers.map(known.person).join(', '))] : []),
    ...(moved ? [words.nowWith(known.person(last.owner), teamOf(last.team, teller))] : []),
  ];
}

function teamOf(team: string, { configuration, reader }: Teller): string {
  return configuration.teams[team]?.name[reader.language] ?? oneLine(team, 80);
}

/** The case keeps the rule's id only; what the rule asks for may have changed since. */
function ruleToday(id: string, { configuration, words, reader }: Teller): string {
  const rule = configuration.rules.find((one) => one.id === id);
  return rule === undefined ? words.ruleGone : words.ruleToday(conditionsText(rule.when, reader.language));
}

/** In the configuration's own words: `bands: detractor; tiers: gold or silver`. */
function conditionsText(when: Conditions, language: HouseLanguage): string {
  return Object.entries(when)
    .filter(([, value]) => value !== undefined)
    .map(
      ([name, value]) =>
        `${name}: ${name === 'repeatWithin' ? span(Number(value), language) : valueText(value)}`,
    )
    .join('; ');
}

function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.map(String).join(' / ');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, one]) => `${name} ${valueText(one)}`)
    .join(', ');
}
