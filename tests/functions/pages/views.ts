import type { CaseEvent, CaseState } from '../../../functions/domain/case.ts';
import type { Feedback } from '../../../functions/domain/feedback.ts';
import { rate } from '../../../functions/domain/rating.ts';
import type { CasePageView } from '../../../functions/pages/case-view.ts';

const at = (iso: string) => Date.parse(iso);
export const brand = { name: 'Atelier Merle', colour: '#1f5f5b' };

export const opened: CaseEvent = {
  type: 'opened',
  rule: 'detractor',
  priority: 'high',
  owner: 'lea@example.com',
  ownerFrom: 'response',
  team: 'care',
  at: at('2026-11-22T08:00:05Z'),
  by: 'retour',
};
export const acknowledged: CaseEvent = {
  type: 'acknowledged',
  at: at('2026-11-23T08:32:00Z'),
  by: 'lea@example.com',
};

const common = {
  id: 'case-1',
  feedbackId: 'feedback-1',
  openedAt: at('2026-11-22T08:00:05Z'),
  priority: 'high',
  tier: 'gold',
  owner: 'lea@example.com',
  team: 'care',
  rule: 'detractor',
  round: 0,
  roundStartedAt: at('2026-11-22T08:00:05Z'),
  waits: [],
  terms: [],
  exchanges: [],
} as const;

const openState: CaseState = { ...common, status: 'open' };
export const acknowledgedState: CaseState = {
  ...common,
  status: 'acknowledged',
  acknowledgedAt: acknowledged.at,
  undoable: { event: 1, type: 'acknowledged', until: at('2026-11-23T08:42:00Z') },
};

export function feedbackOf(answers: Partial<Feedback['answers']> = {}): Feedback {
  return {
    id: 'feedback-1',
    source: 'post-purchase',
    responseId: 'r-1',
    revision: 1,
    receivedAt: at('2026-11-22T08:00:00Z'),
    order: 1,
    themes: ['delivery'],
    language: 'fr',
    sentiment: { label: 'negative', confidence: 0.97, language: 'fr' },
    answers: {
      rating: rate(3, { metric: 'nps', scale: { min: 0, max: 10 }, direction: 'higher-is-better' }),
      comment: 'Livraison en retard, personne ne répond.',
      customer: { name: 'Ana', email: 'ana@example.com' },
      channel: 'email',
      attributes: { region: 'EU' },
      ...answers,
    },
  };
}

/** Monday at 09:38 in Paris; the case is open and first contact is half an hour late. */
export function caseView(given: Partial<CasePageView> = {}): CasePageView {
  return {
    brand,
    language: 'fr',
    timeZone: 'Europe/Paris',
    now: at('2026-11-23T08:38:00Z'),
    state: openState,
    events: [opened],
    feedback: feedbackOf(),
    surveyName: 'Enquête après achat',
    themeNames: ['Livraison'],
    history: [{ id: 'a', at: at('2025-10-02T08:00:00Z'), metric: 'nps', score: 9, band: 'promoter' }],
    clocks: [
      {
        target: 'acknowledge',
        startedAt: common.openedAt,
        dueAt: at('2026-11-23T12:00:00Z'),
        verdict: 'warned',
        remainingMs: 12_000_000,
      },
      {
        target: 'firstContact',
        startedAt: common.openedAt,
        dueAt: at('2026-11-23T08:08:00Z'),
        verdict: 'missed',
      },
      {
        target: 'resolution',
        startedAt: common.openedAt,
        dueAt: at('2026-11-25T08:00:00Z'),
        verdict: 'running',
      },
    ],
    actions: ['acknowledge', 'contacted', 'waiting', 'resolve', 'hand-over'],
    people: [
      { email: 'lea@example.com', name: 'Léa Fontaine' },
      { email: 'noe@example.com', name: 'Noé Martin' },
    ],
    rootCauses: [{ id: 'carrier', name: 'Transporteur' }],
    recoveryScale: { min: 1, max: 5 },
    viewer: 'lea@example.com',
    mayAct: true,
    ...given,
  };
}
