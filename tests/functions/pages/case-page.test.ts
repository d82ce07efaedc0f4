import { describe, expect, it } from 'vitest';
import { rate } from '../../../functions/domain/rating.ts';
import { casePage } from '../../../functions/pages/case-page.ts';
import { elements, words } from './elements.ts';
import { acknowledged, acknowledgedState, caseView, feedbackOf, opened } from './views.ts';

const thin = '\u202f';
const nbsp = '\u00a0';

/** The fields of each form, by the form's action; hidden ones with their value. */
function forms(page: string): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const parts = page
    .split('<form')
    .slice(1)
    .map((part) => `<form${part.split('</form>')[0]}`);
  return Object.fromEntries(
    parts.map((part) => {
      const fields = elements(part).filter(({ name }) => ['input', 'textarea', 'select'].includes(name));
      const values = Object.fromEntries(
        fields.map(({ attributes }) => [attributes['name'], attributes['value'] ?? '']),
      );
      return [values['action'], values];
    }),
  );
}

describe('the forms', () => {
  it('post an action, how many events the page was drawn from, and what the action needs', () => {
    const actions = [
      'acknowledge',
      'contacted',
      'waiting',
      'resume',
      'resolve',
      'hand-over',
      'undo',
    ] as const;
    const found = forms(
      casePage(caseView({ state: acknowledgedState, events: [opened, acknowledged], actions })),
    );
    expect(found).toEqual({
      acknowledge: { action: 'acknowledge', expects: '2' },
      contacted: { action: 'contacted', expects: '2', note: '' },
      waiting: { action: 'waiting', expects: '2', note: '' },
      resume: { action: 'resume', expects: '2' },
      resolve: { action: 'resolve', expects: '2', rootCause: '', note: '' },
      'hand-over': { action: 'hand-over', expects: '2', to: '', note: '' },
      undo: { action: 'undo', expects: '2', event: '1' },
    });
  });

  it('are only those that are possible now', () => {
    expect(Object.keys(forms(casePage(caseView({ actions: ['acknowledge'] }))))).toEqual(['acknowledge']);
    expect(words(casePage(caseView({ actions: [] })))).toContain(
      'Il n’y a rien à faire sur ce cas pour le moment.',
    );
  });

  it('show the next step in full and fold the others', () => {
    const page = casePage(caseView());
    expect(page.indexOf('value="acknowledge"')).toBeLessThan(page.indexOf('<details'));
    expect(elements(page).filter(({ name }) => name === 'details')).toHaveLength(4);
  });

  it('say what is taken back and until when', () => {
    const page = casePage(
      caseView({ state: acknowledgedState, events: [opened, acknowledged], actions: ['undo'] }),
    );
    expect(words(page)).toContain(`Annuler${thin}: Pris en charge (jusqu’à 09:42)`);
  });

  it('never send themselves', () => {
    const page = casePage(caseView());
    const names = elements(page).map(({ name }) => name);
    for (const name of ['script', 'iframe', 'img', 'object']) expect(names).not.toContain(name);
    const attributes = elements(page).flatMap((element) => Object.keys(element.attributes));
    expect(
      attributes.filter((name) => name.startsWith('on') || name === 'http-equiv' || name === 'autofocus'),
    ).toEqual([]);
  });

  it('tell the owner that the customer will read what was done', () => {
    expect(words(casePage(caseView()))).toContain('Ce qui a été fait – le client lira ces mots');
    expect(words(casePage(caseView({ language: 'en' })))).toContain(
      'What was done – the customer will read this',
    );
  });
});

describe('a refused post', () => {
  const page = casePage(
    caseView({
      flash: { kind: 'refused', what: 'incomplete' },
      typed: { action: 'resolve', note: '\nColis <retrouvé>', rootCause: '' },
      problems: [{ field: 'rootCause', message: 'missing' }],
    }),
  );

  it('keeps what was typed, first line break included', () => {
    expect(page).toContain('>\n\nColis &lt;retrouvé&gt;</textarea>');
  });

  it('opens the form and names the problem at its field', () => {
    expect(
      elements(page).filter(({ name, attributes }) => name === 'details' && 'open' in attributes),
    ).toHaveLength(1);
    const field = elements(page).find(({ attributes }) => attributes['id'] === 'resolve-rootCause');
    expect(field?.attributes).toMatchObject({
      'aria-invalid': 'true',
      'aria-describedby': 'resolve-rootCause-problem',
    });
    expect(words(page)).toContain('Merci de remplir ce champ.');
  });

  it('leaves the fields of other forms alone', () => {
    expect(elements(page).filter(({ attributes }) => 'aria-invalid' in attributes)).toHaveLength(1);
  });
});

describe('what the page tells', () => {
  const shown = words(casePage(caseView()));

  it('says how each clock stands in words', () => {
    expect(shown).toMatch(new RegExp(`Prise en charge\\s*reste 3${nbsp}h${nbsp}20\\s*▲ Bientôt dû`));
    expect(shown).toMatch(new RegExp(`Premier contact\\s*30${nbsp}min de retard\\s*✕ Dépassé`));
    expect(shown).toMatch(/○ En cours\s*avant mer. 25 nov. 09:00/);
  });

  it('says at the top what is most pressing', () => {
    expect(shown.indexOf(`Premier contact, 30${nbsp}min de retard`)).toBeLessThan(
      shown.indexOf('Ce que dit le client'),
    );
  });

  it('tells the story with names, the reader’s own marked', () => {
    expect(words(casePage(caseView({ events: [opened, acknowledged] })))).toContain(
      'par Léa Fontaine (vous) · lun. 23 nov. 09:32',
    );
  });

  it('keeps what was taken back, struck out', () => {
    const undone = { type: 'undone', event: 1, at: acknowledged.at, by: 'lea@example.com' } as const;
    expect(casePage(caseView({ events: [opened, acknowledged, undone] }))).toContain(
      '<s>Pris en charge</s> (annulé)',
    );
  });

  it('shows no word of an answer that was deleted', () => {
    const page = words(casePage(caseView({ feedback: { ...feedbackOf(), deleted: true } })));
    expect(page).not.toContain('personne ne répond');
    expect(page).toContain('La réponse du client a été supprimée.');
  });

  it('links to an address only when it is nothing but an address', () => {
    const link = (email: string) =>
      elements(casePage(caseView({ feedback: feedbackOf({ customer: { email } }) })))
        .filter(({ name }) => name === 'a')
        .map(({ attributes }) => attributes['href']);
    expect(link('ana@example.com')).toEqual(['?lang=en', 'mailto:ana@example.com']);
    expect(link('ana@example.com?bcc=x@evil.example')).toEqual(['?lang=en']);
  });

  it('offers the other language', () => {
    expect(
      elements(casePage(caseView({ language: 'en' }))).find(({ name }) => name === 'a')?.attributes,
    ).toEqual({
      href: '?lang=fr',
      hreflang: 'fr',
      lang: 'fr',
    });
  });
});

describe('several scores of one response', () => {
  it('are all shown, the one that says the least good first', () => {
    const help = rate(1, { metric: 'csat', scale: { min: 1, max: 5 }, direction: 'higher-is-better' });
    const page = words(casePage(caseView({ feedback: feedbackOf({ scores: { help } }) })));
    const at = (text: string) => page.indexOf(text);
    expect(at('1/5')).toBeGreaterThan(-1);
    expect(at('3/10')).toBeGreaterThan(at('1/5'));
  });
});
