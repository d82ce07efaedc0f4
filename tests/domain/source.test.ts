import { describe, expect, it } from 'vitest';
import { describeMistakes } from '../../functions/domain/configuration-mistakes.ts';
import { source } from '../../functions/domain/source.ts';

const csat = { metric: 'csat', scale: { min: 1, max: 5 } } as const;
const base = { provider: 'tally', name: { en: 'Survey', fr: 'Enquête' } };
const mistakesIn = (more: object) => {
  const given = { ...base, ...more };
  const { error } = source.safeParse(given);
  return error && describeMistakes(error, given).split('\n');
};

describe('a source', () => {
  it('needs no more than its tool and its name', () => {
    expect(mistakesIn({})).toBeUndefined();
  });

  it.each([
    [
      'a question that is mapped twice',
      {
        questions: [
          { id: 'q1', as: 'comment' },
          { id: 'q1', as: 'email' },
        ],
      },
      'questions: question "q1" is mapped twice',
    ],
    [
      'a meaning that there is not',
      { questions: [{ id: 'q-why', as: 'remark' }] },
      "questions.0.as: question \"q-why\": Invalid discriminator value. Expected 'rating' | 'comment' |",
    ],
    [
      'a choice off its scale',
      { questions: [{ id: 'q1', as: 'rating', question: csat, choices: { Good: 5, Superb: 6 } }] },
      'questions.0: question "q1": choice "Superb": 6 is not on the scale 1–5',
    ],
    [
      'NPS on another scale',
      { question: { metric: 'nps', scale: { min: 1, max: 10 } } },
      'question: NPS is asked on 0–10, not 1–10',
    ],
    ['a time zone that is none', { timeZone: 'Paris' }, 'timeZone: give a time zone such as Europe/Paris'],
    [
      'an address where a host belongs',
      { api: { host: 'https://fra1.qualtrics.com' } },
      'api.host: give a host name such as fra1.qualtrics.com, without https://',
    ],
    ['a private host', { api: { host: 'localhost' } }, 'api.host: give a host name'],
  ])('is told of %s', (_, more, message) => {
    expect(mistakesIn(more)).toEqual([expect.stringContaining(message)]);
  });
});
