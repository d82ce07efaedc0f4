import { type Action, type ActionResult, actionNames } from '../domain/actions.ts';
import type { Configuration } from '../domain/configuration.ts';
import type { Instant } from '../domain/instant.ts';
import type { HouseLanguage } from '../domain/language.ts';
import { linkProblem, pageAnswer } from '../pages/page-answer.ts';
import type { HttpRequest, HttpResponse } from '../runtime/http.ts';
import { type ActOnCasePorts, actOnCase, type CaseFile, readCaseFile } from './act-on-case.ts';
import { readPostedAction } from './posted-action.ts';
import { type Remark, showCase, viewersLanguage } from './show-case.ts';

/** Shows a case on GET, does something to it on POST, and sends whoever posted back to what they then see. */
export async function answerRequest(
  ports: ActOnCasePorts,
  configuration: Configuration,
  request: HttpRequest,
  now: Instant,
): Promise<HttpResponse> {
  const reading = await readCaseFile(ports, configuration, request.path['link'] ?? '', now);
  if (reading.kind !== 'open') return linkProblem(reading.kind, configuration.brand);
  const { file } = reading;
  const language = viewersLanguage(request.query['lang'], file.viewer, configuration);
  if (request.method !== 'POST')
    return shown(file, configuration, language, now, doneRemark(request.query['done']));

  if (!file.mayAct)
    return shown(file, configuration, language, now, { flash: { kind: 'refused', what: 'not-yours' } }, 403);
  const posted = readPostedAction(request.body);
  if (!posted)
    return shown(file, configuration, language, now, { flash: { kind: 'refused', what: 'incomplete' } }, 400);
  const result = await actOnCase(ports, configuration, file, posted, now);
  if (result.kind === 'accepted' || result.kind === 'already-done')
    return { status: 303, headers: { location: `?lang=${language}&done=${posted.action.name}` } };
  const current = await readCaseFile(ports, configuration, request.path['link'] ?? '', now);
  const remark = refusal(result, posted.action);
  return shown(current.kind === 'open' ? current.file : file, configuration, language, now, remark, 409);
}

function shown(
  file: CaseFile,
  configuration: Configuration,
  language: HouseLanguage,
  now: Instant,
  remark: Remark,
  status = 200,
): HttpResponse {
  return pageAnswer(status, configuration.brand, showCase(file, configuration, language, now, remark));
}

function refusal(result: Extract<ActionResult, { kind: 'refused' | 'incomplete' }>, action: Action): Remark {
  if (result.kind === 'refused')
    return { flash: { kind: 'refused', what: action.name === 'undo' ? 'too-late' : 'changed-meanwhile' } };
  const typed = {
    action: action.name,
    ...('note' in action ? { note: action.note } : {}),
    ...('rootCause' in action ? { rootCause: action.rootCause } : {}),
    ...('to' in action ? { to: action.to } : {}),
  };
  return { flash: { kind: 'refused', what: 'incomplete' }, problems: result.problems, typed };
}

/** The address of the page says what was done last; whatever else stands there means nothing. */
function doneRemark(done: string | undefined): Remark {
  const what = actionNames.find((name) => name === done);
  return what ? { flash: { kind: 'done', what } } : {};
}
