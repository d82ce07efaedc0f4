import type { Configuration } from '../domain/configuration.ts';
import type { Instant } from '../domain/instant.ts';
import { houseLanguage } from '../domain/language.ts';
import { linkProblem, pageAnswer } from '../pages/page-answer.ts';
import { unsubscribePage } from '../pages/unsubscribe-page.ts';
import type { HttpRequest, HttpResponse } from '../runtime/http.ts';
import { readUnsubscribe, type UnsubscribePorts, unsubscribe } from './unsubscribe.ts';

/** Says on GET what would stop; stops it on POST, be it from the page or from a mail program's own button (RFC 8058). */
export async function answerRequest(
  ports: UnsubscribePorts,
  { brand }: Configuration,
  request: HttpRequest,
  now: Instant,
): Promise<HttpResponse> {
  const link = request.path['link'] ?? '';
  const posted = request.method === 'POST';
  const reading = posted ? await unsubscribe(ports, link, now) : await readUnsubscribe(ports, link, now);
  if (reading.kind === 'broken-link') return linkProblem('broken-link', brand);
  const page = unsubscribePage({
    brand,
    language: houseLanguage(
      request.query['lang'] ?? request.headers['accept-language']?.slice(0, 2),
      brand.language,
    ),
    kind: posted || reading.unsubscribed ? 'done' : 'ask',
    email: reading.email,
    replyTo: brand.replyTo ?? brand.from,
  });
  return pageAnswer(200, brand, page);
}
