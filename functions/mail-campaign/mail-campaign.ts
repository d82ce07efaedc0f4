import * as z from 'zod';
import { type MailCustomerPorts, mailCustomer } from '../customer-mail/mail-customer.ts';
import type { Configuration } from '../domain/configuration.ts';
import { type Feedback, languageOf, spokeAt } from '../domain/feedback.ts';
import type { CampaignTally, Improvement } from '../domain/improvement.ts';
import type { Instant } from '../domain/instant.ts';
import { houseLanguage } from '../domain/language.ts';
import { campaign } from '../mails/campaign.ts';
import type { FeedbackStore, ImprovementStore } from '../ports.ts';

export interface MailCampaignPorts extends MailCustomerPorts {
  readonly feedback: FeedbackStore;
  readonly improvements: ImprovementStore;
}

const tally = z.object({
  asked: z.number(),
  mailed: z.number(),
  alreadyTold: z.number(),
  held: z.record(z.string(), z.number()),
});

/** The state of a campaign's execution: what started it, and how far it has come. */
export const campaignState = z.object({
  improvement: z.object({
    id: z.string(),
    theme: z.string(),
    title: z.object({ en: z.string().min(1), fr: z.string().min(1) }),
  }),
  cursor: z.string().optional(),
  tally: tally.optional(),
  /** The earliest end of quiet hours that somebody waits for. */
  postponedUntil: z.number().optional(),
});
export type CampaignState = z.output<typeof campaignState>;

export type CampaignProgress = CampaignState & {
  readonly tally: CampaignTally;
  readonly more: boolean;
  /** When to begin again from the first page, for those who could not be disturbed; ISO 8601. */
  readonly resumeAt?: string;
};

const nobody: CampaignTally = { asked: 0, mailed: 0, alreadyTold: 0, held: {} };

/** An execution may have 25,000 events, and a page costs seven: a step takes as many pages as fit into its time. */
const usualStep = { pages: 40, mails: 200 };

/**
 * Mails some pages of those who asked for an improvement, each person at most once over all runs and pages.
 * Counts are of feedback, so somebody who asked twice counts as told once and as already told once.
 */
export async function mailCampaign(
  ports: MailCampaignPorts,
  around: { readonly configuration: Configuration; readonly baseUrl: string },
  state: CampaignState,
  now: Instant,
  step: { readonly pages: number; readonly mails: number } = usualStep,
): Promise<CampaignProgress> {
  const { id, theme, title } = state.improvement;
  const improvement = await ports.improvements.register({ id, theme, title, shippedAt: now });
  const since = improvement.shippedAt - around.configuration.campaign.lookBack;
  let counted = state.tally ?? nobody;
  let postponedUntil = state.postponedUntil;
  let cursor = state.cursor;
  const mailedBefore = counted.mailed;
  for (let pages = 0; pages < step.pages && counted.mailed - mailedBefore < step.mails; pages += 1) {
    const page = await ports.feedback.withTheme(theme, since, cursor);
    for (const feedback of page.items) {
      const fate = await tellCustomer(ports, around, improvement, feedback, now);
      if (fate.kind === 'postponed') postponedUntil = Math.min(postponedUntil ?? fate.until, fate.until);
      counted = addUp(counted, fate);
    }
    cursor = page.next;
    if (cursor === undefined) break;
  }
  await ports.improvements.saveTally(id, counted);
  return progressOf({ improvement: state.improvement, tally: counted, cursor, postponedUntil });
}

function progressOf({
  improvement,
  tally: counted,
  cursor,
  postponedUntil,
}: {
  readonly improvement: CampaignState['improvement'];
  readonly tally: CampaignTally;
  readonly cursor: string | undefined;
  readonly postponedUntil: Instant | undefined;
}): CampaignProgress {
  const progress = {
    improvement,
    tally: counted,
    ...(postponedUntil === undefined ? {} : { postponedUntil }),
  };
  if (cursor !== undefined) return { ...progress, cursor, more: true };
  if (postponedUntil === undefined) return { ...progress, more: false };
  return { improvement, tally: nobody, more: false, resumeAt: new Date(postponedUntil).toISOString() };
}

function tellCustomer(
  ports: MailCampaignPorts,
  around: { readonly configuration: Configuration; readonly baseUrl: string },
  improvement: Improvement,
  feedback: Feedback,
  now: Instant,
) {
  const { configuration } = around;
  const language = houseLanguage(languageOf(feedback), configuration.brand.language);
  const { comment, customer } = feedback.answers;
  return mailCustomer(
    ports,
    around,
    {
      purpose: 'campaign',
      mailId: `campaign/${improvement.id}`,
      feedback,
      language,
      write: (unsubscribeUrl) =>
        campaign({
          brand: configuration.brand,
          language,
          ...(customer?.name === undefined ? {} : { customerName: customer.name }),
          title: improvement.title[language],
          ...(comment === undefined ? {} : { comment }),
          askedAt: spokeAt(feedback),
          timeZone: configuration.brand.timeZone,
          unsubscribeUrl,
        }),
    },
    now,
  );
}

function addUp(before: CampaignTally, fate: Awaited<ReturnType<typeof mailCustomer>>): CampaignTally {
  const counted = { ...before, asked: before.asked + 1 };
  switch (fate.kind) {
    case 'mailed':
      return { ...counted, mailed: counted.mailed + 1 };
    case 'mailed-before':
      return { ...counted, alreadyTold: counted.alreadyTold + 1 };
    case 'not-mailed':
      return { ...counted, held: { ...counted.held, [fate.reason]: (counted.held[fate.reason] ?? 0) + 1 } };
    case 'postponed':
      return counted;
  }
}
