import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { DeliveryWay } from '../../../functions/domain/delivery.ts';
import type { SourceMapping } from '../../../functions/domain/source.ts';
import type { Question } from '../../../functions/domain/rating.ts';
import type { ApiQuestion } from '../../../functions/providers/provider.ts';
import { surveycake } from '../../../functions/providers/surveycake.ts';
import { readingsOf } from '../../../functions/reading/readings.ts';
import { noon } from '../../fixtures/deliveries.ts';
import { jsonBody, sourceOfExample } from '../../fixtures/providers/example.ts';
import {
  announcement,
  cakeDocument,
  cakeSubject,
  enciphered,
  example,
  keys,
} from '../../fixtures/providers/surveycake.ts';
import { providerContract } from './provider.contract.ts';

providerContract(example);

const source = sourceOfExample(example);
const read = (body: Buffer, way: DeliveryWay, mapping: Partial<SourceMapping> = {}) => {
  const mapped = sourceOfExample({ provider: 'surveycake', mapping: { ...example.mapping, ...mapping } });
  return readingsOf({ source: 'the-source', receivedAt: noon, headers: {}, body, way }, mapped);
};
const answersOf = (document: unknown, mapping: Partial<SourceMapping> = {}) => {
  const [reading] = read(jsonBody(document), 'fetched', mapping);
  if (reading?.kind !== 'response') throw new Error('no response was read');
  return reading.answers;
};

const wanted = { responseId: example.responseId, survey: 'aB3dE' };
const response = cakeDocument([
  cakeSubject(0, 'RATINGBAR', ['2']),
  cakeSubject(1, 'TXTLONG', ['« Trop long » – 太久了 😞']),
]);

async function fetchWith(answer: unknown, credential: string | undefined = keys, config = source) {
  const asked: ApiQuestion[] = [];
  const document = await surveycake.api?.fetchOne?.(
    async (question) => {
      asked.push(question);
      return answer;
    },
    wanted,
    config,
    credential,
  );
  return { document, asked };
}

describe('a SurveyCake call', () => {
  it('announces a response by its hash', () => {
    expect(read(announcement, 'posted')).toEqual([
      { kind: 'announcement', deliveryId: `the-source#aB3dE-${example.responseId}`, announced: wanted },
    ]);
  });
});

