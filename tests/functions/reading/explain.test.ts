import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SourceMapping, sourceMapping } from '../../../functions/domain/source.ts';
import {
  type GivenAnswer,
  type GivenResponse,
  UnreadableBodyError,
} from '../../../functions/providers/provider.ts';
import { explain, type Line } from '../../../functions/reading/explain.ts';
import { answersOf } from '../../../functions/reading/mapping.ts';

const nps = { metric: 'nps', scale: { min: 0, max: 10 } } as const;
const ces = { metric: 'ces', scale: { min: 1, max: 5 } } as const;

const mapping = sourceMapping.parse({
  questions: [
    { id: 'score', as: 'rating', question: nps },
    { id: 'effort', as: 'rating', question: ces, opensCases: false },
    { id: 'why', as: 'comment' },
    { id: 'more', as: 'comment' },
    { id: 'email', as: 'email' },
    { id: 'work-email', as: 'email' },
    { id: 'name', as: 'name' },
    { id: 'number', as: 'customer-id' },
    { id: 'call-me', as: 'contact-requested' },
    { id: 'call-when', as: 'contact-time' },
    { id: 'call-day', as: 'contact-time' },
    { id: 'language', as: 'language' },
    { id: 'shop', as: 'attribute', name: 'shop' },
    { id: 'town', as: 'attribute', name: 'shop' },
  ],
  hidden: {
    mail: 'email',
    who: 'name',
    key: 'customer-id',
    lang: 'language',
    shop: 'attribute',
    tier: 'attribute',
  },
});

const answer = (
  names: readonly string[],
  value: GivenAnswer['value'],
  more: Partial<GivenAnswer> = {},
): GivenAnswer => ({
  names,
  path: `answers.${names[0]}`,
  value,
  ...more,
});
const given = (answers: readonly GivenAnswer[], more: Partial<GivenResponse> = {}): GivenResponse => ({
  responseId: 'r-1',
  version: {},
  answers,
  ...more,
});
const told = (response: GivenResponse, of: SourceMapping = mapping) =>
  Object.fromEntries(
    explain(response, of, []).lines.map(({ path, fate }) => [path, `${fate.kind}: ${fate.text}`]),
  );

describe('an explanation', () => {
  it('says what each answer became', () => {
    const response = given([
      answer(['q1', 'score'], '3'),
      answer(['effort'], 2, { asked: { scale: { min: 1, max: 5 } } }),
      answer(['why'], 'Personne ne répond.'),
      answer(['email'], 'ana@example.com'),
      answer(['call-me'], 'oui, svp'),
      answer(['shop'], ['Lyon', 'Paris']),
    ]);
    expect(told(response)).toEqual({
      'answers.q1': 'used: nps 3 of 0–10, detractor, the main score',
      'answers.effort':
        'used: ces 2 of 1–5, dissatisfied, a further score, opens no case, the body itself says 1–5',
      'answers.why': 'used: 19 characters',
      'answers.email': 'used: the customer’s address',
      'answers.call-me': 'used: the customer asks to be contacted',
      'answers.shop': 'used: attribute shop',
    });
  });

  it('says why an answer counts for nothing', () => {
    const response = given([
      answer(['q7', 'colour'], 'red'),
      answer(['q8'], []),
      answer(['more'], 'And more.'),
      answer(['why'], 'Late.'),
      answer(['email'], 'ana at example'),
      answer(['language'], 'French, I think'),
    ]);
    expect(told(response)).toMatchObject({
      'answers.q7': 'ignored: no question is mapped to it; map it by "q7"',
      'answers.q8': 'ignored: empty',
      'answers.more': 'ignored: “why” comes first',
      'answers.email': 'ignored: not an e-mail address',
      'answers.language': 'ignored: not a language tag such as fr or pt-BR',
    });
  });

  it('says what becomes of hidden fields and of what the tool knows of the person', () => {
    const response = given([answer(['email'], 'ana@example.com')], {
      customer: { email: 'other@example.com', name: 'Ana', locale: 'fr-FR' },
      hidden: [
        ['mail', 'third@example.com'],
        ['utm', 'newsletter'],
        ['tier', ''],
        ['shop', { id: 1 }],
        ['key', 42],
      ],
    });
    expect(told(response)).toMatchObject({
      'customer.email': 'ignored: “email” comes first',
      'customer.name': 'used: the customer’s name',
      'hidden.mail': 'ignored: “email” comes first',
      'hidden.utm': 'ignored: map it in "hidden" by "utm"',
      'hidden.tier': 'ignored: empty',
      'hidden.shop': 'ignored: neither a text, a number nor a truth value',
      'hidden.key': 'used: the customer’s id',
    });
  });

  it('says what is wrong, and goes on', () => {
    const response = given([answer(['score'], 11), answer(['call-me'], 'maybe'), answer(['why'], 'Late.')]);
    expect(told(response)).toEqual({
      'answers.score': "wrong: answers.score: expected a score on the question's scale",
      'answers.call-me': 'wrong: answers.call-me: expected yes or no',
      'answers.why': 'used: 5 characters',
    });
  });

  it('names the configured questions that were not answered', () => {
    const { unanswered } = explain(given([answer(['q1', 'score'], 3)]), mapping, []);
    expect(unanswered).toContain('why');
    expect(unanswered).not.toContain('score');
  });

  it('tells a field once that a tool offers as a question and as a hidden field', () => {
    const lines = explain(
      given([answer(['q4_colour'], 'red')], {
        hidden: [
          ['colour', 'red'],
          ['q4', 'blue'],
        ],
      }),
      mapping,
      [],
    ).lines;
    expect(lines.map(({ path }) => path)).toEqual(['answers.q4_colour', 'hidden.q4']);
  });
});

