import type { TellingSubject } from '../domain/case.ts';
import { clocksOf } from '../domain/clocks.ts';
import { type Feedback, ratingsOf, spokeAt } from '../domain/feedback.ts';
import type { HouseLanguage } from '../domain/language.ts';
import { lowestOf } from '../domain/rating.ts';
import { linkTo } from '../links.ts';
import type { RenderedMail } from '../mails/mail.ts';
import { ownerNotification } from '../mails/owner-notification.ts';
import type { EarlierFeedback, FeedbackStore } from '../ports.ts';
import type { Address } from './tell-people.ts';
import type { Occasion, Surroundings, WorkCasePorts } from './work-case.ts';

/** How many earlier scores an owner is shown at a glance. */
const shownHistory = 5;

/** What one person is told about a case, in their language, with their own link to its page. */
export async function ownerLetter(
  ports: Pick<WorkCasePorts, 'feedback' | 'linkKeys'>,
  { configuration, baseUrl }: Surroundings,
  about: TellingSubject,
  { email, role }: Address,
  { state, feedback, now }: Occasion,
): Promise<RenderedMail> {
  const [secret] = await ports.linkKeys.keys();
  if (secret === undefined) throw new Error('there is no key to sign links with');
  const person = configuration.people.find((one) => one.email === email);
  const owner = configuration.people.find((one) => one.email === state.owner);
  const language = person?.language ?? configuration.brand.language;
  return ownerNotification({
    brand: configuration.brand,
    language,
    timeZone: configuration.brand.timeZone,
    about,
    recipient: { role, name: person?.name },
    ownerName: owner?.name ?? state.owner,
    caseId: state.id,
    priority: state.priority,
    tier: state.tier,
    ...whatTheCustomerSaid(feedback, configuration, language),
    history: await historyOf(ports.feedback, feedback),
    clocks: clocksOf(state, configuration, now),
    actionUrl: linkTo(
      { to: 'act', case: state.id, by: email, until: now + configuration.linksLast },
      baseUrl,
      secret,
    ),
  });
}

function whatTheCustomerSaid(
  feedback: Feedback,
  { themes, sources }: Surroundings['configuration'],
  language: HouseLanguage,
) {
  const { answers } = feedback;
  const rating = lowestOf(ratingsOf(answers));
  return {
    customer: { name: answers.customer?.name, email: answers.customer?.email },
    rating,
    otherRatings: ratingsOf(answers).filter((other) => other !== rating),
    comment: answers.comment,
    commentLanguage: feedback.language,
    sentiment: feedback.sentiment,
    themes: themes.filter(({ id }) => feedback.themes.includes(id)).map(({ name }) => name[language]),
    surveyName: sources[feedback.source]?.name[language] ?? feedback.source,
    channel: answers.channel,
    spokeAt: spokeAt(feedback),
  };
}

async function historyOf(
  store: FeedbackStore,
  { id, customerKey }: Feedback,
): Promise<readonly EarlierFeedback[]> {
  if (customerKey === undefined) return [];
  const earlier = await store.ofCustomer(customerKey, shownHistory + 1);
  return earlier.filter((one) => one.id !== id).slice(0, shownHistory);
}
