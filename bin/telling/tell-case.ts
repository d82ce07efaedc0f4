import { agendaOf, type Step } from '../../functions/domain/agenda.ts';
import type { CaseState } from '../../functions/domain/case.ts';
import type { Configuration } from '../../functions/domain/configuration.ts';
import type { HouseLanguage } from '../../functions/domain/language.ts';
import { causesIn } from '../../functions/domain/root-cause.ts';
import { hasTerms } from '../../functions/domain/rounds.ts';
import { casePageWords } from '../../functions/words/case-page-words.ts';
import { caseTellingWords } from '../../functions/words/case-telling-words.ts';
import { statusWords } from '../../functions/words/case-words.ts';
import { causeInWords } from '../../functions/words/cause-words.ts';
import { dayAndTime, fullDate, timeOfDay } from '../../functions/words/moment.ts';
import { oneLine } from '../../functions/words/plain-text.ts';
import { closingWords, mailWords, notMailedWords, outcomeWords } from '../../functions/words/reason-words.ts';
import { clockTime } from '../../functions/words/span.ts';
import { timingText } from '../../functions/words/timing-words.ts';
import type { CaseFile } from './case-file.ts';
import { clockLines } from './tell-clock.ts';
import { customerLines } from './tell-customer.ts';
import { listenersText, storyLines, tellingText } from './tell-events.ts';
import { openingLines } from './tell-opening.ts';
import type { Teller } from './teller.ts';

/** The case as a person would tell it: lines for a terminal, without control characters of anybody's. */
export function tellCase(
  file: CaseFile,
  configuration: Configuration,
  language: HouseLanguage,
): readonly string[] {
  const teller = tellerOf(file, configuration, language);
  const { words, dated } = teller;
  const state = file.rounds.at(-1)?.state;
  if (state === undefined) return [];
  const { caseNumber } = casePageWords[language];
  return [
    `${caseNumber(file.record.id)} · ${headline(state, language)}`,
    words.asOf(dated(file.now), configuration.brand.timeZone),
    ...section(words.customer, customerLines(teller)),
    ...section(words.whyOpened, openingLines(teller)),
    ...file.rounds.flatMap((round) => section(...roundSection(round, teller))),
    ...section(words.story, storyLines(teller)),
    ...section(words.mails, mailLines(teller)),
    ...section(words.outcome, outcomeLines(state, teller)),
    ...section(words.next, nextLines(teller)),
  ];
}

function tellerOf(file: CaseFile, configuration: Configuration, language: HouseLanguage): Teller {
  const page = casePageWords[language];
  const reader = { language, timeZone: configuration.brand.timeZone };
  const person = (address: string) => {
    if (address === 'retour') return page.retour;
    if (address === 'customer') return page.customer;
    const name = configuration.people.find(({ email }) => email === address)?.name;
    return oneLine(name ?? address, 80);
  };
  const causes = causesIn(language, configuration.rootCauses);
  const rootCause = (id: string) => causeInWords(causes, id);
  return {
    file,
    configuration,
    words: caseTellingWords[language],
    reader,
    known: { person, rootCause },
    moment: (at) => dayAndTime(at, reader),
    dated: (at) => `${fullDate(at, reader)}, ${timeOfDay(at, reader)}`,
  };
}

/** A title and its lines, one step further in; nothing where there are none. */
function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
}

function headline(state: CaseState, language: HouseLanguage): string {
  const status = statusWords[state.status][language];
  return state.status === 'closed'
    ? `${status}, ${outcomeWords[state.outcome][language].toLowerCase()}`
    : status;
}

function roundSection(
  { round, from, to, state, clocks }: CaseFile['rounds'][number],
  teller: Teller,
): [string, readonly string[]] {
  const { words, moment, file } = teller;
  const title = words.round(round, moment(from), to === undefined ? undefined : moment(to));
  const policy = state.terms.at(-1)?.terms.policy ?? '';
  return [
    title,
    [
      words.policy(oneLine(policy, 80), !hasTerms(file.record)),
      ...(clocks.length === 0 ? [words.noClocks] : []),
      ...clocks.flatMap((clock) => clockLines(clock, { state, end: to ?? file.now }, teller)),
    ],
  ];
}

