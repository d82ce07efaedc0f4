import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseEvent } from '../../../functions/domain/case.ts';
import type { HouseLanguage } from '../../../functions/domain/language.ts';
import { casePage } from '../../../functions/pages/case-page.ts';
import { securityHeaders } from '../../../functions/pages/document.ts';
import { messagePage } from '../../../functions/pages/message-page.ts';
import { recoveryPage } from '../../../functions/pages/recovery-page.ts';
import { masked, unsubscribePage } from '../../../functions/pages/unsubscribe-page.ts';
import { elements, words } from './elements.ts';
import { hostileText } from './hostile.ts';
import { acknowledgedState, brand, caseView, feedbackOf, opened } from './views.ts';

const reader = (language: HouseLanguage) => ({ brand, language, timeZone: 'Europe/Paris' });
const question = (language: HouseLanguage, score?: number) =>
  recoveryPage({
    ...reader(language),
    kind: 'question',
    scale: { min: 1, max: 5 },
    spokeAt: 0,
    round: 0,
    score,
  });
const unsubscribe = (language: HouseLanguage, kind: 'ask' | 'done') =>
  unsubscribePage({ brand, language, kind, email: 'ana@example.com', replyTo: 'care@example.com' });

const pages = (['en', 'fr'] as const).flatMap(
  (language): readonly (readonly [string, HouseLanguage, string])[] => [
    ['case', language, casePage(caseView({ language }))],
    ['recovery', language, question(language)],
    ['thanks', language, recoveryPage({ ...reader(language), kind: 'thanks' })],
    ['already answered', language, recoveryPage({ ...reader(language), kind: 'already-answered' })],
    ['unsubscribe', language, unsubscribe(language, 'ask')],
    ['unsubscribed', language, unsubscribe(language, 'done')],
    ['message', language, messagePage({ brand, kind: 'expired', language, firstLanguage: 'fr' })],
  ],
);

