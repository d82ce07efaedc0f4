import { answerRequest } from '../../../functions/act-on-case/answer-request.ts';
import { linkTo, type Right } from '../../../functions/links.ts';
import type { HttpRequest } from '../../../functions/runtime/http.ts';
import { configuration, days, monday } from '../../domain/a-case.ts';
import { MemoryLinkKeys } from '../../memory/secrets.ts';
import { CaseLife } from '../work-case/case-life.ts';

export const key = 'a key for links in tests';
export const ownersRight = {
  to: 'act',
  case: 'C-TEST',
  by: 'owner@example.com',
  until: monday + days(30),
} as const;

export function linkPart(granted: Right, secret = key): string {
  return linkTo(granted, 'https://retour.example', secret).split('/').at(-1) ?? '';
}

/** The page of one case, as whoever holds a link sees it. */
export function aPage({ keys = [key] }: { keys?: readonly string[] } = {}) {
  const life = new CaseLife();
  const ports = { ...life.world, linkKeys: new MemoryLinkKeys(keys) };
  const request = (given: Partial<HttpRequest>, link = linkPart(ownersRight)) =>
    answerRequest(
      ports,
      configuration,
      {
        method: 'GET',
        path: { link },
        query: {},
        url: 'https://api.example.com/',
        headers: {},
        body: Buffer.of(),
        ...given,
      },
      life.now,
    );
  return {
    life,
    request,
    post: (form: string | Readonly<Record<string, string>>, query: HttpRequest['query'] = {}) =>
      request({ method: 'POST', body: Buffer.from(new URLSearchParams(form).toString()), query }),
    /** Everything that is kept anywhere, to see that it did not change. */
    kept: () =>
      JSON.stringify([...life.world.cases.cases, ...life.world.feedback.items, life.world.executions]),
  };
}