function mailLines({ file, configuration, words, moment, reader }: Teller): readonly string[] {
  const { language } = reader;
  const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
  const named = (mail: keyof typeof mailWords, round: number) => {
    const name = capital(mailWords[mail][language]);
    return file.rounds.length > 1 ? `${words.roundName(round)}, ${mailWords[mail][language]}` : name;
  };
  const past = file.record.events.flatMap((event) => {
    switch (event.type) {
      case 'mailed':
        return [words.mailSent(named(event.mail, event.round), moment(event.at))];
      case 'not-mailed': {
        const reason = notMailedWords[event.reason][language];
        return [words.mailHeld(named(event.mail, event.round), moment(event.at), reason)];
      }
      case 'mail-postponed':
        return [words.mailPostponed(named(event.mail, event.round), moment(event.at), moment(event.until))];
      default:
        return [];
    }
  });
  const planned = agendaOf(file.record, configuration, file.now).flatMap((step) =>
    step.kind === 'mail' ? [words.mailPlanned(named(step.mail, step.round), moment(step.at))] : [],
  );
  const all = [...past, ...planned];
  return all.length === 0 ? [words.noMail] : all;
}

function outcomeLines(state: CaseState, { file, words, reader, known, moment }: Teller): readonly string[] {
  const { language } = reader;
  const resolutions = file.rounds.flatMap(({ state: at }) => {
    const resolution = 'resolution' in at ? at.resolution : undefined;
    if (resolution === undefined) return [];
    const { rootCause, by } = resolution;
    return [words.resolvedAs(known.rootCause(rootCause), known.person(by), moment(resolution.at))];
  });
  const answers = file.record.events.flatMap((event) =>
    event.type === 'survey-answered' ? [words.answered(String(event.score), moment(event.at))] : [],
  );
  const { total } = file;
  const waited =
    total === undefined
      ? []
      : [
          words.total(
            clockTime(total.customerMs, language),
            clockTime(total.teamMs, language),
            total.reopenings,
          ),
        ];
  const ending =
    state.status === 'closed'
      ? `${outcomeWords[state.outcome][language]}. ${closingWords[state.reason][language]}`
      : words.stillOpen(statusWords[state.status][language], known.person(state.owner));
  return [...resolutions, ...answers, ending, ...waited];
}

const nextShown = 6;

function nextLines(teller: Teller): readonly string[] {
  const { file, configuration, moment } = teller;
  const agenda = agendaOf(file.record, configuration, file.now);
  return [...Map.groupBy(agenda, lineOf).values()]
    .slice(0, nextShown)
    .flatMap(([step, ...others]) =>
      step === undefined ? [] : [`${moment(step.at)}  ${stepText(step, [step, ...others], teller)}`],
    );
}

/** Those who are told of the same at the same time share a line. */
function lineOf(step: Step): string {
  return JSON.stringify([step.at, step.kind, step.kind === 'tell' ? step.key : '']);
}

function stepText(step: Step, together: readonly Step[], teller: Teller): string {
  const {
    file,
    known,
    words,
    reader,
    reader: { language },
  } = teller;
  switch (step.kind) {
    case 'tell': {
      const listeners = together.flatMap((one) => (one.kind === 'tell' ? [one] : []));
      const timing = timingText(step, 'they', reader);
      const text = words.nextTell(tellingText(step.about, teller), listenersText(listeners, teller));
      return timing === undefined ? text : `${text}. ${timing}`;
    }
    case 'mail':
      return words.nextMail(mailWords[step.mail][language]);
    case 'resume':
      return words.nextResume;
    case 'hand-over':
      return words.nextHandOver(known.person(file.rounds.at(-1)?.state.owner ?? ''), known.person(step.to));
    case 'close':
      return words.nextClose(outcomeWords[step.outcome][language].toLowerCase());
  }
}
