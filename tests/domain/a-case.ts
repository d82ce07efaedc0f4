import type { CaseEvent, CaseEventBody, CaseRecord } from '../../functions/domain/case.ts';
import { configure } from '../../functions/domain/configuration.ts';
import type { Instant } from '../../functions/domain/instant.ts';

/** Builds the cases and the configuration that tests speak of; asks only for what matters. */

export const minutes = (n: number) => n * 60_000;
export const hours = (n: number) => minutes(n * 60);
export const days = (n: number) => hours(n * 24);

/** Monday 23 November 2026, 09:00 in Paris. */
export const monday: Instant = Date.UTC(2026, 10, 23, 8);

const everyDay = (...intervals: [string, string][]) => ({
  mon: intervals,
  tue: intervals,
  wed: intervals,
  thu: intervals,
  fri: intervals,
  sat: intervals,
  sun: intervals,
});

export const configuration = configure({
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
  sources: {
    shop: {
      provider: 'standard',
      name: { en: 'Shop survey', fr: 'Enquête boutique' },
      question: { metric: 'nps', scale: { min: 0, max: 10 } },
    },
    careful: {
      provider: 'standard',
      name: { en: 'Careful survey', fr: 'Enquête prudente' },
      question: { metric: 'nps', scale: { min: 0, max: 10 } },
      consent: { attribute: 'consent', value: 'yes' },
    },
  },
  themes: [
    {
      id: 'delivery',
      name: { en: 'Delivery', fr: 'Livraison' },
      words: { en: ['late'], fr: ['retard', 'livraison'] },
    },
  ],
  teams: {
    care: { name: { en: 'Care', fr: 'Relation client' }, lead: 'lead@example.com', head: 'head@example.com' },
  },
  people: [
    { email: 'owner@example.com', name: 'Owner', language: 'fr', team: 'care' },
    { email: 'other@example.com', name: 'Other', language: 'en', team: 'care' },
    { email: 'lead@example.com', name: 'Lead', language: 'fr', team: 'care' },
    { email: 'head@example.com', name: 'Head', language: 'en', team: 'care' },
  ],
  ownership: { attribute: 'owner', fallback: 'owner@example.com' },
  tierAttribute: 'tier',
  rules: [{ id: 'detractor', when: { bands: ['detractor'] }, priority: 'normal' }],
  calendars: {
    always: { timeZone: 'Europe/Paris', hours: everyDay(['00:00', '24:00']) },
    office: { timeZone: 'Europe/Paris', hours: everyDay(['09:00', '12:00'], ['13:00', '18:00']) },
    week: {
      timeZone: 'Europe/Paris',
      hours: { ...everyDay(['09:00', '17:00']), sat: [], sun: [] },
      holidays: ['2026-12-25'],
    },
  },
  policies: [
    {
      id: 'only',
      when: {},
      targets: {
        acknowledge: { within: 'PT4H', calendar: 'office' },
        firstContact: { within: 'PT24H', calendar: 'always' },
        resolution: { within: 'PT72H', calendar: 'always' },
      },
      warnAt: [50, 75],
      ladder: [
        { after: 'PT0S', tell: ['owner', 'lead'] },
        { after: 'PT8H', tell: ['lead'], reassignTo: 'lead' },
        { after: 'PT24H', tell: ['head'] },
      ],
      longestWait: 'P7D',
    },
  ],
  rootCauses: [{ id: 'carrier', name: { en: 'Carrier', fr: 'Transporteur' } }],
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
});

export const opening: CaseEventBody = {
  type: 'opened',
  rule: 'detractor',
  priority: 'normal',
  owner: 'owner@example.com',
  ownerFrom: 'fallback',
  team: 'care',
};

/** An event at so many milliseconds after Monday morning, by the owner unless the loop does such things itself. */
export function event(after: number, body: CaseEventBody, by = 'owner@example.com'): CaseEvent {
  return { ...body, at: monday + after, by };
}

/** A case opened on Monday morning, with what came after. */
export function aCase(...later: readonly CaseEvent[]): CaseRecord {
  return { id: 'C-TEST', feedbackId: 'shop#r-1', events: [event(0, opening, 'retour'), ...later] };
}

export function told(after: number, step: string): CaseEvent {
  return event(after, { type: 'told', step, to: ['owner@example.com'], about: { what: 'opened' } }, 'retour');
}
