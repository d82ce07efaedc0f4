import '../../fixtures/quiet.ts';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { monday } from '../../domain/a-case.ts';
import { elements, words } from '../pages/elements.ts';
import { hostileText } from '../pages/hostile.ts';
import { aPage, linkPart, ownersRight } from './a-page.ts';

describe('the page of a case', () => {
  it.each(['GET', 'HEAD'])('changes nothing on %s, whatever its address says', async (method) => {
    const { request, kept } = aPage();
    const before = kept();
    const query = { done: 'resolve', action: 'acknowledge', lang: 'en' };
    expect((await request({ method, query, body: Buffer.from('action=acknowledge') })).status).toBe(200);
    expect(kept()).toBe(before);
  });

  it('speaks the language of its viewer, unless asked for another', async () => {
    const { request } = aPage();
    expect((await request({})).body).toContain('<html lang="fr"');
    expect((await request({ query: { lang: 'en' } })).body).toContain('<html lang="en"');
    const others = linkPart({ ...ownersRight, by: 'other@example.com' });
    expect((await request({}, others)).body).toContain('<html lang="en"');
  });

  it('says what was done, and nothing when its address says nonsense', async () => {
    const { request } = aPage();
    expect((await request({ query: { done: 'acknowledge' } })).body).toContain('role="status"');
    expect((await request({ query: { done: '<script>' } })).body).not.toContain('role="status"');
  });
});

describe('a link that is of no use', () => {
  const forged = Buffer.from(JSON.stringify({ ...ownersRight, by: 'head@example.com' })).toString(
    'base64url',
  );
  const [, signature] = linkPart(ownersRight).split('.');

  it.each([
    ['nothing', '', 404],
    ['a tampered payload', `${forged}.${signature}`, 404],
    ['another key', linkPart(ownersRight, 'not ours'), 404],
    ['the right to answer', linkPart({ ...ownersRight, to: 'answer', round: 0 }), 404],
    ['the right to unsubscribe', linkPart({ to: 'unsubscribe', customer: 'p-ana' }), 404],
    ['a case that is not there', linkPart({ ...ownersRight, case: 'C-NONE' }), 404],
    ['yesterday’s right', linkPart({ ...ownersRight, until: monday }), 410],
  ])('(%s) shows and does nothing', async (_, link, status) => {
    const { request, kept } = aPage();
    const before = kept();
    const body = Buffer.from('action=acknowledge&expects=1');
    for (const method of ['GET', 'POST']) {
      const answer = await request({ method, body }, link);
      expect(answer.status).toBe(status);
      expect(answer.body).not.toContain('personne ne répond');
    }
    expect(kept()).toBe(before);
  });

  it('is not one that an older key signed, as long as that key lives', async () => {
    const { request } = aPage({ keys: ['a newer key', 'an older key'] });
    expect((await request({}, linkPart(ownersRight, 'an older key'))).status).toBe(200);
    expect((await request({}, linkPart(ownersRight, 'a newer key'))).status).toBe(200);
  });
});

describe('the link of a watcher', () => {
  const watching = linkPart({ ...ownersRight, to: 'see', by: 'other@example.com' });

  it('shows the case in their language, without a single form', async () => {
    const { request } = aPage();
    const { status, body = '' } = await request({}, watching);
    expect(status).toBe(200);
    expect(body).toContain('personne ne répond');
    expect(words(body)).toContain('up to its owner');
    expect(elements(body).filter(({ name }) => name === 'form')).toEqual([]);
  });

  it('does nothing, whatever is posted with it', async () => {
    const { request, kept } = aPage();
    const before = kept();
    for (const form of ['action=acknowledge&expects=1', 'action=undo&event=0', 'nonsense']) {
      const answer = await request({ method: 'POST', body: Buffer.from(form) }, watching);
      expect(answer.status).toBe(403);
      expect(words(answer.body ?? '')).toContain('only shows the case');
    }
    expect(kept()).toBe(before);
  });
});

describe('the page of a case whose customer cannot be written to', () => {
  it('says so, whatever the reason, as soon as it is known', async () => {
    const { life, request } = aPage();
    expect(words((await request({})).body ?? '')).not.toContain('impossible d’écrire');
    await life.world.customers.suppress('p-ana', 'ana@example.com', 'bounced', life.now);
    expect(words((await request({})).body ?? '')).toContain('impossible d’écrire au client');
  });
});

