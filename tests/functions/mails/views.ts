import { rate } from '../../../functions/domain/rating.ts';
import type { CampaignView } from '../../../functions/mails/campaign.ts';
import type { DigestLine, DigestView } from '../../../functions/mails/digest-view.ts';
import type { FollowUpView } from '../../../functions/mails/follow-up.ts';
import type { OwnerNotificationView } from '../../../functions/mails/owner-view.ts';
import type { RecoverySurveyView } from '../../../functions/mails/recovery-survey.ts';

const at = (iso: string) => Date.parse(iso);
const brand = {
  name: 'Atelier Merle',
  colour: '#1f5f5b',
  address: '12 rue des Tanneurs, 69002 Lyon, France',
};
const three = rate(3, { metric: 'nps', scale: { min: 0, max: 10 }, direction: 'higher-is-better' });

/** Sunday morning in Paris, an angry comment; first contact is due on Monday at nine. */
export function ownerView(given: Partial<OwnerNotificationView> = {}): OwnerNotificationView {
  return {
    brand,
    language: 'fr',
    timeZone: 'Europe/Paris',
    about: { what: 'opened' },
    recipient: { name: 'Léa Fontaine', role: 'owner' },
    ownerName: 'Léa Fontaine',
    caseId: 'case-1',
    priority: 'normal',
    tier: 'gold',
    customer: { name: 'Ana', email: 'ana@example.com' },
    rating: three,
    comment: 'Livraison en retard, personne ne répond.',
    commentLanguage: 'fr',
    sentiment: { label: 'negative', confidence: 0.97, language: 'fr' },
    themes: ['Livraison', 'Service client'],
    surveyName: 'Enquête après achat',
    channel: 'email',
    spokeAt: at('2026-11-22T08:00:00Z'),
    history: [
      { id: 'b', at: at('2026-06-02T08:00:00Z'), metric: 'nps', score: 7 },
      { id: 'a', at: at('2025-10-02T08:00:00Z'), metric: 'nps', score: 9 },
    ],
    clocks: [
      { target: 'acknowledge', dueAt: at('2026-11-23T12:00:00Z'), verdict: 'running' },
      { target: 'firstContact', dueAt: at('2026-11-23T08:00:00Z'), verdict: 'running' },
      { target: 'resolution', dueAt: at('2026-11-25T08:00:00Z'), verdict: 'running' },
    ],
    actionUrl: 'https://retour.example.com/c/token',
    ...given,
  };
}

export function followUpView(given: Partial<FollowUpView> = {}): FollowUpView {
  return {
    brand,
    language: 'fr',
    timeZone: 'Europe/Paris',
    customerName: 'Ana',
    comment: 'Livraison en retard, personne ne répond.',
    rating: three,
    surveyName: 'Enquête après achat',
    spokeAt: at('2026-11-22T08:00:00Z'),
    whatWasDone: 'Votre colis est parti ce matin.\n\nLes frais de port vous sont remboursés.',
    ownerName: 'Léa Fontaine',
    unsubscribeUrl: 'https://retour.example.com/u/token',
    ...given,
  };
}

export function recoveryView(given: Partial<RecoverySurveyView> = {}): RecoverySurveyView {
  return {
    ...followUpView(),
    scale: { min: 1, max: 5 },
    answerUrl: 'https://retour.example.com/r/token',
    ...given,
  };
}

export function campaignView(given: Partial<CampaignView> = {}): CampaignView {
  return {
    brand,
    language: 'fr',
    timeZone: 'Europe/Paris',
    customerName: 'Ana',
    title: 'Livraison suivie jusqu’à la porte',
    comment: 'Livraison en retard, personne ne répond.',
    askedAt: at('2026-11-01T08:00:00Z'),
    unsubscribeUrl: 'https://retour.example.com/u/token',
    ...given,
  };
}

/** Ana's case, whose first contact is an hour away. */
export function digestLine(given: Partial<DigestLine> = {}): DigestLine {
  return {
    customer: { name: 'Ana', email: 'ana@example.com' },
    rating: three,
    comment: 'Livraison en retard, personne ne répond.',
    isQueued: false,
    isAcknowledged: true,
    fate: { kind: 'due', target: 'firstContact', side: 'team', dueAt: at('2026-11-23T08:00:00Z') },
    url: 'https://retour.example.com/c/token',
    ...given,
  };
}

/** Léa's Monday morning, with one case that is due. */
export function digestView(given: Partial<DigestView> = {}): DigestView {
  return {
    brand,
    language: 'fr',
    timeZone: 'Europe/Paris',
    now: at('2026-11-23T07:00:00Z'),
    recipientName: 'Léa Fontaine',
    of: { what: 'own' },
    sections: [{ name: 'due', lines: [digestLine()], count: 1 }],
    ...given,
  };
}
