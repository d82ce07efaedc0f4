import { whyUnreachable } from '../customer-mail/unreachable.ts';
import type { TellingSubject } from '../domain/case.ts';
import { clocksOf } from '../domain/clocks.ts';
import { type Feedback, ratingsOf, spokeAt } from '../domain/feedback.ts';
import type { HouseLanguage } from '../domain/language.ts';
import { previousRound } from '../domain/previous-round.ts';
import { lowestOf } from '../domain/rating.ts';
import { causesIn } from '../domain/root-cause.ts';
import { zoneOfReader } from '../domain/telling-time.ts';
import type { Tell } from '../domain/tellings.ts';
import { linkTo } from '../links.ts';
import type { RenderedMail } from '../mails/mail.ts';
import { ownerNotification } from '../mails/owner-notification.ts';
import type { ToldRound } from '../mails/owner-view.ts';
import type { EarlierFeedback, FeedbackStore } from '../ports.ts';
import { causeInWords } from '../words/cause-words.ts';
import type { Occasion, Surroundings, WorkCasePorts } from './work-case.ts';

/** How many earlier scores an owner is shown at a glance. */
const shownHistory = 5;

/** What one person is told about a case, in their language, with their own link to its page. */
export async function ownerLetter(
  ports: Pick<WorkCasePorts, 'customers' | 'feedback' | 'linkKeys'>,
  { configuration, baseUrl }: Surroundings,
  { about, to: email, role, heldSince, outOfHours }: Tell,
  { record, state, feedback, now }: Occasion,
): Promise<RenderedMail> {
  // Whoever hears of another answer reads that one.
  const joined = about.what === 'feedback-joined' ? await ports.feedback.get(about.feedbackId) : undefined;
  const spoken = joined ?? feedback;
  const [secret] = await ports.linkKeys.keys();
  if (secret === undefined) throw new Error('there is no key to sign links with');
  const person = configuration.people.find((one) => one.email === email);
  const owner = configuration.people.find((one) => one.email === state.owner);
  const language = person?.language ?? configuration.brand.language;
  return ownerNotification({
    brand: configuration.brand,
    language,
    timeZone: zoneOfReader(email, configuration),
    about,
    heldSince,
    outOfHours,
    recipient: { role, name: person?.name },
    ownerName: queueOf(state, configuration, language) ?? owner?.name ?? state.owner,
    isQueued: state.queue ?? false,
    names: namesIn(about, configuration),
    caseId: state.id,
    priority: state.priority,
    tier: state.tier,
    unreachable: await whyUnreachable(ports.customers, feedback, configuration),
    previously: toldRound(record, configuration, language),
    ...whatTheCustomerSaid(spoken, configuration, language),
    history: await historyOf(ports.feedback, spoken),
    clocks: clocksOf(state, configuration, now),
    actionUrl: linkTo(
      {
        to: role === 'watcher' || role === 'former' ? 'see' : 'act',
        case: state.id,
        by: email,
        until: now + configuration.linksLast,
      },
      baseUrl,
      secret,
    ),
  });
}

/** The team whose queue the case is in. */
function queueOf(
  { queue, team }: Occasion['state'],
  { teams }: Surroundings['configuration'],
  language: HouseLanguage,
): string | undefined {
  return queue && teams[team]?.name[language];
}

/** Names of the people whom a telling is about, by address. */
function namesIn(about: TellingSubject, { people }: Surroundings['configuration']) {
  const told = about.what === 'taken-over' ? about.to : about.what === 'handed-over' ? about.from : undefined;
  const found = people.find(({ email }) => email === told);
  return found ? { [found.email]: found.name } : {};
}

function toldRound(
  record: Occasion['record'],
  { people, rootCauses, recovery }: Surroundings['configuration'],
  language: HouseLanguage,
): ToldRound | undefined {
  const round = previousRound(record);
  if (!round) return undefined;
  const { resolution, answer } = round;
  return {
    by: people.find(({ email }) => email === resolution.by)?.name ?? resolution.by,
    resolvedAt: resolution.at,
    rootCause: causeInWords(causesIn(language, rootCauses), resolution.rootCause),
    note: resolution.note,
    answeredAt: answer.at,
    score: answer.score,
    mostScore: recovery.scale.max,
    comment: answer.comment,
  };
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
    contactRequested: answers.contactRequested,
    contactTime: answers.contactTime,
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
