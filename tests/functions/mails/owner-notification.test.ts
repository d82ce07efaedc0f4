import { describe, expect, it } from 'vitest';
import { rate } from '../../../functions/domain/rating.ts';
import { ownerNotification } from '../../../functions/mails/owner-notification.ts';
import { ownerMailWords } from '../../../functions/words/owner-mail-words.ts';
import { previousRoundWords } from '../../../functions/words/previous-round-words.ts';
import { elements, words } from '../pages/elements.ts';
import { ownerView } from './views.ts';

const thin = '\u202f';

describe('the subject, on a locked screen', () => {
  it('says how bad, who and until when', () => {
    expect(ownerNotification(ownerView()).subject).toBe(
      'Détracteur 3/10 · Ana · premier contact avant lun. 09:00',
    );
    expect(ownerNotification(ownerView({ language: 'en' })).subject).toBe(
      'Detractor 3/10 · Ana · first contact by Mon 09:00',
    );
  });

  it('tells times on the clock of whoever reads', () => {
    const { subject } = ownerNotification(ownerView({ language: 'en', timeZone: 'America/New_York' }));
    expect(subject).toContain('by Mon 03:00');
  });

  it('names the day of the month once a weekday could mean two days', () => {
    const clocks = [
      { target: 'resolution', dueAt: Date.parse('2026-12-01T08:00:00Z'), verdict: 'running' },
    ] as const;
    expect(ownerNotification(ownerView({ clocks })).subject).toContain('résolution avant mar. 1 déc. 09:00');
  });

  it('begins a warning with what is due', () => {
    const about = { what: 'warning', target: 'firstContact', percent: 75 } as const;
    expect(ownerNotification(ownerView({ about })).subject).toBe(
      `Rappel${thin}: premier contact avant lun. 09:00 · Ana · 3/10`,
    );
  });

  it('begins a breach with since when, and tells a lead whose case it is', () => {
    const about = { what: 'breach', target: 'firstContact', rung: 0 } as const;
    const { subject } = ownerNotification(ownerView({ about, language: 'en', recipient: { role: 'lead' } }));
    expect(subject).toBe('Overdue since Mon 09:00: first contact · Ana · 3/10 · Léa Fontaine');
  });

  it('gives the tone where there is no score', () => {
    expect(ownerNotification(ownerView({ rating: undefined })).subject).toMatch(/^Négatif · Ana/);
  });

  it('keeps the name of a customer from turning it around or adding a header', () => {
    const { subject } = ownerNotification(
      ownerView({ customer: { name: 'Ana\u202e\r\nBcc: x@example.com' } }),
    );
    expect(subject).toContain('· Ana Bcc: x@example.com ·');
    expect(subject).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
  });

  it('cuts a long name between graphemes', () => {
    const { subject } = ownerNotification(ownerView({ customer: { name: '👩‍👩‍👧‍👦'.repeat(40) } }));
    expect(subject).toContain(`${'👩‍👩‍👧‍👦'.repeat(4)}`);
    expect(subject).toMatch(/👦… ·/u);
  });
});

