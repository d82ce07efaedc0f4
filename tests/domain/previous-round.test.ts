import { describe, expect, it } from 'vitest';
import type { CaseEventBody } from '../../functions/domain/case.ts';
import { previousRound } from '../../functions/domain/previous-round.ts';
import { aCase, event, hours } from './a-case.ts';

const resolved = (note: string): CaseEventBody => ({ type: 'resolved', rootCause: 'carrier', note });
const answered = (score: number): CaseEventBody => ({ type: 'survey-answered', score });
const reopened: CaseEventBody = { type: 'reopened', priority: 'high', reason: 'low-recovery-answer' };
const happened = (...bodies: readonly CaseEventBody[]) =>
  previousRound(aCase(...bodies.map((body, index) => event(hours(index), body))));

describe('the round before', () => {
  it('is not there until the case was reopened', () => {
    expect(happened()).toBeUndefined();
    expect(happened(resolved('Reparti.'), answered(5))).toBeUndefined();
    expect(happened(resolved('Reparti.'), reopened)).toBeUndefined();
  });

  it('has what was answered and what the customer said of it, not what came later', () => {
    const round = happened(resolved('Reparti.'), answered(1), reopened, resolved('Remboursé.'), answered(2));
    expect(round).toMatchObject({
      resolution: { note: 'Reparti.', by: 'owner@example.com' },
      answer: { score: 1 },
    });
  });

  it('is the last one, where there were several', () => {
    const twice = [
      resolved('Reparti.'),
      answered(1),
      reopened,
      resolved('Remboursé.'),
      answered(2),
      reopened,
    ];
    expect(happened(...twice)).toMatchObject({ resolution: { note: 'Remboursé.' }, answer: { score: 2 } });
  });

  it('leaves out a resolution that was taken back', () => {
    const undone: CaseEventBody = { type: 'undone', event: 1 };
    const round = happened(resolved('Trop tôt.'), undone, resolved('Reparti.'), answered(1), reopened);
    expect(round?.resolution.note).toBe('Reparti.');
  });
});
