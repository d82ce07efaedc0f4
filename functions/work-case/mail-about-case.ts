import { mailCustomer } from '../customer-mail/mail-customer.ts';
import type { Step } from '../domain/agenda.ts';
import type { CaseEventBody } from '../domain/case.ts';
import { languageOf, ratingsOf, spokeAt } from '../domain/feedback.ts';
import { houseLanguage } from '../domain/language.ts';
import { lowestOf } from '../domain/rating.ts';
import { linkTo } from '../links.ts';
import { followUp } from '../mails/follow-up.ts';
import { recoverySurvey } from '../mails/recovery-survey.ts';
import { count } from '../runtime/log.ts';
import type { Occasion, Surroundings, WorkCasePorts } from './work-case.ts';

/** Sends the customer the follow-up or the recovery survey, or says why not. */
export async function mailAboutCase(
  ports: WorkCasePorts,
  around: Surroundings,
  { mail, round }: Extract<Step, { kind: 'mail' }>,
  { state, feedback, now }: Occasion,
): Promise<CaseEventBody> {
  const { configuration, baseUrl } = around;
  if (state.status !== 'resolved')
    throw new Error(`case ${state.id} is ${state.status}: there is nothing to write about`);
  const { answers } = feedback;
  const rating = lowestOf(ratingsOf(answers));
  const language = houseLanguage(languageOf(feedback), configuration.brand.language);
  const owner =
    configuration.people.find(({ email }) => email === state.resolution.by) ??
    configuration.people.find(({ email }) => email === state.owner);
  const [secret] = await ports.linkKeys.keys();
  if (secret === undefined) throw new Error('there is no key to sign links with');
  const base = {
    brand: configuration.brand,
    language,
    ...(answers.customer?.name === undefined ? {} : { customerName: answers.customer.name }),
    ...(answers.comment === undefined ? {} : { comment: answers.comment }),
    ...(rating && { rating }),
    surveyName: configuration.sources[feedback.source]?.name[language] ?? feedback.source,
    spokeAt: spokeAt(feedback),
    timeZone: configuration.brand.timeZone,
    ownerName: owner?.name ?? configuration.brand.name,
    whatWasDone: state.resolution.note,
  };
  const until = now + configuration.recovery.closeAfter + configuration.linksLast;
  const answerUrl = linkTo({ to: 'answer', case: state.id, round, until }, baseUrl, secret);
  const fate = await mailCustomer(
    ports,
    around,
    {
      purpose: mail,
      mailId: `${mail}/${state.id}/${round}`,
      feedback,
      language,
      // Reopened by the customer's own answer: whether it is right now is theirs to say.
      inReply: round > 0,
      write: (unsubscribeUrl) =>
        mail === 'follow-up'
          ? followUp({ ...base, unsubscribeUrl })
          : recoverySurvey({ ...base, unsubscribeUrl, scale: configuration.recovery.scale, answerUrl }),
    },
    now,
  );
  switch (fate.kind) {
    case 'mailed':
      count('CustomerMailsSent');
      return { type: 'mailed', mail, round };
    case 'mailed-before':
      return { type: 'mailed', mail, round };
    case 'not-mailed':
      count('CustomerMailsHeld');
      return { type: 'not-mailed', mail, round, reason: fate.reason };
    case 'postponed':
      return { type: 'mail-postponed', mail, round, until: fate.until };
  }
}
