import { describe, expect, it } from 'vitest';
import type { CaseEvent, CaseEventBody } from '../../../functions/domain/case.ts';
import { stateOf } from '../../../functions/domain/case-state.ts';
import type { HouseLanguage } from '../../../functions/domain/language.ts';
import { casePage } from '../../../functions/pages/case-page.ts';
import { words } from './elements.ts';
import { caseView, feedbackOf, opened } from './views.ts';

const teamNames = { en: 'Customer care', fr: 'Relation client' };
const inQueue = { ...opened, ownerFrom: 'queue', queue: true } as const;

function page(language: HouseLanguage, ...events: readonly CaseEvent[]): string {
  const state = stateOf({ id: 'case-1', feedbackId: 'feedback-1', events }, 600_000);
  const teamName = teamNames[language];
  const actions = ['take', 'hand-over'] as const;
  return casePage(caseView({ language, state, teamName, events, actions, viewer: 'emma@example.com' }));
}

const textOf = (html: string) => words(html).replaceAll(/[\s\u00a0\u202f]+/g, ' ');
const later = (body: CaseEventBody): CaseEvent => ({ ...body, at: opened.at, by: 'retour' });

describe('a case in its team’s queue', () => {
  it.each([
    ['en', 'Owner queue of Customer care', 'I’ll take it', 'In the team’s queue.'],
    ['fr', 'Responsable file : Relation client', 'Je le prends', 'Dans la file de l’équipe.'],
  ] as const)(
    'is the team’s on the page (%s), with one button to take it',
    (language, owner, button, story) => {
      const text = textOf(page(language, inQueue));
      expect(text).toContain(owner);
      expect(text).toContain(button);
      expect(text).toContain(story);
    },
  );

  it('can be handed to its lead, who is told in its name', () => {
    expect(page('en', inQueue)).toContain('<option value="lea@example.com">');
    expect(page('en', opened)).not.toContain('<option value="lea@example.com">');
  });

  it('is told of once it is taken', () => {
    const taken = later({ type: 'taken', to: 'noe@example.com', team: 'care' });
    expect(textOf(page('en', inQueue, taken))).toMatch(/Owner Noé Martin.*Taken from the team’s queue/);
    expect(textOf(page('fr', inQueue, taken))).toMatch(
      /Responsable Noé Martin.*Pris dans la file de l’équipe/,
    );
  });
});

describe('a further answer that is part of the case', () => {
  it.each([
    ['en', 'And on Sun 22 Nov, 09:00'],
    ['fr', 'Et le dim. 22 nov. 09:00'],
  ] as const)('stands on the page with its own words (%s)', (language, when) => {
    const joined = [feedbackOf({ comment: 'Toujours <b>rien</b>.' })];
    const text = textOf(casePage(caseView({ language, joined })));
    expect(text).toContain('Livraison en retard, personne ne répond.');
    expect(text).toMatch(new RegExp(`${when}.*Toujours`));
    expect(casePage(caseView({ language, joined }))).not.toContain('<b>rien');
  });
});

describe('the story of a case', () => {
  it.each([
    ['en', 'Léa Fontaine is away, and back on 1 January 2027.', 'The case is somebody else’s now.'],
    [
      'fr',
      'Absence de Léa Fontaine, de retour le 1er janvier 2027.',
      'Le cas est désormais à quelqu’un d’autre.',
    ],
  ] as const)(
    'says in whose place somebody stands, until when, and who was told (%s)',
    (language, why, told) => {
      const absent = { from: 'lea@example.com', why: 'absent', back: '2027-01-01' } as const;
      const to = 'noe@example.com';
      const text = textOf(
        page(
          language,
          opened,
          later({ type: 'handed-over', to, team: 'care', note: '', ...absent }),
          later({
            type: 'told',
            step: 'taken-over-1',
            to: ['lea@example.com'],
            about: { what: 'taken-over', to, why: 'absent', back: '2027-01-01' },
          }),
        ),
      );
      expect(text).toContain(why);
      expect(text).toContain(told);
    },
  );

  it.each([
    [
      'en',
      'The customer has another open case: C-OTHER.',
      'The customer has another case: C-THIRD',
      'The customer gave another answer',
    ],
    [
      'fr',
      'Le client a un autre cas ouvert : C-OTHER.',
      'Le client a un autre cas : C-THIRD',
      'Le client a donné une autre réponse',
    ],
  ] as const)('names the customer’s other cases and answers (%s)', (language, open, linked, joined) => {
    if (opened.type !== 'opened') throw new Error('this opens nothing');
    const text = textOf(
      page(
        language,
        { ...opened, linkedTo: 'C-OTHER' },
        later({ type: 'linked', case: 'C-THIRD' }),
        later({ type: 'feedback-joined', feedbackId: 'shop#r-2' }),
      ),
    );
    for (const told of [open, linked, joined]) expect(text).toContain(told);
  });

  it.each([
    [
      'en',
      'Outside their hours, as first contact (promised to the customer) is due Sat 28 Nov, 11:00, before they are back Mon 30 Nov, 09:00.',
      'Part of a more important message',
    ],
    [
      'fr',
      'En dehors des heures de travail, car l’échéance « premier contact (promesse au client) » tombe sam. 28 nov. 11:00, avant la reprise lun. 30 nov. 09:00.',
      'Regroupé dans un message plus important',
    ],
  ] as const)(
    'says why somebody was told in spite of their hours, and what had no message of its own (%s)',
    (language, why, part) => {
      const warning = { what: 'warning', target: 'firstContact', percent: 50, side: 'customer' } as const;
      const due = {
        why: 'due',
        target: 'firstContact',
        side: 'customer',
        dueAt: Date.parse('2026-11-28T10:00:00Z'),
        back: Date.parse('2026-11-30T08:00:00Z'),
      } as const;
      const text = textOf(
        page(
          language,
          opened,
          later({ type: 'told', step: 'a', to: ['lea@example.com'], about: warning, outOfHours: due }),
          later({ type: 'told', step: 'b', to: [], about: warning }),
        ),
      );
      expect(text.replaceAll('\u202f', ' ')).toContain(why);
      expect(text).toContain(part);
    },
  );

  it.each(['account', 'team', 'load', 'deputy', 'lead'] as const)(
    'says why the case is somebody’s: %s',
    (ownerFrom) => {
      if (opened.type !== 'opened') throw new Error('this opens nothing');
      for (const language of ['en', 'fr'] as const) {
        const usual = textOf(page(language, opened));
        const text = textOf(page(language, { ...opened, ownerFrom }));
        expect(text).not.toBe(usual);
        expect(text).not.toContain('undefined');
      }
    },
  );
});
