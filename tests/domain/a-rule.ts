import { type Configuration, configure } from '../../functions/domain/configuration.ts';
import type { Answers, Feedback } from '../../functions/domain/feedback.ts';
import { type Question, rate } from '../../functions/domain/rating.ts';
import type { Conditions, Rule } from '../../functions/domain/rule.ts';
import { explainRules } from '../../functions/domain/rules.ts';
import { configuration as demo } from '../fixtures/deliveries.ts';

/** Feedback, and rules to judge it by; asks only for what matters. */

export const noon = Date.parse('2026-11-23T12:00:00Z');
export const day = 86_400_000;

const nps: Question = { metric: 'nps', scale: { min: 0, max: 10 }, direction: 'higher-is-better' };
const csat: Question = { metric: 'csat', scale: { min: 1, max: 5 }, direction: 'higher-is-better' };
const effort: Question = { metric: 'ces', scale: { min: 1, max: 7 }, direction: 'lower-is-better' };
export const npsOf = (score: number) => rate(score, nps);
export const csatOf = (score: number) => rate(score, csat);
/** Of which less is better. */
export const effortOf = (score: number) => rate(score, effort);

/** What Ana said at noon. */
export function said(answers: Answers = {}, more: Partial<Feedback> = {}): Feedback {
  return {
    id: 'post-purchase#r-1',
    source: 'post-purchase',
    responseId: 'r-1',
    revision: 1,
    receivedAt: noon,
    order: noon,
    themes: [],
    customerKey: 'p-ana',
    answers,
    ...more,
  };
}

/** What Ana said so many days before. */
export function saidBefore(days: number, answers: Answers, more: Partial<Feedback> = {}): Feedback {
  return said(answers, { id: `post-purchase#before-${days}`, receivedAt: noon - days * day, ...more });
}

export function toned(label: 'positive' | 'negative' | 'neutral' | 'mixed', confidence = 0.97) {
  return { sentiment: { label, confidence, language: 'en' } } as const;
}

export function aRule(id: string, when: Conditions, more: Partial<Rule> = {}): Rule {
  return { id, when, priority: 'normal', ...more };
}

export function withRules(...rules: readonly Rule[]): Configuration {
  return { ...demo, touchpointAttribute: 'touchpoint', rules: [...rules] };
}

/** A rule's word on feedback, as far as it concerns whether it holds. */
export function holds(when: Conditions, feedback: Feedback, history: readonly Feedback[] = []): boolean {
  const [explained] = explainRules(feedback, history, withRules(aRule('the-rule', when)));
  if (!explained) throw new Error('there is no rule');
  return explained.holds;
}

/** Why, condition by condition. */
export function reasons(when: Conditions, feedback: Feedback, history: readonly Feedback[] = []) {
  const [explained] = explainRules(feedback, history, withRules(aRule('the-rule', when)));
  return Object.fromEntries((explained?.conditions ?? []).map(({ name, why }) => [name, why]));
}

type Input = Parameters<typeof configure>[0];

/** The mistakes that are told of a stage with these rules, a line each. */
export function mistakesOf(rules: Input['rules'], more: Partial<Input> = {}): readonly string[] {
  try {
    configure({ ...plain, rules, ...more });
    return [];
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return error.message.split('\n').slice(1);
  }
}

const target = { within: 'PT24H', calendar: 'always' };
/** The least that a stage has to say. */
export const plain: Input = {
  stage: 'test',
  brand: {
    name: 'Atelier Test',
    from: 'care@example.com',
    colour: '#1f5f5b',
    address: '1 rue du Test, 69000 Lyon',
    language: 'fr',
    timeZone: 'Europe/Paris',
  },
  sesIdentity: 'example.com',
  operators: ['ops@example.com'],
  sources: { shop: { provider: 'standard', name: { en: 'Shop', fr: 'Boutique' } } },
  themes: [
    { id: 'delivery', name: { en: 'Delivery', fr: 'Livraison' }, words: { en: ['late'], fr: ['retard'] } },
    { id: 'price', name: { en: 'Price', fr: 'Prix' }, words: { en: ['price'], fr: ['prix'] } },
  ],
  teams: {
    care: { name: { en: 'Care', fr: 'Relation client' }, lead: 'lead@example.com', head: 'lead@example.com' },
    empty: { name: { en: 'Empty', fr: 'Vide' }, lead: 'lead@example.com', head: 'lead@example.com' },
  },
  people: [{ email: 'lead@example.com', name: 'Lead', language: 'fr', team: 'care' }],
  ownership: { attribute: 'owner', fallback: 'lead@example.com' },
  tierAttribute: 'tier',
  rules: [],
  calendars: { always: { timeZone: 'Europe/Paris', hours: { mon: [['00:00', '24:00']] } } },
  policies: [
    {
      id: 'usual',
      when: {},
      targets: { acknowledge: target, firstContact: target, resolution: target },
      warnAt: [],
      ladder: [],
      longestWait: 'P7D',
    },
  ],
  rootCauses: [{ id: 'other', name: { en: 'Other', fr: 'Autre' } }],
  undoWithin: 'PT10M',
  linksLast: 'P30D',
  recovery: {
    askAfter: 'P3D',
    closeAfter: 'P7D',
    scale: { min: 1, max: 5 },
    recoveredFrom: 4,
    reopenings: 1,
  },
  mail: { gaps: { 'recovery-survey': 'P7D', campaign: 'P2D' } },
  campaign: { lookBack: 'P180D' },
};