describe('the mail', () => {
  it('has exactly one link, the button to the page', () => {
    const links = elements(ownerNotification(ownerView()).html).filter(({ name }) => name === 'a');
    expect(links.map(({ attributes }) => attributes['href'])).toEqual(['https://retour.example.com/c/token']);
  });

  it('puts the customer’s words before the due times, in both parts', () => {
    const { html, text } = ownerNotification(ownerView());
    for (const part of [words(html).slice(words(html).indexOf('Un client attend')), text])
      expect(part.indexOf('Livraison en retard')).toBeLessThan(part.indexOf('Premier contact'));
  });

  it('gives every clock a word, not only a colour', () => {
    const clocks = (['running', 'warned', 'met', 'missed', 'paused'] as const).map((verdict) => ({
      target: 'resolution' as const,
      dueAt: 0,
      verdict,
    }));
    const shown = words(ownerNotification(ownerView({ clocks })).html);
    for (const word of ['En cours', 'Bientôt dû', 'Tenu', 'Dépassé', 'En pause'])
      expect(shown).toContain(word);
  });

  it('names the other scores of the same response', () => {
    const question = { metric: 'ces', scale: { min: 1, max: 7 }, direction: 'higher-is-better' } as const;
    const { html, text } = ownerNotification(ownerView({ otherRatings: [rate(6, question)] }));
    expect(text).toContain(`Autres notes${thin}: Effort 6/7`);
    expect(words(html)).toContain('Effort 6/7');
  });

  it('says when the customer would like to be contacted', () => {
    const { text, html } = ownerNotification(
      ownerView({ contactRequested: true, contactTime: 'après 18 h\nle mardi' }),
    );
    expect(text).toContain(`À rappeler${thin}: Oui`);
    expect(text).toContain(`Moment souhaité${thin}: après 18 h le mardi`);
    expect(words(html)).toContain('après 18 h le mardi');
    expect(ownerNotification(ownerView({ language: 'en', contactTime: 'evenings' })).text).toContain(
      'Best time: evenings',
    );
    expect(ownerNotification(ownerView()).text).not.toMatch(/rappeler|Moment souhaité/);
  });

  it('tells a watcher whose case it is, and that the page is only to be read', () => {
    const recipient = { name: 'Emma', role: 'watcher' } as const;
    const { subject, text } = ownerNotification(ownerView({ recipient, language: 'en' }));
    expect(subject).toContain('Léa Fontaine');
    expect(text).toContain('New case for Léa Fontaine');
    expect(text).toContain('its owner takes care of it');
    expect(text).not.toContain('you decide on the page');
  });

  it.each([
    [
      'en',
      'Held from Sun 22 Nov, 09:00 on: outside your hours.',
      'Outside your hours, as the case is urgent.',
    ],
    [
      'fr',
      'Retenu à partir de dim. 22 nov. 09:00 : hors de vos horaires.',
      'Hors de vos horaires, car le cas est urgent.',
    ],
  ] as const)('says why it comes late or out of hours, in both parts (%s)', (language, held, urgent) => {
    const heldSince = Date.parse('2026-11-22T08:00:00Z');
    const plain = (text: string) => text.replaceAll(/\s+/g, ' ');
    const late = ownerNotification(ownerView({ language, heldSince }));
    for (const part of [late.html, late.text]) expect(plain(part)).toContain(held);
    const early = ownerNotification(ownerView({ language, outOfHours: { why: 'urgent' } }));
    for (const part of [early.html, early.text]) expect(plain(part)).toContain(urgent);
  });

  it('tells earlier scores from old to new on one line', () => {
    expect(ownerNotification(ownerView()).text).toContain(`Avant${thin}: 9 (oct. 2025) → 7`);
  });

  it('quotes the customer line by line in the text part', () => {
    const { text } = ownerNotification(ownerView({ comment: 'Un.\r\nDeux.' }));
    expect(text).toContain('> Un.\n> Deux.');
  });

  it('cuts a very long comment and says where the rest is', () => {
    const { html, text } = ownerNotification(ownerView({ comment: 'trop long '.repeat(900) }));
    expect(html.length).toBeLessThan(20_000);
    expect(text).toContain('La suite est sur la page du cas.');
  });

  it('lets a comment that runs from right to left do so, and only the comment', () => {
    const { html } = ownerNotification(ownerView({ comment: 'الطلب تأخر', commentLanguage: 'ar' }));
    expect(elements(html).find(({ attributes }) => attributes['lang'] === 'ar')?.attributes['dir']).toBe(
      'auto',
    );
    expect(elements(html)[0]?.attributes).toEqual({ lang: 'fr', dir: 'ltr' });
  });

  it.each([
    ['en', 'No address: the customer cannot be written to.'],
    ['fr', `Pas d’adresse${thin}: impossible d’écrire au client.`],
  ] as const)('says that the customer cannot be written to (%s)', (language, line) => {
    const { html, text } = ownerNotification(ownerView({ language, unreachable: 'no-address' }));
    for (const part of [words(html), text]) expect(part).toContain(line);
    expect(ownerNotification(ownerView({ language })).text).not.toContain(line);
  });

  it('holds together when next to nothing is known', () => {
    const { subject, text } = ownerNotification(
      ownerView({
        customer: {},
        rating: undefined,
        sentiment: undefined,
        comment: undefined,
        themes: [],
        history: [],
        clocks: [],
      }),
    );
    expect(subject).toBe('Sans note · Un client');
    expect(text).not.toMatch(/undefined|null|NaN/);
  });
});

describe('the mail about a reopened case', () => {
  const previously = {
    by: 'Noé Martin',
    resolvedAt: Date.parse('2026-11-23T10:00:00Z'),
    rootCause: 'Carrier › Lost parcel',
    note: 'Your parcel left this morning.',
    answeredAt: Date.parse('2026-11-26T18:30:00Z'),
    score: 2,
    mostScore: 5,
    comment: 'Nothing came.',
  };
  const about = { what: 'reopened' } as const;
  const mail = (given: Partial<typeof previously> = {}, language: 'en' | 'fr' = 'en') =>
    ownerNotification(ownerView({ about, language, previously: { ...previously, ...given } }));

  it.each([
    [
      'en',
      [
        'What we answered',
        'Noé Martin, Mon 23 Nov, 11:00',
        'Root cause: Carrier › Lost parcel',
        'left this morning',
      ],
      [
        'What the customer says of it',
        'Thu 26 Nov, 19:30',
        '“Did we put things right?” 2/5',
        'Nothing came.',
      ],
    ],
    [
      'fr',
      [
        'Notre réponse',
        'Noé Martin, lun. 23 nov. 11:00',
        `Cause principale${thin}: Carrier`,
        'left this morning',
      ],
      ['Ce que le client en dit', 'jeu. 26 nov. 19:30', `choses${thin}?${thin}» 2/5`, 'Nothing came.'],
    ],
  ] as const)('has what was said before in front of everything else (%s)', (language, ours, theirs) => {
    const { html, text } = mail({}, language);
    const { reopenedTitle } = ownerMailWords[language];
    const { atFirst } = previousRoundWords[language];
    for (const part of [words(html), text]) {
      const places = [reopenedTitle, ...ours, ...theirs, atFirst, 'Livraison en retard, personne'].map(
        (said) => {
          expect(part).toContain(said);
          return part.lastIndexOf(said);
        },
      );
      expect(places).toEqual(places.toSorted((one, other) => one - other));
    }
  });

  it('says so when the customer gave only a score', () => {
    expect(mail({ comment: '' }).text).toContain('2/5\nNo comment, only a score.');
  });

  it('shows the newest words in the list of an inbox', () => {
    expect(words(mail().html).indexOf('Nothing came.')).toBeLessThan(
      words(mail().html).indexOf('What we answered'),
    );
  });

  it('keeps the button within reach, whatever was written', () => {
    const long = 'far too long '.repeat(160);
    expect(mail({ note: long, comment: long }).text.indexOf('https://')).toBeLessThan(2500);
  });
});
