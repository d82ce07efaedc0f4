import { type IncomingMessage, request as plainly } from 'node:http';
import { type RequestOptions, request as securely } from 'node:https';
import { RequestFilteringHttpsAgent } from 'request-filtering-agent';
import { NoAnswerError, type SurveyApis } from '../ports.ts';
import { ApiError, type ApiQuestion } from '../providers/provider.ts';

/** Milliseconds for one question, its whole answer included. */
const patience = 10_000;
/** Bytes. */
const longestAnswer = 20 * 1024 * 1024;

export interface SurveyApiSettings {
  readonly now: () => number;
  /** Answers in the place of every API: `<egress>/<host><path>`. Only a run on one machine has it. */
  readonly egress?: string | undefined;
  readonly patience?: number;
}

/**
 * Survey tools' APIs. Each connection is looked at once its address is resolved, so that no name leads to a private
 * address. Nothing is logged here: a path may hold what a customer is known by.
 */
export function httpsSurveyApis(settings: SurveyApiSettings): SurveyApis {
  const { now, egress = process.env['RETOUR_EGRESS_URL'] } = settings;
  const agent = new RequestFilteringHttpsAgent();
  return {
    async ask({ host, headers }, question) {
      const url = addressOf(host, question, egress);
      const { method = 'GET', body } = question;
      const options: RequestOptions = {
        method,
        headers: {
          accept: question.as === 'text' ? '*/*' : 'application/json',
          'user-agent': 'retour',
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
      };
      const sent = body === undefined ? undefined : JSON.stringify(body);
      const { status, retryAfter, text } = await answerTo(
        url,
        egress === undefined ? { ...options, agent } : options,
        { body: sent, patience: settings.patience ?? patience },
      );
      if (status < 200 || status > 299) throw new ApiError(status, waitOf(retryAfter, now()));
      return question.as === 'text' ? text : parsed(text);
    },
  };
}

/** @throws NoAnswerError for a path that would lead elsewhere than it says */
function addressOf(host: string, { path }: ApiQuestion, egress: string | undefined): URL {
  const isPlain = /^\/[\x21-\x5b\x5d-\x7e]*$/.test(path) && !/\/(\.|%2e){1,2}([/?#]|$)/i.test(path);
  if (!isPlain || !/^[a-z0-9.:[\]-]+$/i.test(host))
    throw new NoAnswerError('the address to ask is none', { lasts: true });
  return new URL(egress === undefined ? `https://${host}${path}` : `${egress}/${host}${path}`);
}

interface Answer {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly text: string;
}

function answerTo(
  url: URL,
  options: RequestOptions,
  { body, patience: longest }: { readonly body: string | undefined; readonly patience: number },
): Promise<Answer> {
  const send = url.protocol === 'https:' ? securely : plainly;
  const signal = AbortSignal.timeout(longest);
  return new Promise((resolve, reject) => {
    const fail = (error: Error) =>
      reject(signal.aborted ? new NoAnswerError('the API did not answer in time') : noAnswer(error));
    const request = send(url, { ...options, signal }, (response) => {
      textOf(response).then((text) => {
        const { statusCode: status = 0, headers } = response;
        resolve({ status, retryAfter: headers['retry-after'], text });
      }, fail);
    });
    request.on('error', fail);
    request.end(body);
  });
}

async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > longestAnswer)
      throw new NoAnswerError('the API’s answer has more than 20 MB', { lasts: true });
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString();
}

/** The agent's own words are all there is to know its refusal by. */
function noAnswer(error: Error): NoAnswerError {
  if (error instanceof NoAnswerError) return error;
  if (error.message.includes('is not allowed'))
    return new NoAnswerError('the API’s address is not a public one', { lasts: true });
  return new NoAnswerError('the API could not be reached');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes what it read.
    throw new NoAnswerError('the API did not answer in JSON');
  }
}

/** Milliseconds, of a number of seconds or a date. */
function waitOf(retryAfter: string | undefined, now: number): number | undefined {
  if (retryAfter === undefined) return undefined;
  const wait = /^\s*\d+\s*$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - now;
  return Number.isFinite(wait) && wait > 0 ? wait : undefined;
}
