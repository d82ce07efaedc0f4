import type { Configuration } from '../domain/configuration.ts';
import type { HttpResponse } from '../runtime/http.ts';
import { securityHeaders } from './document.ts';
import { messagePage } from './message-page.ts';

type Brand = Configuration['brand'];

/** A page as an answer, with the headers that keep it from being framed, cached or scripted. */
export function pageAnswer(status: number, brand: Brand, body: string): HttpResponse {
  return { status, headers: securityHeaders(brand), body };
}

/** What somebody gets whose link is of no use. */
export function linkProblem(kind: 'broken-link' | 'expired-link', brand: Brand): HttpResponse {
  const page = messagePage({
    brand,
    kind: kind === 'expired-link' ? 'expired' : 'broken',
    firstLanguage: brand.language,
  });
  return pageAnswer(kind === 'expired-link' ? 410 : 404, brand, page);
}
