import { describe, expect, it } from 'vitest';
import { campaign } from '../../../functions/mails/campaign.ts';
import { followUp } from '../../../functions/mails/follow-up.ts';
import { recoverySurvey } from '../../../functions/mails/recovery-survey.ts';
import { unsubscribeHeaders } from '../../../functions/mails/unsubscribe-headers.ts';
import { elements, words } from '../pages/elements.ts';
import { campaignView, followUpView, recoveryView } from './views.ts';

const thin = '\u202f';
const links = (html: string) =>
  elements(html).flatMap(({ name, attributes }) => (name === 'a' ? [attributes['href']] : []));

describe('a mail to a customer', () => {
  const mails = {
    'follow-up': followUp(followUpView()),
    'recovery survey': recoverySurvey(recoveryView()),
    campaign: campaign(campaignView()),
  };

  it.each(Object.entries(mails))('says who writes, why, and how to stop: %s', (_name, { html, text }) => {
    for (const part of [words(html), text.replace(/\s+/g, ' ')]) {
      expect(part).toContain('12 rue des Tanneurs, 69002 Lyon, France');
      expect(part).toContain('Vous recevez ce message parce que');
      expect(part).toContain('Ne plus recevoir ces messages');
    }
    expect(links(html)).toContain('https://retour.example.com/u/token');
    expect(text).toContain('https://retour.example.com/u/token');
  });

  it.each(Object.entries(mails))('loads nothing and runs nothing: %s', (_name, { html }) => {
    const names = elements(html).map(({ name }) => name);
    for (const name of ['img', 'script', 'link', 'iframe', 'form', 'input'])
      expect(names).not.toContain(name);
    expect(html).not.toMatch(/url\(|@import/);
  });

  it('greets nobody by a name that is an advertisement', () => {
    const { html, text } = followUp(followUpView({ customerName: 'Gagnez sur www.evil.example' }));
    expect(text.startsWith('Bonjour,\n')).toBe(true);
    expect(html).not.toContain('evil');
  });

  it('makes no link of what was typed into a survey, and leaves a mail reader nothing to make one of', () => {
    const { html } = followUp(followUpView({ comment: 'voir http://evil.example/login' }));
    expect(links(html)).toEqual(['https://retour.example.com/u/token']);
    expect(html).not.toContain('http://evil.example');
    expect(words(html)).toContain('http://evil.example/login');
  });
});

describe('the follow-up', () => {
  it('quotes the customer, says what was done and is signed by a person', () => {
    expect(followUp(followUpView()).text).toContain(
      [
        'Bonjour Ana,',
        `Le 22 novembre 2026, vous nous avez écrit${thin}:`,
        '> Livraison en retard, personne ne répond.',
        'Merci de nous l’avoir dit franchement.',
        `Voici ce que nous avons fait${thin}:`,
        'Votre colis est parti ce matin.\n\nLes frais de port vous sont remboursés.',
        'Si quelque chose ne va toujours pas, répondez simplement à ce message.',
        'Léa Fontaine\nAtelier Merle',
      ].join('\n\n'),
    );
  });

  it('speaks of the score when there were no words', () => {
    const { text } = followUp(followUpView({ language: 'en', comment: undefined }));
    expect(text).toContain('On 22 November 2026 you gave us 3/10.');
  });

  it('writes the first of a month as the French do', () => {
    const spokeAt = Date.parse('2026-11-01T12:00:00Z');
    expect(followUp(followUpView({ spokeAt })).text).toContain('Le 1er novembre 2026');
  });
});

describe('the recovery survey', () => {
  it('offers every number of the scale as a link to the page, and one button', () => {
    expect(links(recoverySurvey(recoveryView()).html)).toEqual([
      ...[1, 2, 3, 4, 5].map((score) => `https://retour.example.com/r/token?score=${score}`),
      'https://retour.example.com/r/token',
      'https://retour.example.com/u/token',
    ]);
  });

  it('breaks a long scale into rows for thumbs', () => {
    const { html } = recoverySurvey(recoveryView({ scale: { min: 0, max: 10 } }));
    expect(html.split('<tr><td class="pick"')).toHaveLength(3);
  });

  it('asks the question as its subject', () => {
    expect(recoverySurvey(recoveryView()).subject).toBe(`Avons-nous réparé les choses${thin}?`);
    expect(recoverySurvey(recoveryView({ language: 'en' })).subject).toBe('Did we put things right?');
  });
});

describe('the campaign', () => {
  it('reminds of the words and names what was done', () => {
    const { subject, text } = campaign(campaignView());
    expect(subject).toBe(`Vous l’avez demandé, c’est fait${thin}: Livraison suivie jusqu’à la porte`);
    expect(text.indexOf('> Livraison en retard')).toBeLessThan(text.indexOf('Livraison suivie'));
  });
});

describe('the headers for a mail reader’s own button', () => {
  it('follow RFC 8058', () => {
    expect(unsubscribeHeaders('https://retour.example.com/u/token')).toEqual({
      'List-Unsubscribe': '<https://retour.example.com/u/token>',
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    });
  });

  it('cannot be ended by what is in the address', () => {
    const { 'List-Unsubscribe': header } = unsubscribeHeaders(
      'https://retour.example.com/u/a>\r\nBcc: x@example.com',
    );
    expect(header).not.toMatch(/[\r\n]|>./);
  });
});
