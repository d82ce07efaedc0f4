import type { CaseEvent, CaseRecord } from '../../functions/domain/case.ts';
import type { CustomerMail } from '../../functions/domain/customer.ts';
import type { Delivery, DeliveryRecord, KeptDelivery, SetAside } from '../../functions/domain/delivery.ts';
import type { Feedback } from '../../functions/domain/feedback.ts';
import type { Improvement } from '../../functions/domain/improvement.ts';
import type { FetchRequest, Mail, Notice } from '../../functions/ports.ts';

/** Whole things of every kind, for tests to change what they are about. */

export const noon = Date.UTC(2026, 10, 22, 12);

export function aDelivery(given: Partial<Delivery> = {}): Delivery {
  const body = Buffer.from('{"data":{"id":"r-1","score":3,"comment":"Livraison en retard 😡"}}');
  return { source: 'post-purchase', receivedAt: noon, headers: { 'webhook-id': 'msg-1' }, body, ...given };
}

export function aDeliveryRecord(given: Partial<DeliveryRecord> = {}): DeliveryRecord {
  const outcome = { kind: 'recorded', feedbackId: 'post-purchase#r-1' } as const;
  return { id: 'post-purchase#msg-1', source: 'post-purchase', receivedAt: noon, outcome, ...given };
}

/** A record of a response's delivery with its body. */
export function aKeptRecord(id: string, given: Partial<Delivery> = {}, responseId = 'r-1'): DeliveryRecord {
  const delivery = aDelivery(given);
  const { source, receivedAt } = delivery;
  const kept: KeptDelivery = { delivery, order: receivedAt * 10 };
  return {
    id,
    source,
    receivedAt,
    outcome: { kind: 'recorded', feedbackId: `${source}#${responseId}`, kept },
  };
}

export function aSetAside(id: string, given: Partial<Delivery> = {}): SetAside {
  return { id, delivery: aDelivery(given), reason: 'data.score: expected a number' };
}

export function aFetchRequest(given: Partial<FetchRequest> = {}): FetchRequest {
  return {
    source: 'surveymonkey-csat',
    deliveryId: 'surveymonkey-csat#e-1',
    receivedAt: noon,
    announced: { responseId: 'r-é "2" 😡', survey: '301' },
    attempts: 0,
    ...given,
  };
}

/** Feedback with every field set. */
export function someFeedback(given: Partial<Feedback> = {}): Feedback {
  return {
    id: 'post-purchase#r-1',
    source: 'post-purchase',
    responseId: 'r-1',
    revision: 1,
    receivedAt: noon + 2000,
    order: noon,
    orders: { comment: noon - 1 },
    answers: {
      survey: 'post-purchase',
      rating: {
        metric: 'nps',
        score: 3,
        scale: { min: 0, max: 10 },
        direction: 'higher-is-better',
        band: 'detractor',
      },
      comment: 'Livraison en retard, personne ne répond.',
      language: 'fr',
      submittedAt: noon,
      contactRequested: false,
      channel: 'email',
      customer: { id: 'c-42', email: 'ana@example.com', name: 'Ana', locale: 'fr-FR' },
      attributes: { region: 'EU', tier: 'gold', owner: 'lea@example.com' },
    },
    language: 'fr',
    sentiment: { label: 'negative', confidence: 0.97, language: 'fr' },
    themes: ['delivery', 'support'],
    customerKey: 'p-ana',
    caseId: 'C-23456789AB',
    ...given,
  };
}

/** Feedback that said nothing but that it exists. */
export function bareFeedback(given: Partial<Feedback> = {}): Feedback {
  const id = given.id ?? 'post-purchase#r-0';
  return {
    id,
    source: 'post-purchase',
    responseId: 'r-0',
    revision: 1,
    receivedAt: noon,
    order: noon,
    answers: {},
    themes: [],
    ...given,
  };
}

export const opened: CaseEvent = {
  type: 'opened',
  at: noon,
  by: 'retour',
  rule: 'detractors',
  priority: 'high',
  owner: 'lea@example.com',
  ownerFrom: 'response',
  team: 'support',
  tier: 'gold',
};
export const acknowledged: CaseEvent = { type: 'acknowledged', at: noon + 1000, by: 'lea@example.com' };
export const told: CaseEvent = {
  type: 'told',
  at: noon + 2000,
  by: 'retour',
  step: 'warn-resolution-75',
  to: ['lea@example.com'],
  about: { what: 'warning', target: 'resolution', percent: 75 },
};
export const closed: CaseEvent = {
  type: 'closed',
  at: noon + 3000,
  by: 'retour',
  outcome: 'no-answer',
  reason: 'nobody-answered',
};
export const reopened: CaseEvent = {
  type: 'reopened',
  at: noon + 4000,
  by: 'customer',
  priority: 'urgent',
  reason: 'low-recovery-answer',
};

export function aCase(given: Partial<CaseRecord> = {}): CaseRecord {
  return {
    id: 'C-23456789AB',
    feedbackId: 'post-purchase#r-1',
    customerKey: 'p-ana',
    events: [opened],
    ...given,
  };
}

export function aCustomerMail(given: Partial<CustomerMail> = {}): CustomerMail {
  return {
    customerKey: 'p-ana',
    email: 'ana@example.com',
    mailId: 'campaign#delivery-1',
    purpose: 'campaign',
    ...given,
  };
}

export function anImprovement(given: Partial<Improvement> = {}): Improvement {
  return {
    id: 'delivery-abc',
    theme: 'delivery',
    title: { en: 'Next-day delivery', fr: 'Livraison le lendemain' },
    shippedAt: noon,
    ...given,
  };
}

export function aMail(given: Partial<Mail> = {}): Mail {
  return {
    purpose: 'follow-up',
    to: { email: 'ana@example.com', name: 'Ana' },
    subject: 'À propos de votre avis',
    html: '<p>Bonjour</p>',
    text: 'Bonjour',
    ...given,
  };
}

export function aNotice(given: Partial<Notice> = {}): Notice {
  return {
    key: 'C-23456789AB#opened',
    event: 'opened',
    caseId: 'C-23456789AB',
    owner: 'lea@example.com',
    team: 'support',
    priority: 'high',
    subject: 'Nouveau cas : client mécontent',
    text: 'Léa, un client attend 🙏',
    ...given,
  };
}

export async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}
