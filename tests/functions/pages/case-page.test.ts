import { describe, expect, it } from 'vitest';
import type { CaseEvent } from '../../../functions/domain/case.ts';
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
  it('has when the customer would like to be contacted', () => {
    const feedback = feedbackOf({ contactRequested: true, contactTime: 'après 18 h' });
    expect(words(casePage(caseView({ feedback })))).toContain('Moment souhaitéaprès 18 h');
    expect(words(casePage(caseView()))).not.toContain('Moment souhaité');
  });

  it('has no step for who only watches', () => {
    const page = casePage(caseView({ mayAct: false, actions: [], language: 'en' }));
    expect(words(page)).toContain('You follow this case.');
    expect(elements(page).filter(({ name }) => name === 'form')).toEqual([]);
  });

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

describe('the list of root causes', () => {
  const rootCauses = [
    {
      id: 'carrier',
      name: 'Transporteur',
      children: [
        { id: 'late', name: 'Retard' },
        { id: 'lost', name: 'Colis perdu', children: [{ id: 'depot', name: 'Au dépôt' }] },
      ],
    },
    { id: 'other', name: 'Autre' },
  ];
  const options = (page: string) =>
    elements(
      page.slice(page.indexOf('id="resolve-rootCause"'), page.indexOf('</select>')).replace(/^[^>]*>/, ''),
    );

  it('groups what is exact under what is general, and lets either be chosen', () => {
    const page = casePage(caseView({ rootCauses }));
    expect(
      options(page).map(({ name, attributes }) => [name, attributes['label'] ?? attributes['value']]),
    ).toEqual([
      ['option', ''],
      ['optgroup', 'Transporteur'],
      ['option', 'carrier'],
      ['option', 'late'],
      ['option', 'lost'],
      ['option', 'depot'],
      ['option', 'other'],
    ]);
    const shown = words(page);
    for (const name of ['Transporteur (en général)', 'Retard', 'Colis perdu › Au dépôt', 'Autre'])
      expect(shown).toContain(name);
    expect(words(casePage(caseView({ rootCauses, language: 'en' })))).toContain('Transporteur (in general)');
  });

  it('keeps what was chosen, however deep', () => {
    const typed = { action: 'resolve', rootCause: 'depot' } as const;
    const chosen = options(casePage(caseView({ rootCauses, typed }))).filter(
      ({ attributes }) => 'selected' in attributes,
    );
    expect(chosen.map(({ attributes }) => attributes['value'])).toEqual(['depot']);
  });

  it('is told in the story as a path', () => {
    const resolved = {
      type: 'resolved',
      rootCause: 'depot',
      note: 'Retrouvé.',
      at: opened.at,
      by: 'a@b.fr',
    } as const;
    expect(words(casePage(caseView({ rootCauses, events: [opened, resolved] })))).toContain(
      `Résolu${thin}: Transporteur › Colis perdu › Au dépôt`,
    );
  });
});

describe('the outcome in the story', () => {
  const at = opened.at;
  const resolved = {
    type: 'resolved',
    rootCause: 'carrier',
    note: 'Reparti.',
    at,
    by: 'lea@example.com',
  } as const;
  const answered = { type: 'survey-answered', score: 5, at, by: 'customer' } as const;
  const recovered = { type: 'closed', outcome: 'recovered', reason: 'answered', at, by: 'customer' } as const;
  const story = (language: 'en' | 'fr', ...events: readonly CaseEvent[]) =>
    words(casePage(caseView({ language, events: [opened, resolved, ...events] })));

  it('has the customer’s own word about our first answer', () => {
    expect(story('en', { ...answered, fcr: true })).toContain('answered: 5, settled with our first answer');
    expect(story('fr', { ...answered, fcr: false })).toContain('5, pas réglé dès notre première réponse');
    expect(story('fr', answered)).not.toContain('première réponse');
  });

  it('says what the events say where the customer did not', () => {
    expect(story('en', answered, recovered)).toContain('put it right. Settled at the first contact.');
    expect(story('fr', answered, recovered)).toContain('Réglé au premier contact.');
    const again = { type: 'feedback-changed', comment: true, at, by: 'customer' } as const;
    expect(story('fr', again, answered, recovered)).toContain('Pas réglé au premier contact.');
    expect(story('en', { ...answered, fcr: false }, recovered)).not.toContain('first contact');
  });
});

describe('the page of a reopened case', () => {
  const at = opened.at;
  const events: readonly CaseEvent[] = [
    opened,
    { type: 'resolved', rootCause: 'carrier', note: 'Votre colis est reparti.', at, by: 'noe@example.com' },
    { type: 'survey-answered', score: 2, comment: 'Toujours <rien>.', at, by: 'customer' },
    { type: 'reopened', priority: 'high', reason: 'low-recovery-answer', at, by: 'customer' },
  ];

  it.each([
    ['fr', 'Ce qui s’est dit avant', `Cause principale${thin}: Transporteur`, 'Ce que dit le client'],
    ['en', 'What was said before', 'Root cause: Transporteur', 'What the customer said'],
  ] as const)('has what was said before in front (%s)', (language, title, cause, rest) => {
    const shown = words(casePage(caseView({ language, events })));
    const places = [
      title,
      'Noé Martin',
      cause,
      'Votre colis est reparti.',
      '2/5',
      'Toujours <rien>.',
      rest,
    ].map((said) => {
      expect(shown).toContain(said);
      return shown.indexOf(said);
    });
    expect(places).toEqual(places.toSorted((one, other) => one - other));
  });

  it('is no different from any other while the case was never reopened', () => {
    expect(words(casePage(caseView({ events: events.slice(0, 3) })))).not.toContain('Ce qui s’est dit avant');
  });
});

describe('a customer who cannot be written to', () => {
  it.each([
    ['en', 'no-address', 'No address: the customer cannot be written to.'],
    ['fr', 'no-address', `Pas d’adresse${thin}: impossible d’écrire au client.`],
    ['en', 'complained', 'reported as spam: the customer cannot be written to.'],
    ['fr', 'no-consent', `Pas de consentement${thin}: impossible d’écrire au client.`],
  ] as const)('is one on the page (%s, %s)', (language, unreachable, line) => {
    expect(words(casePage(caseView({ language, unreachable })))).toContain(line);
    expect(words(casePage(caseView({ language })))).not.toContain(line);
  });

  it('is not said to read what the owner writes', () => {
    const page = words(casePage(caseView({ unreachable: 'bounced' })));
    expect(page).toContain('le client ne recevra pas ces mots');
    expect(page).not.toContain('le client lira ces mots');
  });
});
