import * as z from 'zod';
import { type ChangeCasePorts, changeCase } from '../cases/change-case.ts';
import type { CaseEvent, CaseEventBody, CaseState } from '../domain/case.ts';
import { stateOf } from '../domain/case-state.ts';
import type { Configuration } from '../domain/configuration.ts';
import { languageOf, spokeAt } from '../domain/feedback.ts';
import type { Instant } from '../domain/instant.ts';
import { type HouseLanguage, houseLanguage } from '../domain/language.ts';
import { type Priority, priorities } from '../domain/priority.ts';
import { termsFor } from '../domain/terms.ts';
import { readLink } from '../links.ts';
import { longestRecoveryComment } from '../pages/recovery-page.ts';
import type { FeedbackStore, LinkKeys } from '../ports.ts';

export interface AnswerSurveyPorts extends ChangeCasePorts {
  readonly feedback: FeedbackStore;
  readonly linkKeys: LinkKeys;
}

export type SurveyReading =
  | { readonly kind: 'broken-link' }
  | { readonly kind: 'expired-link' }
  | {
      readonly kind: 'question';
      readonly caseId: string;
      readonly round: number;
      readonly language: HouseLanguage;
      readonly spokeAt: Instant;
    }
  | { readonly kind: 'answered'; readonly language: HouseLanguage };

/** What a recovery link shows. Changes nothing. */
export async function readSurvey(
  ports: AnswerSurveyPorts,
  configuration: Configuration,
  link: string,
  now: Instant,
): Promise<SurveyReading> {
  const reading = readLink(link, 'answer', await ports.linkKeys.keys(), now);
  if (reading.kind === 'broken') return { kind: 'broken-link' };
  if (reading.kind === 'expired') return { kind: 'expired-link' };
  const { case: caseId, round } = reading.right;
  const record = await ports.cases.get(caseId);
  const feedback = record && (await ports.feedback.get(record.feedbackId));
  if (!record || !feedback) return { kind: 'broken-link' };
  const language = houseLanguage(languageOf(feedback), configuration.brand.language);
  const state = stateOf(record, configuration.undoWithin);
  if (isAnswered(record.events) || state.round !== round) return { kind: 'answered', language };
  return { kind: 'question', caseId, round, language, spokeAt: spokeAt(feedback) };
}

/**
 * A posted answer: the score lies on the configured scale, the comment may be empty. A comment that is too long is
 * cut: whoever was let down once is not sent back to write less.
 */
export function surveyForm({ recovery }: Configuration) {
  const { min, max } = recovery.scale;
  return z.object({
    // Nothing chosen would count as a nought.
    score: z
      .string()
      .regex(/^-?\d+$/)
      .transform(Number)
      .pipe(z.int().min(min).max(max)),
    comment: z
      .string()
      .transform((text) => text.replaceAll('\r\n', '\n').trim().slice(0, longestRecoveryComment))
      .default(''),
    // It is optional, and no answer is turned away for it.
    fcr: z
      .enum(['yes', 'no'])
      .transform((word) => word === 'yes')
      .optional()
      .catch(undefined),
  });
}

export interface SurveyAnswer {
  readonly score: number;
  readonly comment: string;
  /** Whether our first answer settled it, where the customer says so. */
  readonly fcr?: boolean | undefined;
}

/**
 * Takes the customer's answer: the case closes as recovered, or opens again one priority higher, or, when it was
 * opened again before, closes as lost. The first answer of a round counts.
 */
export async function answerSurvey(
  ports: AnswerSurveyPorts,
  configuration: Configuration,
  { caseId, round }: { readonly caseId: string; readonly round: number },
  answer: SurveyAnswer,
  now: Instant,
): Promise<void> {
  await changeCase(
    ports,
    configuration,
    caseId,
    now,
    (state, { events }) => {
      if (state.round !== round || isAnswered(events)) return [];
      return consequences(state, answer, configuration, now);
    },
    'customer',
  );
}

/** By order, not by time: the answer that reopens a case comes at the very instant at which its next round begins. */
function isAnswered(events: readonly CaseEvent[]): boolean {
  const roundBegan = events.findLastIndex(({ type }) => type === 'reopened');
  return events.slice(roundBegan + 1).some(({ type }) => type === 'survey-answered');
}

function consequences(
  state: CaseState,
  { score, comment, fcr }: SurveyAnswer,
  configuration: Configuration,
  now: Instant,
): readonly CaseEventBody[] {
  const { recovery } = configuration;
  const answered: CaseEventBody = {
    type: 'survey-answered',
    score,
    ...(comment !== '' && { comment }),
    // A second round was not settled with the first answer, whatever is posted.
    ...(fcr !== undefined && state.round === 0 && { fcr }),
  };
  // After the case was closed for want of an answer, the execution is over: the answer is kept, the case stays closed.
  if (state.status !== 'resolved') return [answered];
  if (score >= recovery.recoveredFrom)
    return [answered, { type: 'closed', outcome: 'recovered', reason: 'answered' }];
  if (state.round >= recovery.reopenings)
    return [answered, { type: 'closed', outcome: 'lost', reason: 'answered-low-again' }];
  const priority = raised(state.priority);
  const terms = termsFor({ ...state, priority }, configuration, now);
  return [answered, { type: 'reopened', priority, reason: 'low-recovery-answer', terms }];
}

function raised(priority: Priority): Priority {
  return priorities[priorities.indexOf(priority) + 1] ?? priority;
}