describe.each(pages)('the %s page (%s)', (_name, language, page) => {
  const all = elements(page);

  it('names its language and has a title and one heading', () => {
    expect(all[0]).toEqual({ name: 'html', attributes: { lang: language, dir: 'ltr' } });
    expect(page).toMatch(/<title>[^<]+<\/title>/);
    expect(all.filter(({ name }) => name === 'h1')).toHaveLength(1);
  });

  it('binds a label to every field, and no id twice', () => {
    const labels = all.flatMap(({ name, attributes }) => (name === 'label' ? [attributes['for']] : []));
    const fields = all.filter(
      ({ name, attributes }) =>
        ['input', 'select', 'textarea'].includes(name) && attributes['type'] !== 'hidden',
    );
    for (const { attributes } of fields) expect(labels).toContain(attributes['id']);
    const ids = all.flatMap(({ attributes }) => attributes['id'] ?? []);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('acts on nothing but a button that posts', () => {
    for (const { name, attributes } of all) {
      expect(['script', 'img', 'iframe', 'link', 'object']).not.toContain(name);
      if (name === 'form') expect(attributes['method']).toBe('post');
      if (name === 'meta') expect(attributes).not.toHaveProperty('http-equiv');
    }
  });

  it('uses only the style sheet that the policy allows', () => {
    const sheet = /<style>([\s\S]*)<\/style>/.exec(page)?.[1] ?? '';
    const hash = createHash('sha256').update(sheet).digest('base64');
    expect(securityHeaders(brand)['content-security-policy']).toContain(`'sha256-${hash}'`);
    expect(all.filter(({ attributes }) => 'style' in attributes)).toEqual([]);
  });
});

describe('the security headers', () => {
  it('let nothing load, frame, cache or refer', () => {
    const headers = securityHeaders(brand);
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'; .*form-action 'self'; frame-ancestors 'none'; base-uri 'none'$/,
    );
    expect(headers).toMatchObject({
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'x-robots-tag': 'noindex, nofollow',
    });
  });
});

describe('the recovery page', () => {
  it('shows the number chosen in the mail as chosen, and waits', () => {
    const chosen = elements(question('fr', 4)).filter(({ attributes }) => 'checked' in attributes);
    expect(chosen.map(({ attributes }) => attributes['value'])).toEqual(['4']);
  });

  it('chooses nothing by itself', () => {
    expect(elements(question('fr')).filter(({ attributes }) => 'checked' in attributes)).toEqual([]);
    expect(elements(question('fr', 9)).filter(({ attributes }) => 'checked' in attributes)).toEqual([]);
  });
});

describe('the question whether our first answer settled it', () => {
  const radios = (page: string) =>
    elements(page).filter(({ attributes }) => attributes['name'] === 'fcr' && attributes['type'] === 'radio');

  it.each([
    ['en', 'Was it settled with our first answer? (optional)'],
    ['fr', `Notre première réponse a-t-elle suffi\u202f? (facultatif)`],
  ] as const)('is asked in %s, and need not be answered', (language, asked) => {
    const page = question(language);
    expect(words(page)).toContain(asked);
    expect(radios(page).map(({ attributes }) => attributes['value'])).toEqual(['yes', 'no']);
    expect(radios(page).some(({ attributes }) => 'required' in attributes || 'checked' in attributes)).toBe(
      false,
    );
  });

  it('is not asked of somebody whose case was reopened', () => {
    const again = { kind: 'question', scale: { min: 1, max: 5 }, spokeAt: 0, round: 1 } as const;
    expect(radios(recoveryPage({ ...reader('fr'), ...again }))).toEqual([]);
  });
});

describe('the unsubscribe page', () => {
  it('shows little of the address', () => {
    expect(words(unsubscribe('fr', 'ask'))).toContain('a•••@example.com');
    expect(unsubscribe('fr', 'ask')).not.toContain('ana@');
    expect([masked('é@example.com'), masked('nonsense'), masked('')]).toEqual([
      'é•••@example.com',
      'n•••',
      '•••',
    ]);
  });

  it('says how to come back once it is done, and offers no form', () => {
    expect(words(unsubscribe('en', 'done'))).toContain('write to care@example.com');
    expect(unsubscribe('en', 'done')).not.toContain('<form');
  });
});

describe('the message page', () => {
  it('speaks every house language when it does not know the reader’s', () => {
    const page = messagePage({ brand, kind: 'broken', firstLanguage: 'fr' });
    expect(words(page)).toMatch(/Ce lien est incomplet[\s\S]*This link is not complete/);
    expect(elements(page).some(({ attributes }) => attributes['lang'] === 'en')).toBe(true);
  });
});

describe('hostile text in every field', { timeout: 30_000 }, () => {
  const at = opened.at;
  const by = (text: string): readonly CaseEvent[] => [
    { type: 'contacted', note: text, at, by: text },
    { type: 'resolved', rootCause: text, note: text, at, by: text },
    { type: 'handed-over', to: text, team: text, note: text, at, by: text },
    { type: 'told', step: text, to: [text], about: { what: 'opened' }, at, by: 'retour' },
    { type: 'survey-answered', score: 1, comment: text, at, by: 'customer' },
    { type: 'reopened', priority: 'high', reason: 'low-recovery-answer', at, by: text },
  ];
  const hostileCase = (text: string) =>
    casePage(
      caseView({
        brand: { name: text, colour: text },
        state: {
          ...acknowledgedState,
          id: text,
          owner: text,
          tier: text,
          undoable: { event: 0, type: 'contacted', until: at },
        },
        events: by(text),
        feedback: feedbackOf({
          comment: text,
          channel: text,
          customer: { name: text, email: text },
          attributes: { [text]: text },
        }),
        surveyName: text,
        themeNames: [text],
        history: [{ id: text, at, metric: text, score: 1, band: text }],
        people: [
          { email: text, name: text },
          { email: `${text}2`, name: text },
        ],
        rootCauses: [{ id: text, name: text, children: [{ id: `${text}2`, name: text }] }],
        unreachable: 'bounced',
        viewer: text,
        actions: ['contacted', 'resolve', 'hand-over', 'undo'],
        typed: { action: 'resolve', note: text, rootCause: text, to: text },
      }),
    );
  const shape = (page: string) =>
    elements(page).map(
      ({ name, attributes }) => `${name} ${Object.keys(attributes).filter((key) => key !== 'selected')}`,
    );

  it('changes no element and no attribute of the case page', () => {
    const plain = shape(hostileCase('Ana'));
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(shape(hostileCase(`Ana ${text}`))).toEqual(plain);
      }),
      { numRuns: 60 },
    );
  });

  it('changes no element and no attribute of the other pages', () => {
    const hostile = (text: string) =>
      [
        recoveryPage({
          ...reader('fr'),
          kind: 'question',
          scale: { min: 1, max: 5 },
          spokeAt: 0,
          round: 0,
          comment: text,
        }),
        unsubscribePage({ brand, language: 'fr', kind: 'ask', email: text, replyTo: text }),
        unsubscribePage({ brand, language: 'fr', kind: 'done', email: text, replyTo: text }),
      ].flatMap(shape);
    const plain = hostile('Ana');
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(hostile(text)).toEqual(plain);
      }),
      { numRuns: 60 },
    );
  });
});
