import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { campaign } from '../../../functions/mails/campaign.ts';
import { digest } from '../../../functions/mails/digest.ts';
import { followUp } from '../../../functions/mails/follow-up.ts';
import type { RenderedMail } from '../../../functions/mails/mail.ts';
import { ownerNotification } from '../../../functions/mails/owner-notification.ts';
import { recoverySurvey } from '../../../functions/mails/recovery-survey.ts';
import { elements } from '../pages/elements.ts';
import { hostileText } from '../pages/hostile.ts';
import { campaignView, digestLine, digestView, followUpView, ownerView, recoveryView } from './views.ts';

const every: Readonly<Record<string, (text: string) => RenderedMail>> = {
  'owner notification': (text) =>
    ownerNotification(
      ownerView({
        about: { what: 'breach', target: 'resolution', rung: 1 },
        brand: { name: text, colour: text, address: text },
        recipient: { name: text, role: 'lead' },
        ownerName: text,
        caseId: text,
        tier: text,
        unreachable: 'bounced',
        previously: {
          by: text,
          resolvedAt: 0,
          rootCause: text,
          note: text,
          answeredAt: 0,
          score: 1,
          mostScore: 5,
          comment: text,
        },
        customer: { name: text, email: text },
        comment: text,
        commentLanguage: text,
        themes: [text, text],
        surveyName: text,
        channel: text,
        history: [{ id: text, at: 0, metric: text, score: 1, band: text }],
        actionUrl: text,
      }),
    ),
  digest: (text) => {
    const line = digestLine({
      customer: { name: text, email: text },
      comment: text,
      ownerName: text,
      isAcknowledged: false,
      news: { what: 'handed-over', from: text, back: '2026-12-01' },
      url: text,
    });
    return digest(
      digestView({
        brand: { name: text, colour: text, address: text },
        recipientName: text,
        of: { what: 'team', team: text },
        sections: [{ name: 'due', lines: [line, line], count: 3 }],
      }),
    );
  },
  'follow-up': (text) => followUp(followUpView(customerFields(text))),
  'recovery survey': (text) => recoverySurvey(recoveryView({ ...customerFields(text), answerUrl: text })),
  campaign: (text) => campaign(campaignView({ ...customerFields(text), title: text })),
};

function customerFields(text: string) {
  return {
    brand: { name: text, colour: text, address: text },
    customerName: text,
    comment: text,
    surveyName: text,
    whatWasDone: text,
    ownerName: text,
    unsubscribeUrl: text,
  };
}

/** What our templates use, and nothing that loads, runs or posts. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  html: ['lang', 'dir'],
  head: [],
  body: ['class', 'style'],
  meta: ['charset', 'name', 'content'],
  title: [],
  style: [],
  div: ['style'],
  table: ['role', 'class', 'width', 'cellpadding', 'cellspacing', 'border', 'style'],
  caption: ['class', 'align', 'style'],
  tr: [],
  td: ['class', 'align', 'valign', 'bgcolor', 'width', 'dir', 'lang', 'style'],
  a: ['href', 'style', 'class', 'aria-label'],
  h1: ['class', 'style'],
  h2: ['class', 'style'],
  p: ['class', 'dir', 'style'],
  span: ['class', 'dir', 'style'],
  strong: ['dir', 'style'],
  em: ['class', 'style'],
  br: [],
};

function unexpected(markup: string): readonly string[] {
  return elements(markup).flatMap(({ name, attributes }) =>
    Object.keys(attributes)
      .filter((attribute) => !allowed[name]?.includes(attribute))
      .concat(name in allowed ? [] : [name]),
  );
}

describe.each(Object.entries(every))(
  'hostile text in every field of the %s',
  { timeout: 30_000 },
  (_name, render) => {
    it('adds no element and no attribute', () => {
      fc.assert(
        fc.property(hostileText, (text) => {
          expect(unexpected(render(text).html)).toEqual([]);
        }),
        { numRuns: 60 },
      );
    });

    it('changes the number of no element but line breaks and paragraphs', () => {
      const shape = (mail: RenderedMail) =>
        elements(mail.html)
          .map(({ name }) => name)
          .filter((name) => name !== 'br' && name !== 'p');
      const plain = shape(render('Ana'));
      fc.assert(
        fc.property(hostileText, (text) => {
          const quiet = `Ana ${text}`.slice(0, 400);
          expect(shape(render(quiet))).toEqual(plain);
        }),
        { numRuns: 60 },
      );
    });

    it('leaves a subject of one short line, and text without control characters', () => {
      fc.assert(
        fc.property(hostileText, (text) => {
          const mail = render(text);
          expect(mail.subject).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/u);
          expect([...new Intl.Segmenter().segment(mail.subject)].length).toBeLessThanOrEqual(111);
          expect(mail.subject.isWellFormed() && mail.html.isWellFormed()).toBe(true);
        }),
        { numRuns: 60 },
      );
    });
  },
);
