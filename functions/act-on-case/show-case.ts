import { allowedActions } from '../domain/actions.ts';
import { stateOf } from '../domain/case-state.ts';
import { clocksOf } from '../domain/clocks.ts';
import type { Configuration } from '../domain/configuration.ts';
import type { Instant } from '../domain/instant.ts';
import { type HouseLanguage, houseLanguage } from '../domain/language.ts';
import { causesIn } from '../domain/root-cause.ts';
import { zoneOfReader } from '../domain/telling-time.ts';
import { casePage } from '../pages/case-page.ts';
import type { CasePageView } from '../pages/case-view.ts';
import type { CaseFile } from './act-on-case.ts';

/** What a page says beyond the case itself: what was just done, or what was wrong with it. */
export type Remark = Pick<CasePageView, 'flash' | 'problems' | 'typed'>;

/** The language of whoever looks: as asked for, else their own, else the company's. */
export function viewersLanguage(
  asked: string | undefined,
  viewer: string,
  { people, brand }: Configuration,
): HouseLanguage {
  const own = people.find(({ email }) => email === viewer)?.language ?? brand.language;
  return houseLanguage(asked, own);
}

/** The page of a case as it stands now. */
export function showCase(
  { record, feedback, joined, history, viewer, mayAct, unreachable }: CaseFile,
  configuration: Configuration,
  language: HouseLanguage,
  now: Instant,
  remark: Remark = {},
): string {
  const state = stateOf(record, configuration.undoWithin);
  return casePage({
    brand: configuration.brand,
    language,
    timeZone: zoneOfReader(viewer, configuration),
    now,
    state,
    teamName: configuration.teams[state.team]?.name[language],
    events: record.events,
    feedback,
    surveyName: configuration.sources[feedback.source]?.name[language] ?? feedback.source,
    themeNames: configuration.themes
      .filter(({ id }) => feedback.themes.includes(id))
      .map(({ name }) => name[language]),
    joined,
    history,
    clocks: clocksOf(state, configuration, now),
    actions: mayAct ? allowedActions(state, now) : [],
    mayAct,
    people: configuration.people,
    rootCauses: causesIn(language, configuration.rootCauses),
    recoveryScale: configuration.recovery.scale,
    unreachable,
    viewer,
    ...remark,
  });
}
