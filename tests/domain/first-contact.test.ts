import { describe, expect, it } from 'vitest';
import type { CaseEvent, CaseEventBody } from '../../functions/domain/case.ts';
import { firstContactResolved } from '../../functions/domain/first-contact.ts';
import { aCase, event, hours } from './a-case.ts';

const contacted: CaseEventBody = { type: 'contacted', note: 'Appelé.' };
const resolved: CaseEventBody = { type: 'resolved', rootCause: 'carrier', note: 'Reparti.' };
const asked: CaseEventBody = { type: 'feedback-changed', comment: true };
const thanked: CaseEventBody = { type: 'feedback-changed', comment: true, thanks: true };
const rescored: CaseEventBody = { type: 'feedback-changed', score: 2, comment: false };
const joined: CaseEventBody = { type: 'feedback-joined', feedbackId: 'shop#r-2' };
const mailed: CaseEventBody = { type: 'mailed', mail: 'follow-up', round: 0 };
const reopened: CaseEventBody = { type: 'reopened', priority: 'high', reason: 'low-recovery-answer' };
const recovered: CaseEventBody = { type: 'closed', outcome: 'recovered', reason: 'answered' };
const lost: CaseEventBody = { type: 'closed', outcome: 'lost', reason: 'answered-low-again' };
const unanswered: CaseEventBody = { type: 'closed', outcome: 'no-answer', reason: 'nobody-answered' };
const answered = (score: number, fcr?: boolean): CaseEventBody => ({
  type: 'survey-answered',
  score,
  ...(fcr !== undefined && { fcr }),
});
const notMailed: CaseEventBody = { type: 'not-mailed', mail: 'follow-up', round: 0, reason: 'no-address' };
const surveyNotMailed: CaseEventBody = {
  type: 'not-mailed',
  mail: 'recovery-survey',
  round: 0,
  reason: 'no-address',
};

/** What is said of a case to which this happened, an hour apart. */
const settled = (...bodies: readonly CaseEventBody[]) =>
  firstContactResolved(aCase(...bodies.map((body, index): CaseEvent => event(hours(index + 1), body))));

describe('a case is settled at the first contact', () => {
  it.each([
    ['with one contact and a resolution', [contacted, resolved]],
    ['with a resolution alone, which is mailed', [resolved, mailed, unanswered]],
    ['when the customer then says that it helped', [contacted, resolved, answered(5), recovered]],
    ['when the customer then only thanks', [contacted, thanked, resolved]],
    ['when the customer’s answer is not judged yet', [resolved, answered(5)]],
    ['when only the survey could not be mailed', [resolved, mailed, surveyNotMailed]],
    ['when only the score changes', [contacted, rescored, resolved]],
    ['when the customer spoke again before anybody had contacted them', [asked, contacted, resolved]],
    ['when the owner spoke to somebody without an address', [contacted, resolved, notMailed]],
  ])('%s', (_, events) => {
    expect(settled(...events)).toBe(true);
  });

  it('when a second contact was taken back', () => {
    const events = [contacted, contacted, { type: 'undone', event: 2 } as const, resolved];
    expect(settled(...events)).toBe(true);
  });
});

describe('a case is not settled at the first contact', () => {
  it.each([
    ['with two contacts', [contacted, contacted, resolved]],
    ['when the customer asked for more after the contact', [contacted, asked, resolved]],
    ['when the customer asked for more after the resolution', [resolved, mailed, asked, unanswered]],
    ['when the customer answered once more after the contact', [contacted, joined, resolved]],
    ['once it was reopened', [contacted, resolved, answered(1), reopened]],
    [
      'however well the second round ends',
      [resolved, answered(1), reopened, resolved, answered(5), recovered],
    ],
    ['when the customer is lost', [contacted, resolved, answered(1), lost]],
  ])('%s', (_, events) => {
    expect(settled(...events)).toBe(false);
  });
});

describe('nobody can say whether the first contact settled it', () => {
  it.each([
    ['while the case is not resolved', [contacted]],
    ['when nothing reached the customer', [resolved, notMailed]],
    ['when their answer came after the case was closed', [resolved, mailed, unanswered, answered(1)]],
    ['when the answer was deleted before anything was done', [{ ...unanswered, reason: 'feedback-deleted' }]],
  ] satisfies [string, CaseEventBody[]][])('%s', (_, events) => {
    expect(settled(...events)).toBeUndefined();
  });
});

describe('what the customer says of our first answer', () => {
  it('outranks what is computed', () => {
    expect(settled(contacted, contacted, asked, resolved, answered(5, true), recovered)).toBe(true);
    expect(settled(contacted, resolved, answered(5, false), recovered)).toBe(false);
    expect(settled(resolved, answered(2, true), reopened)).toBe(true);
  });

  it('counts when it comes late', () => {
    expect(settled(resolved, mailed, unanswered, answered(3, false))).toBe(false);
    expect(settled(resolved, mailed, unanswered, answered(5, true))).toBe(true);
  });
});
