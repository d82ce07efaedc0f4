import type { Configuration } from '../domain/configuration.ts';
import type { Instant } from '../domain/instant.ts';
import { houseLanguage } from '../domain/language.ts';
import { linkProblem, pageAnswer } from '../pages/page-answer.ts';
import { longestRecoveryComment, recoveryPage } from '../pages/recovery-page.ts';
import type { HttpRequest, HttpResponse } from '../runtime/http.ts';
import { type AnswerSurveyPorts, answerSurvey, readSurvey, surveyForm } from './answer-survey.ts';

/** Shows the recovery survey on GET, with the number chosen that was tapped in the mail; takes the answer on POST. */
export async function answerRequest(
  ports: AnswerSurveyPorts,
  configuration: Configuration,
  request: HttpRequest,
  now: Instant,
): Promise<HttpResponse> {
  const { brand, recovery } = configuration;
  const reading = await readSurvey(ports, configuration, request.path['link'] ?? '', now);
  if (reading.kind === 'broken-link' || reading.kind === 'expired-link')
    return linkProblem(reading.kind, brand);
  const page = {
    brand,
    timeZone: brand.timeZone,
    language: houseLanguage(request.query['lang'], reading.language),
  };
  if (reading.kind === 'answered')
    return pageAnswer(200, brand, recoveryPage({ ...page, kind: 'already-answered' }));

  const form = surveyForm(configuration);
  const { round, spokeAt } = reading;
  const question = { ...page, kind: 'question', scale: recovery.scale, spokeAt, round } as const;
  if (request.method !== 'POST') {
    const { data: chosen } = form.shape.score.safeParse(request.query['score']);
    return pageAnswer(200, brand, recoveryPage({ ...question, score: chosen }));
  }
  const posted = Object.fromEntries(new URLSearchParams(request.body.toString('utf8')));
  const answer = form.safeParse(posted);
  if (!answer.success) {
    const comment = posted['comment']?.slice(0, longestRecoveryComment);
    const { data: fcr } = form.shape.fcr.safeParse(posted['fcr']);
    return pageAnswer(400, brand, recoveryPage({ ...question, missing: true, comment, fcr }));
  }
  await answerSurvey(ports, configuration, reading, answer.data, now);
  return pageAnswer(200, brand, recoveryPage({ ...page, kind: 'thanks' }));
}
