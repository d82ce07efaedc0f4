import { describe, expect, it } from 'vitest';
import type { HttpRequest } from '../../../functions/runtime/http.ts';
import { answerRequest } from '../../../functions/unsubscribe/answer-request.ts';
import { configuration, days, monday } from '../../domain/a-case.ts';
import { memoryPorts } from '../../memory/memory-ports.ts';
import { linkPart, ownersRight } from '../act-on-case/a-page.ts';

const anasLink = linkPart({ to: 'unsubscribe', customer: 'p-ana' });

function door() {
  const { customers, linkKeys } = memoryPorts();
  customers.customers.set('p-ana', { key: 'p-ana', email: 'ana@example.com', lastMailed: {} });
  const request = (given: Partial<HttpRequest> = {}, link = anasLink, now = monday) =>
    answerRequest(
      { customers, linkKeys },
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
      now,
    );
  return { customers, request, ana: () => customers.customers.get('p-ana') };
}

describe('saying stop', () => {
  it.each(['GET', 'HEAD'])('changes nothing on %s: mail scanners open every link', async (method) => {
    const { request, ana } = door();
    const answer = await request({ method });
    expect(answer.status).toBe(200);
    expect(answer.body).toContain('<form method="post"');
    expect(ana()?.suppressed).toBeUndefined();
  });

  it.each(['action=unsubscribe', 'List-Unsubscribe=One-Click', ''])(
    'is one post, from a page or a button: %s',
    async (body) => {
      const { request, ana } = door();
      const answer = await request({ method: 'POST', body: Buffer.from(body) });
      expect(answer.status).toBe(200);
      expect(answer.body).not.toContain('<form');
      expect(ana()?.suppressed).toEqual({ reason: 'unsubscribed', at: monday });
    },
  );

  it('twice is saying it once, and opening the page afterwards says that it is done', async () => {
    const { request, ana } = door();
    await request({ method: 'POST' });
    expect((await request({ method: 'POST' }, anasLink, monday + days(900))).status).toBe(200);
    expect(ana()?.suppressed).toEqual({ reason: 'unsubscribed', at: monday });
    expect((await request()).body).not.toContain('<form');
  });

  it.each([
    ['', 404],
    ['nonsense', 404],
    [`${anasLink}x`, 404],
    [linkPart({ to: 'unsubscribe', customer: 'p-nobody' }), 404],
    [linkPart(ownersRight), 404],
    [linkPart({ to: 'unsubscribe', customer: 'p-ana' }, 'not ours'), 404],
  ])('with a broken link stops nothing: %s', async (link, status) => {
    const { request, customers } = door();
    const before = JSON.stringify([...customers.customers]);
    for (const method of ['GET', 'POST']) expect((await request({ method }, link)).status).toBe(status);
    expect(JSON.stringify([...customers.customers])).toBe(before);
  });

  it('shows whoever has the link no more of the address than its holder needs', async () => {
    const { request } = door();
    for (const method of ['GET', 'POST']) {
      const { body } = await request({ method });
      expect(body).toContain('a•••@example.com');
      expect(body).not.toContain('ana@');
    }
  });

  it('is understood in the reader’s language', async () => {
    const { request } = door();
    expect((await request()).body).toContain('<html lang="fr"');
    expect((await request({ headers: { 'accept-language': 'en-GB,en' } })).body).toContain('<html lang="en"');
    const both = { headers: { 'accept-language': 'en' }, query: { lang: 'fr' } };
    expect((await request(both)).body).toContain('<html lang="fr"');
  });
});
