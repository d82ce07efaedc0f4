import { configure } from '../functions/domain/configuration.ts';
import { holidaysIn } from './holidays/holidays-in.ts';

/**
 * The example stage: a small shop that writes to its customers in French and English.
 * It runs on one machine as it stands, and deploys as it stands once `sesIdentity` names yours.
 */
export default configure({
  stage: 'demo',
  brand: {
    name: 'Atelier Merle',
    from: 'care@example.com',
    replyTo: 'care@example.com',
    colour: '#1f5f5b',
    address: 'Atelier Merle, 12 rue des Tanneurs, 69002 Lyon, France',
    language: 'fr',
    timeZone: 'Europe/Paris',
  },
  sesIdentity: 'example.com',
  operators: ['ops@example.com'],
  sources: {
    'post-purchase': {
      provider: 'standard',
      name: { en: 'Post-purchase survey', fr: 'Enquête après achat' },
      survey: 'post-purchase',
      question: { metric: 'nps', scale: { min: 0, max: 10 } },
    },
    support: {
      provider: 'standard',
      name: { en: 'Support satisfaction', fr: 'Satisfaction du support' },
      survey: 'support',
      question: { metric: 'csat', scale: { min: 1, max: 5 } },
      owner: 'noe@example.com',
    },
    'typeform-nps': {
      provider: 'typeform',
      name: { en: 'Yearly survey (Typeform)', fr: 'Enquête annuelle (Typeform)' },
      survey: 'yearly',
      questions: [
        {
          id: 'recommend',
          as: 'rating',
          question: { metric: 'nps', scale: { min: 0, max: 10 } },
        },
        { id: 'why', as: 'comment' },
        { id: 'email', as: 'email' },
        { id: 'call-me', as: 'contact-requested' },
        { id: 'shop', as: 'attribute', name: 'shop' },
      ],
      hidden: {
        email: 'email',
        name: 'name',
        customer_id: 'customer-id',
        language: 'language',
        owner: 'attribute',
        tier: 'attribute',
      },
    },
    // Its webhook says no more than that there is a response: what it says is fetched from the tool's API.
    'surveymonkey-csat': {
      provider: 'surveymonkey',
      name: { en: 'After a call (SurveyMonkey)', fr: 'Après un appel (SurveyMonkey)' },
      survey: 'after-a-call',
      api: { form: '301' },
      questions: [
        { id: '3001', as: 'rating', question: { metric: 'csat', scale: { min: 1, max: 5 } } },
        { id: '3002', as: 'comment' },
        { id: '3003.email', as: 'email' },
      ],
      hidden: { customer_id: 'customer-id' },
    },
  },
  themes: [
    {
      id: 'delivery',
      name: { en: 'Delivery', fr: 'Livraison' },
      words: {
        en: ['deliver*', 'late', 'shipping', 'shipped', 'parcel', 'courier', 'package'],
        fr: ['livraison', 'livré*', 'livrer', 'livreur', 'retard', 'colis', 'transporteur', 'expédi*'],
      },
      owner: 'lea@example.com',
    },
    {
      id: 'support',
      name: { en: 'Support', fr: 'Service client' },
      words: {
        en: [
          'support',
          'customer service',
          'no answer',
          'nobody answers',
          'never answered',
          'hotline',
          'agent',
        ],
        fr: [
          'service client',
          'support',
          'personne ne répond',
          'sans réponse',
          'aucune réponse',
          'conseiller',
          'conseillère',
          'joindre',
        ],
      },
      owner: 'noe@example.com',
    },
    {
      id: 'quality',
      name: { en: 'Product quality', fr: 'Qualité du produit' },
      words: {
        en: ['broken', 'broke', 'defect*', 'quality', 'damaged', 'faulty', 'scratched'],
        fr: ['cassé*', 'défaut', 'défectueu*', 'qualité', 'abîmé*', 'endommagé*', 'rayé*'],
      },
    },
    {
      id: 'price',
      name: { en: 'Price', fr: 'Prix' },
      words: {
        en: ['price', 'expensive', 'overpriced', 'refund'],
        fr: ['prix', 'cher', 'chère', 'tarif', 'remboursement', 'rembours*'],
      },
    },
  ],
  teams: {
    care: {
      name: { en: 'Customer care', fr: 'Relation client' },
      lead: 'sami@example.com',
      head: 'claire@example.com',
    },
  },
  people: [
    { email: 'lea@example.com', name: 'Léa Fontaine', language: 'fr', team: 'care' },
    { email: 'noe@example.com', name: 'Noé Martin', language: 'fr', team: 'care' },
    { email: 'emma@example.com', name: 'Emma Clarke', language: 'en', team: 'care' },
    { email: 'sami@example.com', name: 'Sami Haddad', language: 'fr', team: 'care' },
    { email: 'claire@example.com', name: 'Claire Dubois', language: 'fr', team: 'care' },
  ],
  ownership: { attribute: 'owner', domains: ['example.com'], fallback: 'emma@example.com' },
  tierAttribute: 'tier',
  rules: [
    { id: 'please-contact-me', when: { contactRequested: true }, priority: 'high' },
    {
      id: 'gold-detractor',
      when: { bands: ['detractor', 'dissatisfied'], tiers: ['gold'] },
      priority: 'high',
    },
    { id: 'detractor', when: { bands: ['detractor'] }, priority: 'normal' },
    { id: 'dissatisfied', when: { bands: ['dissatisfied'] }, priority: 'normal' },
    {
      id: 'strongly-negative',
      when: { sentiment: { label: 'negative', confidence: 0.85 } },
      priority: 'normal',
    },
  ],
  calendars: {
    // The customer's clock: it never stops.
    always: {
      timeZone: 'Europe/Paris',
      hours: {
        mon: [['00:00', '24:00']],
        tue: [['00:00', '24:00']],
        wed: [['00:00', '24:00']],
        thu: [['00:00', '24:00']],
        fri: [['00:00', '24:00']],
        sat: [['00:00', '24:00']],
        sun: [['00:00', '24:00']],
      },
    },
    shop: {
      timeZone: 'Europe/Paris',
      hours: {
        mon: [
          ['09:00', '12:30'],
          ['13:30', '18:00'],
        ],
        tue: [
          ['09:00', '12:30'],
          ['13:30', '18:00'],
        ],
        wed: [
          ['09:00', '12:30'],
          ['13:30', '18:00'],
        ],
        thu: [
          ['09:00', '12:30'],
          ['13:30', '18:00'],
        ],
        fri: [
          ['09:00', '12:30'],
          ['13:30', '17:00'],
        ],
        sat: [['10:00', '13:00']],
      },
      holidays: holidaysIn('FR', { from: 2026, to: 2029 }),
    },
  },
  policies: [
    {
      id: 'fast',
      when: { priorities: ['urgent'] },
      targets: {
        acknowledge: { within: 'PT2H', calendar: 'shop' },
        firstContact: { within: 'PT8H', calendar: 'always' },
        resolution: { within: 'PT48H', calendar: 'always' },
      },
      warnAt: [50, 75],
      ladder: [
        { after: 'PT0S', tell: ['owner', 'lead'] },
        { after: 'PT2H', tell: ['lead'], reassignTo: 'lead' },
        { after: 'PT8H', tell: ['head'] },
      ],
      nagEvery: 'PT2H',
      longestWait: 'P7D',
    },
    {
      id: 'usual',
      when: {},
      targets: {
        acknowledge: { within: 'PT4H', calendar: 'shop' },
        // A customer counts the night and the weekend, so first contact and resolution do too.
        firstContact: { within: 'PT24H', calendar: 'always' },
        resolution: { within: 'PT72H', calendar: 'always' },
      },
      warnAt: [50, 75],
      ladder: [
        { after: 'PT0S', tell: ['owner', 'lead'] },
        { after: 'PT8H', tell: ['lead'], reassignTo: 'lead' },
        { after: 'PT24H', tell: ['head'] },
      ],
      // Working time: once a day, more or less, until somebody acknowledges.
      nagEvery: 'PT8H',
      longestWait: 'P7D',
    },
  ],
  alerts: {
    // No quiet hours here, so that a first try shows every message at once. For example:
    // quietHours: { from: '20:00', to: '07:00', weekends: true },
    wakeFor: ['urgent'],
    mostPerDay: 10,
    digestAt: '08:00',
  },
  rootCauses: [
    {
      id: 'carrier',
      name: { en: 'Carrier', fr: 'Transporteur' },
      children: [
        { id: 'carrier-late', name: { en: 'Late delivery', fr: 'Livraison en retard' } },
        {
          id: 'carrier-lost',
          name: { en: 'Lost parcel', fr: 'Colis perdu' },
          children: [
            { id: 'carrier-lost-address', name: { en: 'Wrong address', fr: 'Adresse erronée' } },
            { id: 'carrier-lost-depot', name: { en: 'Left at the depot', fr: 'Resté au dépôt' } },
          ],
        },
        { id: 'carrier-damage', name: { en: 'Damaged on the way', fr: 'Colis abîmé' } },
      ],
    },
    {
      id: 'stock',
      name: { en: 'Stock or preparation', fr: 'Stock ou préparation' },
      children: [
        { id: 'stock-out', name: { en: 'Out of stock', fr: 'Rupture de stock' } },
        { id: 'stock-mistake', name: { en: 'Wrong item packed', fr: 'Erreur de préparation' } },
      ],
    },
    { id: 'product', name: { en: 'Product fault', fr: 'Défaut du produit' } },
    {
      id: 'answer',
      name: { en: 'Our answer', fr: 'Notre réponse' },
      children: [
        { id: 'answer-slow', name: { en: 'Too slow', fr: 'Trop lente' } },
        { id: 'answer-wrong', name: { en: 'Wrong', fr: 'Erronée' } },
      ],
    },
    { id: 'billing', name: { en: 'Price or billing', fr: 'Prix ou facturation' } },
    { id: 'other', name: { en: 'Something else', fr: 'Autre chose' } },
  ],
  undoWithin: 'PT10M',
  linksLast: 'P30D',
  recovery: {
    askAfter: 'P3D',
    closeAfter: 'P7D',
    scale: { min: 1, max: 5 },
    recoveredFrom: 4,
    reopenings: 1,
  },
  mail: {
    gaps: { 'recovery-survey': 'P7D', campaign: 'P2D' },
    // No quiet hours here, so that a first try shows every mail at once. For example:
    // quietHours: { from: '21:00', to: '08:00', timeZone: 'Europe/Paris' },
  },
  campaign: { lookBack: 'P180D' },
});