/** Every value is another one, so that what counts can be told from what does not. */
const words = fc.constantFrom('text', 'email', 'number', 'tag', 'wish', 'blank', 'list');
function valueLike(kind: string, index: number): GivenAnswer['value'] {
  switch (kind) {
    case 'email':
      return `p${index}@example.com`;
    case 'number':
      return index;
    case 'tag':
      return `fr-${String(index).padStart(3, '0')}`;
    case 'wish':
      return `${index % 2 === 0 ? 'yes' : 'no'}, ${index}`;
    case 'blank':
      return ' ';
    case 'list':
      return [`one ${index}`, ''];
    default:
      return `text ${index}`;
  }
}
const names = fc.constantFrom(...mapping.questions.map(({ id }) => id), 'unknown', 'another');
const fields = fc.constantFrom(...Object.keys(mapping.hidden), 'utm');
const optional = <Value>(one: fc.Arbitrary<Value>) => fc.option(one, { nil: undefined });

const anyResponse: fc.Arbitrary<GivenResponse> = fc
  .record({
    answers: fc.array(fc.tuple(names, words), { maxLength: 10 }),
    hidden: fc.uniqueArray(fc.tuple(fields, words), { maxLength: 5, selector: ([name]) => name }),
    attributes: fc.array(fc.tuple(fc.constantFrom('shop', 'region'), words), { maxLength: 3 }),
    email: optional(fc.constantFrom('known@example.com', 'not one', '')),
    language: optional(fc.constantFrom('de', 'German of Austria', '')),
    contactRequested: optional(fc.boolean()),
    contactTime: optional(fc.constantFrom('evenings', '')),
    survey: optional(fc.constantFrom('spring', '')),
    surveyName: optional(fc.constantFrom('Spring survey', '')),
  })
  .map(({ answers, hidden, attributes, email, ...more }) =>
    given(
      answers.map(([name, kind], index) => ({ ...answer([`id-${index}`, name], valueLike(kind, index)) })),
      {
        ...more,
        surveyId: 7,
        customer: { email },
        hidden: hidden.map(([name, kind], index) => [name, valueLike(kind, 100 + index)] as const),
        attributes: attributes.map(([name, kind], index) => [name, valueLike(kind, 200 + index)] as const),
        complete: false,
      },
    ),
  );

/** The response without what a line is about. */
function without(response: GivenResponse, { of, path }: Line): GivenResponse {
  const { customer, ...rest } = response;
  if (of === 'answer') return { ...response, answers: response.answers.filter((one) => one.path !== path) };
  if (of === 'hidden')
    return { ...response, hidden: (response.hidden ?? []).filter(([name]) => `hidden.${name}` !== path) };
  if (path.startsWith('customer.')) return { ...rest, customer: { ...customer, [path.slice(9)]: undefined } };
  if (!path.startsWith('attributes.')) return { ...response, [path]: undefined };
  const last = (response.attributes ?? []).findLastIndex(([name]) => `attributes.${name}` === path);
  return { ...response, attributes: (response.attributes ?? []).filter((_, index) => index !== last) };
}

describe('whatever a response holds, its explanation', () => {
  const read = (response: GivenResponse) => {
    try {
      return answersOf(response, mapping, []);
    } catch (error) {
      if (error instanceof UnreadableBodyError) return undefined;
      throw error;
    }
  };

  it('finds something wrong exactly when it cannot be read', () => {
    fc.assert(
      fc.property(anyResponse, (response) => {
        const isWrong = explain(response, mapping, []).lines.some(({ fate }) => fate.kind === 'wrong');
        expect(read(response) === undefined).toBe(isWrong);
      }),
      { numRuns: 1000 },
    );
  });

  it('calls ignored what changes nothing, and used what does', () => {
    fc.assert(
      fc.property(anyResponse, (response) => {
        const whole = read(response);
        const named = (response.attributes ?? []).map(([name]) => name);
        fc.pre(whole !== undefined && new Set(named).size === named.length);
        for (const line of explain(response, mapping, []).lines.filter(isTelling)) {
          const rest = read(without(response, line));
          if (line.fate.kind === 'ignored') expect(rest).toEqual(whole);
          else expect(rest).not.toEqual(whole);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

/** What is unfit keeps those after it from being heard, and another wish may say the same. */
function isTelling({ role, fate }: Line): boolean {
  return fate.kind === 'used' ? role !== 'contact-requested' : !fate.text.startsWith('not ');
}
