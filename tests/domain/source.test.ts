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
    expect(source.parse(base)).toEqual({
      ...base,
      questions: [],
      hidden: {},
      consent: 'unless-refused',
      confirm: false,
      keepBodies: true,
    });
  });

  it('asks questions of which more is better, and that open cases, unless it says otherwise', () => {
    const asked = (role: object) =>
      source.parse({ ...base, questions: [{ id: 'q1', as: 'rating', ...role }] });
    expect(asked({ question: csat }).questions).toMatchObject([
      { opensCases: true, question: { direction: 'higher-is-better' } },
    ]);
    const question = { ...csat, direction: 'lower-is-better', bands: { satisfied: 2, dissatisfied: 4 } };
    expect(asked({ question, opensCases: false }).questions).toMatchObject([{ opensCases: false, question }]);
  });

  it('may have every meaning of an answer', () => {
    const told = ['comment', 'email', 'name', 'customer-id', 'contact-requested', 'contact-time', 'language'];
    const questions = [
      { id: 'score', as: 'rating', question: csat, choices: { Bad: 1, Good: 5 } },
      ...told.map((as) => ({ id: `q-${as}`, as })),
      { id: 'shop', as: 'attribute', name: 'shop' },
    ];
    const hidden = { e: 'email', n: 'name', c: 'customer-id', l: 'language', shop: 'attribute' };
    expect(mistakesIn({ questions, hidden })).toBeUndefined();
  });

  it('is asked for consent either way', () => {
    expect(mistakesIn({ consent: 'unless-refused' })).toBeUndefined();
    expect(mistakesIn({ consent: { attribute: 'news', value: 'yes' } })).toBeUndefined();
    expect(mistakesIn({ consent: '' })).toHaveLength(1);
  });

  it.each(['fra1.qualtrics.com', 'a.io', 'surveys.my-company.co.uk', '3m.example.com'])(
    'has its tool at %s',
    (host) => {
      expect(mistakesIn({ api: { host } })).toBeUndefined();
    },
  );

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
    ['a host with a path', { api: { host: 'qualtrics.com/a' } }, 'api.host: give a host name'],
    ['a host that ends in a dot', { api: { host: 'qualtrics.com.' } }, 'api.host: give a host name'],
    ['a form without an id', { api: { form: '' } }, 'api.form: '],
    ['a question without an id', { questions: [{ id: '', as: 'email' }] }, 'give the question’s id'],
    [
      'a choice below its scale',
      { questions: [{ id: 'q1', as: 'rating', question: csat, choices: { Bad: 0, Poor: 1 } }] },
      'choice "Bad": 0 is not on the scale 1–5',
    ],
    [
      'limits of bands that are not on both sides',
      { question: { ...csat, bands: { satisfied: 4 } } },
      'bands',
    ],
    ['a word that it does not know', { colour: 'red' }, 'Unrecognized key: "colour"'],
  ])('is told of %s', (_, more, message) => {
    expect(mistakesIn(more)).toEqual([expect.stringContaining(message)]);
  });
});