describe('a posted action', () => {
  it('is done in the name of whoever holds the link, and leads back to the page in its language', async () => {
    const { life, post } = aPage();
    const answer = await post({ action: 'acknowledge', expects: '1' }, { lang: 'en' });
    expect(answer).toEqual({ status: 303, headers: { location: '?lang=en&done=acknowledge' } });
    expect(life.record.events.at(-1)).toEqual({ type: 'acknowledged', at: monday, by: 'owner@example.com' });
  });

  it('is done once when posted many times at once', async () => {
    const { life, post } = aPage();
    const form = { action: 'contacted', expects: '1', note: 'Appelé.' };
    const answers = await Promise.all(Array.from({ length: 8 }, () => post(form)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 303));
    expect(life.types).toEqual(['opened', 'contacted']);
  });

  it('that lacks something comes back with what was typed and says what is missing', async () => {
    const { life, post } = aPage();
    const note = 'Remboursé <b>hier</b>\n"entier"';
    const answer = await post({ action: 'resolve', expects: '1', rootCause: '', note });
    expect(answer.status).toBe(409);
    expect(words(answer.body ?? '')).toContain(note);
    const invalid = elements(answer.body ?? '').filter(({ attributes }) => 'aria-invalid' in attributes);
    expect(invalid.map(({ attributes }) => attributes['id'])).toEqual(['resolve-rootCause']);
    expect(life.types).toEqual(['opened']);
  });

  it('that comes too late shows the case as it is by now', async () => {
    const { life, post } = aPage();
    await life.act({ name: 'resolve', rootCause: 'carrier', note: 'Fait.' }, 'other@example.com');
    const answer = await post({ action: 'contacted', expects: '1', note: 'Appelé.' });
    expect(answer.status).toBe(409);
    expect(answer.body).toContain('role="alert"');
    expect(answer.body).toContain('Fait.');
  });

  it('takes a note of two thousand characters and not one more', async () => {
    const { post } = aPage();
    const contacted = { action: 'contacted', expects: '1' };
    expect((await post({ ...contacted, note: 'x'.repeat(2001) })).status).toBe(409);
    expect((await post({ ...contacted, note: 'x'.repeat(2000) })).status).toBe(303);
  });

  it('counts a line break as the page does, though browsers post two characters for it', async () => {
    const { life, post } = aPage();
    const lines = Array.from({ length: 1000 }, () => 'x');
    const answer = await post({ action: 'contacted', expects: '1', note: lines.join('\r\n') });
    expect(answer.status).toBe(303);
    expect(life.record.events.at(-1)).toMatchObject({ note: lines.join('\n') });
  });

  it('finds colleagues however their address is written, and nobody else', async () => {
    const { life, post } = aPage();
    expect((await post({ action: 'hand-over', to: 'x@evil.example', expects: '1' })).status).toBe(409);
    expect((await post({ action: 'hand-over', to: ' Other@Example.com ', expects: '1' })).status).toBe(303);
    expect(life.state.owner).toBe('other@example.com');
  });

  it.each([
    '',
    'action=',
    'action=close',
    'action=undo',
    'action=undo&event=-1',
    '%%%',
    'action=resume&expects=x',
  ])('that is none of the page’s forms is refused: %s', async (form) => {
    const { request, life } = aPage();
    expect((await request({ method: 'POST', body: Buffer.from(form) })).status).toBe(400);
    expect(life.types).toEqual(['opened']);
  });

  it('never makes the page fail, whatever is posted', async () => {
    const names = [
      'acknowledge',
      'contacted',
      'waiting',
      'resume',
      'resolve',
      'hand-over',
      'undo',
      '__proto__',
    ];
    const field = fc.constantFrom('action', 'note', 'rootCause', 'to', 'event', 'expects', 'constructor');
    const value = fc.oneof(hostileText, fc.constantFrom(...names), fc.integer().map(String));
    const forms = fc.oneof(
      fc.array(fc.tuple(field, value)).map((pairs) => Buffer.from(new URLSearchParams(pairs).toString())),
      fc.uint8Array().map((bytes) => Buffer.from(bytes)),
      fc
        .record({
          action: fc.constantFrom(...names),
          note: hostileText,
          to: hostileText,
          rootCause: hostileText,
        })
        .map((form) => Buffer.from(new URLSearchParams(form).toString())),
    );
    await fc.assert(
      fc.asyncProperty(forms, async (body) => {
        const answer = await aPage().request({ method: 'POST', body });
        expect([303, 400, 409]).toContain(answer.status);
        if (answer.body !== undefined) elements(answer.body);
      }),
    );
  });
});
