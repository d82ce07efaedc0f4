import type { Configuration } from '../../../functions/domain/configuration.ts';
import type { Feedback } from '../../../functions/domain/feedback.ts';
import {
  type CampaignProgress,
  campaignState,
  mailCampaign,
} from '../../../functions/mail-campaign/mail-campaign.ts';
import { configuration, monday } from '../../domain/a-case.ts';
import { MemoryFeedbackStore } from '../../memory/feedback-store.ts';
import { memoryPorts } from '../../memory/memory-ports.ts';
import { baseUrl, shopFeedback } from '../work-case/case-life.ts';

export const improvement = {
  id: 'delivery-abc',
  theme: 'delivery',
  title: { en: 'Next-day delivery', fr: 'Livraison le lendemain' },
};

/** Somebody who asked for the improvement; `asked` tells two answers of one person apart. */
export function asker(name: string, { asked = 1, ...given }: Partial<Feedback> & { asked?: number } = {}) {
  const id = `shop#${name}-${asked}`;
  const { answers } = shopFeedback();
  return shopFeedback({
    id,
    customerKey: `p-${name}`,
    answers: { ...answers, submittedAt: monday, customer: { email: `${name}@example.com`, name } },
    themes: ['delivery'],
    ...given,
  });
}

/** A campaign and those who asked, read in pages of so many. */
export function aCampaign(
  askers: readonly Feedback[],
  { pageSize = 2, around = configuration }: { pageSize?: number; around?: Configuration } = {},
) {
  const ports = { ...memoryPorts(), feedback: new MemoryFeedbackStore({ pageSize }) };
  for (const one of askers) ports.feedback.items.set(one.id, one);
  /** One step of the machine; its state goes through JSON, as it does there. */
  const page = (state: unknown, now: number) =>
    mailCampaign(
      ports,
      { configuration: around, baseUrl },
      campaignState.parse(JSON.parse(JSON.stringify(state))),
      now,
      { pages: 1, mails: 100 },
    );
  return {
    ...ports,
    ports,
    around: { configuration: around, baseUrl },
    page,
    /** Page after page until none is left, a failed one again, and on when quiet hours end: as the machine does. */
    async run(now = monday) {
      const pages: CampaignProgress[] = [];
      let state: unknown = { improvement };
      let at = now;
      for (;;) {
        const progress = await page(state, at).catch(() => page(state, at));
        pages.push(progress);
        if (!progress.more && progress.resumeAt === undefined) return pages;
        if (progress.resumeAt !== undefined) at = Date.parse(progress.resumeAt);
        state = progress;
      }
    },
    recipients: () => ports.mailer.sent.map(({ to }) => to.email).toSorted(),
  };
}
