import type { CaseEvent, CaseRecord } from '../../functions/domain/case.ts';
import type { Configuration } from '../../functions/domain/configuration.ts';
import type { Feedback } from '../../functions/domain/feedback.ts';
import { type Terms, termsFor } from '../../functions/domain/terms.ts';
import { configuration as usual, days, event, hours, minutes, monday, opening } from '../domain/a-case.ts';

/** Cases that are told in tests: each with its feedback, its configuration and the time of the telling. */
export interface Scene {
  readonly record: CaseRecord;
  readonly feedback: Feedback;
  readonly now: number;
}

const [policy] = usual.policies;
if (policy === undefined) throw new Error('no policy');
export const configuration: Configuration = {
  ...usual,
  policies: [
    {
      ...policy,
      targets: {
        acknowledge: { within: hours(4), calendar: 'office' },
        firstContact: { within: hours(24), calendar: 'always', promised: hours(30) },
        nextResponse: { within: hours(8), calendar: 'always' },
        resolution: { within: hours(72), calendar: 'always' },
      },
    },
  ],
};

export const terms: Terms = termsFor({ priority: 'normal' }, configuration, monday);

export const feedback: Feedback = {
  id: 'shop#r-1',
  source: 'shop',
  responseId: 'r-1',
  revision: 2,
  receivedAt: monday,
  order: 1,
  answers: {
    survey: 'after-purchase',
    rating: {
      metric: 'nps',
      score: 3,
      scale: { min: 0, max: 10 },
      direction: 'higher-is-better',
      band: 'detractor',
    },
    scores: {
      effort: {
        metric: 'ces',
        score: 6,
        scale: { min: 1, max: 7 },
        direction: 'lower-is-better',
        band: 'dissatisfied',
      },
    },
    comment: 'Livraison en retard,\npersonne ne répond.\u001b[2J',
    submittedAt: monday - minutes(2),
    contactRequested: true,
    channel: 'email',
    customer: { email: 'ana@example.com', name: 'Ana\u202e' },
    attributes: { tier: 'gold' },
  },
  language: 'fr',
  sentiment: { label: 'negative', confidence: 0.97, language: 'fr' },
  themes: ['delivery'],
  customerKey: 'p-ana',
  caseId: 'C-TEST',
};

export const opened: CaseEvent = event(0, { ...openedBody(), terms }, 'retour');

function openedBody() {
  if (opening.type !== 'opened') throw new Error('this opens nothing');
  return opening;
}

export function scene(now: number, ...later: readonly CaseEvent[]): Scene {
  const record = { id: 'C-TEST', feedbackId: 'shop#r-1', customerKey: 'p-ana', events: [opened, ...later] };
  return { record, feedback, now: monday + now };
}

export const tells = (
  at: number,
  step: string,
  to: readonly string[],
  about: Extract<CaseEvent, { type: 'told' }>['about'],
) => event(at, { type: 'told', step, to, about }, 'retour');
const owner = ['owner@example.com'];

/** A first contact two hours late, a wait, a resolution that helped. */
export const normal = scene(
  days(6),
  tells(minutes(1), 'round-0', owner, { what: 'opened' }),
  event(minutes(15), { type: 'acknowledged' }),
  tells(hours(24), 'round-0/firstContact/75%', [], { what: 'warning', target: 'firstContact', percent: 75 }),
  tells(hours(24), 'round-0/firstContact/breach-0', ['owner@example.com', 'lead@example.com'], {
    what: 'breach',
    target: 'firstContact',
    rung: 0,
  }),
  event(hours(26), { type: 'contacted', note: 'Called Ana.' }),
  event(hours(27), { type: 'waiting', note: 'order number' }),
  event(hours(47), { type: 'feedback-changed', comment: true }, 'customer'),
  event(hours(50), { type: 'resolved', rootCause: 'carrier', note: 'Sent again by express.' }),
  event(hours(50) + minutes(10), { type: 'mailed', mail: 'follow-up', round: 0 }, 'retour'),
  event(
    hours(122),
    { type: 'mail-postponed', mail: 'recovery-survey', round: 0, until: monday + hours(126) },
    'retour',
  ),
  event(hours(126), { type: 'mailed', mail: 'recovery-survey', round: 0 }, 'retour'),
  event(hours(130), { type: 'survey-answered', score: 5, comment: 'Thank you!' }, 'customer'),
  event(hours(130), { type: 'closed', outcome: 'recovered', reason: 'answered' }, 'customer'),
);

/** Resolved quickly, but not well: open again, and overdue in its second round. */
export const reopened = scene(
  hours(140),
  event(hours(1), { type: 'contacted', note: 'Called.' }),
  event(hours(2), { type: 'contacted', note: 'Wrong number, sorry.' }),
  event(hours(2) + minutes(1), { type: 'undone', event: 2 }),
  event(hours(3), { type: 'resolved', rootCause: 'carrier', note: 'Told the carrier.' }),
  event(hours(4), { type: 'mailed', mail: 'follow-up', round: 0 }, 'retour'),
  event(hours(76), { type: 'mailed', mail: 'recovery-survey', round: 0 }, 'retour'),
  event(hours(80), { type: 'survey-answered', score: 1, comment: 'Nothing came.' }, 'customer'),
  event(hours(80), { type: 'reopened', priority: 'high', reason: 'low-recovery-answer', terms }, 'customer'),
  event(hours(81), { type: 'handed-over', to: 'other@example.com', team: 'care', note: 'You know Ana.' }),
  event(hours(110), { type: 'reassigned', to: 'lead@example.com', team: 'care' }, 'retour'),
);

/** The answer was deleted while its case was open. */
export const deleted: Scene = {
  ...scene(
    hours(5),
    event(hours(3), { type: 'closed', outcome: 'no-answer', reason: 'feedback-deleted' }, 'retour'),
  ),
  feedback: {
    id: 'shop#r-1',
    source: 'shop',
    responseId: 'r-1',
    revision: 3,
    receivedAt: monday,
    order: 2,
    deleted: true,
    answers: {},
    themes: [],
    caseId: 'C-TEST',
  },
};

const longer: Terms = {
  ...terms,
  policy: 'patient',
  targets: {
    ...terms.targets,
    acknowledge: { within: hours(4), calendar: 'always' },
    firstContact: { within: hours(48), calendar: 'always', promised: hours(30) },
  },
};

/** The policy grew longer after ten hours, and again when the promise was broken; nobody has done anything but acknowledge. */
export const changed = scene(
  hours(34),
  event(minutes(30), { type: 'acknowledged' }),
  event(hours(10), { type: 'terms', terms: longer }, 'retour'),
  event(
    hours(32),
    {
      type: 'terms',
      terms: {
        ...longer,
        targets: {
          ...longer.targets,
          firstContact: { within: hours(60), calendar: 'always', promised: hours(90) },
        },
      },
    },
    'retour',
  ),
);