describe('a SurveyCake response that is fetched', () => {
  it.each(['zeros', 'pkcs7'] as const)('is deciphered whether padded with %s', async (padding) => {
    for (const length of Array.from({ length: 17 }, (_, index) => index)) {
      const padded = { ...response, title: 'x'.repeat(length) };
      const { document } = await fetchWith(enciphered(padded, padding));
      expect(document).toEqual({ ...padded, hash: example.responseId });
    }
  });

  it('is read whole', async () => {
    const { document, asked } = await fetchWith(`${enciphered(response)}\n`);
    expect(asked).toEqual([{ path: `/webhook/v0/aB3dE/${example.responseId}`, as: 'text' }]);
    expect(answersOf(document)).toMatchObject({
      rating: { score: 2, band: 'dissatisfied' },
      comment: '« Trop long » – 太久了 😞',
      customer: { id: 'c-9' },
    });
  });

  it('is asked for without any header, where the account lives', () => {
    expect(surveycake.api?.authorize(keys)).toEqual({});
    expect(surveycake.api?.host(source)).toBe('www.surveycake.com');
    expect(surveycake.api?.host({ ...source, api: { host: 'cake.example.com' } })).toBe('cake.example.com');
  });

  it('is asked for by an address that no announced word can leave', async () => {
    const asked: ApiQuestion[] = [];
    const ask = async (question: ApiQuestion) => {
      asked.push(question);
      return enciphered(response);
    };
    await surveycake.api?.fetchOne?.(ask, { responseId: '../?x#', survey: 'a/b' }, source, keys);
    expect(asked).toMatchObject([{ path: '/webhook/v0/a%2Fb/..%2F%3Fx%23' }]);
  });

  it.each([
    ['under another hash key', enciphered(response), keys.replace('0', '1')],
    ['that is not base64', 'not found', keys],
    ['that is empty', '', keys],
    ['that is JSON already', { svid: 'aB3dE' }, keys],
    ['that is another text', enciphered('a text'), keys],
  ])('%s cannot be read', async (_, answer, credential) => {
    await expect(fetchWith(answer, credential)).rejects.toMatchObject({ name: 'UnreadableBodyError' });
  });

  it.each([undefined, 'short:keys', keys.replace(':', '')])(
    'needs both keys, of 16 characters each, and not %j',
    async (credential) => {
      const asked = surveycake.api?.fetchOne?.(async () => enciphered(response), wanted, source, credential);
      await expect(asked).rejects.toThrow('IV key');
    },
  );

  it('is of the configured survey where the announcement names none', async () => {
    const asked: string[] = [];
    const ask = async ({ path }: ApiQuestion) => {
      asked.push(path);
      return enciphered(response);
    };
    const unnamed = { responseId: 'h' };
    await expect(surveycake.api?.fetchOne?.(ask, unnamed, source, keys)).rejects.toThrow('api.form');
    await surveycake.api?.fetchOne?.(ask, unnamed, { ...source, api: { form: 'zZ9' } }, keys);
    expect(asked).toEqual(['/webhook/v0/zZ9/h']);
  });

  it('was asked even what was left empty', () => {
    const empty = cakeDocument([cakeSubject(0, 'RATINGBAR', []), cakeSubject(9, 'TXTSHORT', ['red'])]);
    expect(answersOf(empty).rating).toBeUndefined();
  });

  it('of 2026 may name questions and choices by their aliases', () => {
    const document = cakeDocument([
      { ...cakeSubject(7, 'CHOICEONE', ['Très bien']), alias: 'service', answerAlias: ['very_good'] },
      { ...cakeSubject(8, 'TXTLONG', ['Bof.']), alias: '', answerAlias: [] },
    ]);
    const csat = { metric: 'csat', scale: { min: 1, max: 5 }, direction: 'higher-is-better' } as const;
    const choices = { very_good: 5 };
    const questions = [
      { id: 'service', as: 'rating', question: csat, choices, opensCases: true },
      { id: '8', as: 'comment' },
    ] as const;
    expect(answersOf(document, { questions: [...questions] })).toMatchObject({
      rating: { score: 5 },
      comment: 'Bof.',
    });
  });

  it('says itself that it asked NPS', () => {
    const document = cakeDocument([cakeSubject(0, 'NPS', ['4'])]);
    const asRating = (question: Question) => ({
      questions: [{ id: '0', as: 'rating' as const, question, opensCases: true }],
    });
    const nps = { metric: 'nps', scale: { min: 0, max: 10 }, direction: 'higher-is-better' } as const;
    expect(answersOf(document, asRating(nps)).rating).toMatchObject({ score: 4, band: 'detractor' });
    const csat = { metric: 'csat', scale: { min: 1, max: 5 }, direction: 'higher-is-better' } as const;
    expect(() => answersOf(document, asRating(csat))).toThrow('the body asks nps on 0–10');
  });

  it('may have no variables and, in old ones, no other answers', () => {
    const old = {
      svid: 'aB3dE',
      submitTime: '2018-01-01 00:00:00',
      result: [{ subject: 'x', type: 'TXTLONG', sn: 1, answer: ['Bof.'] }],
    };
    expect(answersOf(old)).toMatchObject({
      comment: 'Bof.',
      submittedAt: Date.parse('2017-12-31T16:00:00Z'),
    });
  });
});

const sample = '../shared/payloads/surveycake-1.json';
describe.runIf(existsSync(sample))('the sample surveycake-1', () => {
  it('is a response whose questions have numbers', () => {
    const [reading] = read(readFileSync(sample), 'fetched', {
      questions: [
        { id: '0', as: 'name' },
        { id: '1', as: 'attribute', name: 'gender' },
      ],
    });
    expect(reading).toMatchObject({
      kind: 'response',
      answers: {
        submittedAt: Date.parse('2018-06-27T20:05:47Z'),
        customer: { name: 'SurveyCake Marketing' },
        attributes: { gender: 'Both, appear the answer of other option' },
      },
    });
  });
});
