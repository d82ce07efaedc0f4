import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { DeliveryWay } from '../../../functions/domain/delivery.ts';
import { source as sourceSchema } from '../../../functions/domain/source.ts';
import { hubspot } from '../../../functions/providers/hubspot.ts';
import { hubspotApi } from '../../../functions/providers/hubspot-api.ts';
import type { ApiQuestion, SignedRequest } from '../../../functions/providers/provider.ts';
import { readingsOf } from '../../../functions/reading/readings.ts';
import { noon } from '../../fixtures/deliveries.ts';
import { hookUrl, jsonBody, sourceOfExample } from '../../fixtures/providers/example.ts';
import {
  example,
  olderSignature,
  submission,
  submissionEvent,
  thirdSignature,
  workflowBody,
} from '../../fixtures/providers/hubspot.ts';
import { providerContract } from './provider.contract.ts';

providerContract(example);

type Json = Readonly<Record<string, unknown>>;
type Mapping = Parameters<typeof sourceOfExample>[0]['mapping'];

function read(body: Buffer, mapping: Mapping = example.mapping, way: DeliveryWay = 'posted') {
  const source = sourceOfExample({ provider: 'hubspot', mapping });
  return readingsOf({ source: 'the-source', receivedAt: noon, way, headers: {}, body }, source);
}
function answersOf(properties: Json, mapping: Mapping = example.mapping) {
  const [reading] = read(jsonBody(submission(properties)), mapping, 'fetched');
  if (reading?.kind !== 'response') throw new Error('no response was read');
  return reading.answers;
}

describe('a HubSpot call', () => {
  const secret = 'yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy';
  const body = Buffer.from("{'example_field':'example_value'}");
  const url = 'https://www.example.com/webhook_uri';
  const isAuthentic = (request: Partial<SignedRequest>, now = noon) =>
    hubspot.authentication.isAuthentic(
      { method: 'POST', url: hookUrl, headers: {}, body, ...request },
      [secret],
      now,
    );

  // Published in the tests of HubSpot's own library.
  const first = {
    'x-hubspot-signature': '69fc6631a867edd4f9e9e627fc5c1148e3fbdd8b21837b6d2b8901c1fa57f750',
    'x-hubspot-signature-version': 'v1',
  };
  const second = {
    'x-hubspot-signature': '4fe4e3a7d3cf09db53be39d0a58130e2aaba074ec123a9e355b876a689a1c383',
    'x-hubspot-signature-version': 'v2',
  };
  const third = {
    'x-hubspot-signature-v3': 'K36dawei4A+QBNolUOqo7s91KQDWQ5MXZ/QufNYuk/Y=',
    'x-hubspot-request-timestamp': '1693657560000',
  };
  const sentAt = 1693657560000;

  it('is believed when it is a published one', () => {
    expect(isAuthentic({ headers: first })).toBe(true);
    expect(isAuthentic({ headers: second, url })).toBe(true);
    expect(isAuthentic({ headers: third, url }, sentAt)).toBe(true);
  });

  it('by its newest signature is of its moment, address and method', () => {
    expect(isAuthentic({ headers: third, url }, sentAt + 300_000)).toBe(true);
    expect(isAuthentic({ headers: third, url }, sentAt + 300_001)).toBe(false);
    expect(isAuthentic({ headers: third, url }, sentAt - 300_001)).toBe(false);
    expect(isAuthentic({ headers: third, url: `${url}?x=1` }, sentAt)).toBe(false);
    expect(isAuthentic({ headers: third, url, method: 'PUT' }, sentAt)).toBe(false);
  });

  it('by its second signature is of its address and method', () => {
    expect(isAuthentic({ headers: second })).toBe(false);
    expect(isAuthentic({ headers: second, url, method: 'PUT' })).toBe(false);
  });

  it('with a wrong newest signature is refused, however good an older one is', () => {
    const forged = { ...third, 'x-hubspot-signature-v3': 'K36dawei4A+QBNolUOqo7s91KQDWQ5MXZ/QufNYuk/Z=' };
    expect(isAuthentic({ headers: { ...second, ...forged }, url }, sentAt)).toBe(false);
    expect(isAuthentic({ headers: { ...first, 'x-hubspot-signature-v3': '' }, url }, sentAt)).toBe(false);
    expect(isAuthentic({ headers: { ...first, ...third }, url })).toBe(false);
  });

  it('names the version of an older signature, and a time that is one', () => {
    const { 'x-hubspot-signature': digest } = first;
    expect(isAuthentic({ headers: { 'x-hubspot-signature': digest } })).toBe(false);
    expect(isAuthentic({ headers: { ...first, 'x-hubspot-signature-version': 'v2' } })).toBe(false);
    for (const time of [undefined, '', 'now', '1e12'])
      expect(isAuthentic({ headers: { ...third, 'x-hubspot-request-timestamp': time }, url }, sentAt)).toBe(
        false,
      );
  });

  it('may have an address with characters that HubSpot decodes before it signs, or does not', () => {
    const encoded = `${hookUrl}?a=x%3Ay%2fz&b=%20`;
    const asSigned = `${hookUrl}?a=x:y/z&b=%20`;
    for (const signed of [encoded, asSigned])
      expect(isAuthentic({ headers: thirdSignature(body, secret, noon, signed), url: encoded })).toBe(true);
    expect(
      isAuthentic({ headers: thirdSignature(body, secret, noon, `${hookUrl}?a=x:y/z&b= `), url: encoded }),
    ).toBe(false);
  });

  it('may be signed by a local client in any of the three ways', () => {
    for (const version of ['v1', 'v2'] as const)
      expect(isAuthentic({ headers: olderSignature(body, secret, version) })).toBe(true);
    expect(isAuthentic({ headers: thirdSignature(body, secret, noon) })).toBe(true);
  });
});

describe('HubSpot events', () => {
  it.each(['object.creation', 'object.propertyChange', 'object.restore', 'feedback_submission.creation'])(
    'of the kind "%s" announce',
    (subscriptionType) => {
      expect(read(jsonBody([submissionEvent({ subscriptionType })]))).toMatchObject([
        { kind: 'announcement', announced: { responseId: '880001' } },
      ]);
    },
  );

  it('come in lists, each of which is read by itself', () => {
    const contact = submissionEvent({ subscriptionType: 'contact.creation', eventId: 3 });
    const list = [
      submissionEvent({ eventId: 1 }),
      submissionEvent({ eventId: 2, objectId: {} }),
      'nonsense',
      contact,
      submissionEvent({ eventId: 4, objectId: '880002', subscriptionType: 'object.deletion' }),
    ];
    expect(read(jsonBody(list))).toMatchObject([
      { kind: 'announcement', announced: { responseId: '880001' } },
      { kind: 'nothing', reason: 'unsupported-event' },
      { kind: 'deletion', responseId: '880002', order: Date.parse('2026-11-23T11:58:01Z') * 10 + 9 },
    ]);
    expect(() => read(jsonBody([contact, 'nonsense']))).toThrow('1: ');
    expect(read(jsonBody([]))).toEqual([]);
  });

  it('may come without a list', () => {
    expect(read(jsonBody(submissionEvent()))).toMatchObject([{ kind: 'announcement' }]);
  });

  it('are told apart even where they share an event id, and a repeat is the same', () => {
    const names = [
      {},
      { attemptNumber: 3 },
      { objectId: 880002 },
      { occurredAt: 1 },
      { propertyName: 'hs_value' },
    ].map((over) => read(jsonBody([submissionEvent(over)])).at(0)?.deliveryId);
    expect(names[0]).toBe('the-source#object.creation-3001-12-880001-1795435081000');
    expect(names[1]).toBe(names[0]);
    expect(new Set(names).size).toBe(4);
  });
});

describe('a HubSpot workflow', () => {
  it('posts a whole submission, which needs no fetching', () => {
    const body = workflowBody({
      hs_value: 9,
      hs_survey_type: 'NPS',
      hs_content: { odd: true },
      hs_lastmodifieddate: '1795435085200',
    });
    expect(read(body)).toMatchObject([
      {
        kind: 'response',
        deliveryId: 'the-source#workflow-880001-1795435085200',
        responseId: '880001',
        order: 17954350852000,
        answers: { rating: { score: 9, band: 'promoter' } },
      },
    ]);
  });

  it('may post one without its answers, which is then fetched', () => {
    expect(read(workflowBody({ hs_survey_name: 'Fidélité' }))).toMatchObject([
      { kind: 'announcement', announced: { responseId: '880001' } },
    ]);
  });

  it('may tell that a submission is deleted', () => {
    expect(read(workflowBody({ hs_value: '9' }, { isDeleted: true }))).toMatchObject([
      { kind: 'deletion', responseId: '880001' },
    ]);
  });

  it('whose body is a submission by its properties alone is understood', () => {
    expect(read(jsonBody(submission()))).toMatchObject([
      { kind: 'response', answers: { rating: { score: 2 } } },
    ]);
  });
});

describe('a HubSpot workflow with a body of one’s own', () => {
  const own = { hs_object_id: 880001, hs_survey_type: 'NPS', hs_survey_id: '42' };

  it('posts properties by themselves', () => {
    const body = jsonBody({ ...own, hs_value: 3, hs_content: 'Bof', email: 'ana@example.com' });
    expect(read(body, { questions: [{ id: 'email', as: 'email' }] })).toMatchObject([
      {
        kind: 'response',
        responseId: '880001',
        answers: { rating: { score: 3 }, comment: 'Bof', customer: { email: 'ana@example.com' } },
      },
    ]);
  });

  it('is fetched where it holds no answer, and refused where it names no submission', () => {
    expect(read(jsonBody(own))).toMatchObject([
      { kind: 'announcement', announced: { responseId: '880001' } },
    ]);
    expect(() => read(jsonBody({ ...own, hs_object_id: null, hs_value: '3' }))).toThrow('id: expected an id');
  });
});

describe('a HubSpot submission', () => {
  const types: Mapping = {
    questions: [
      { id: 'hs_value.NPS', as: 'rating', question: { metric: 'nps', scale: { min: 0, max: 10 } } },
      { id: 'hs_value.CSAT', as: 'rating', question: { metric: 'csat', scale: { min: 0, max: 2 } } },
      { id: 'hs_value.77', as: 'rating', question: { metric: 'ces', scale: { min: 1, max: 7 } } },
    ],
  };

  it('has the metric of its survey’s type, and the configured scale', () => {
    const question = { metric: 'csat', scale: { min: 0, max: 2 } } as const;
    expect(answersOf({ hs_survey_type: 'CSAT' }, { question }).rating).toMatchObject({
      metric: 'csat',
      score: 2,
      band: 'satisfied',
    });
    expect(() => answersOf({ hs_survey_type: 'NPS' }, { question })).toThrow(
      'properties.hs_value: the body asks nps on 0–10, the configuration csat on 0–2',
    );
  });

  it.each([
    [
      { hs_survey_type: 'NPS', hs_value: '6' },
      { metric: 'nps', band: 'detractor' },
    ],
    [
      { hs_survey_type: 'csat', hs_value: '0' },
      { metric: 'csat', band: 'dissatisfied' },
    ],
    [
      { hs_survey_type: 'CUSTOM', hs_industry_standard_question_type: 'CSAT', hs_value: '1' },
      { metric: 'csat', band: 'neutral' },
    ],
    [
      { hs_survey_type: 'CUSTOM', hs_survey_id: '77', hs_value: '7' },
      { metric: 'ces', band: 'satisfied' },
    ],
  ])('may be of several types in one source: %o', (properties, rating) => {
    const { rating: main, scores } = answersOf(properties, types);
    expect([main, ...Object.values(scores ?? {})].filter(Boolean)).toMatchObject([rating]);
  });

  it('never takes HubSpot’s group for its score', () => {
    expect(answersOf({ hs_value: null, hs_content: 'Bof', hs_response_group: 'DETRACTOR' })).toMatchObject({
      comment: 'Bof',
    });
    expect(answersOf({ hs_value: '9', hs_response_group: 'DETRACTOR' }).rating).toMatchObject({
      band: 'promoter',
    });
  });

  it('may answer a survey’s further questions by properties of their own', () => {
    const question = { metric: 'stars', scale: { min: 1, max: 5 } } as const;
    const mapping: Mapping = {
      questions: [
        { id: 'delivery_rating', as: 'rating', question },
        { id: 'shop', as: 'attribute', name: 'shop' },
      ],
    };
    expect(answersOf({ hs_value: '', delivery_rating: '2', shop: 'Lyon' }, mapping)).toMatchObject({
      rating: { metric: 'stars', score: 2 },
      attributes: { shop: 'Lyon' },
    });
  });

  it('that is archived is deleted', () => {
    expect(read(jsonBody(submission({}, { archived: true })), example.mapping, 'fetched')).toMatchObject([
      { kind: 'deletion', responseId: '880001' },
    ]);
  });

  it('without an id, or with odd times, is refused or read as far as it goes', () => {
    const odd = { hs_lastmodifieddate: 'soon', hs_submission_timestamp: '', hs_object_id: null };
    expect(() => read(jsonBody(submission(odd, { id: null })), example.mapping, 'fetched')).toThrow(
      'id: expected an id',
    );
    expect(read(jsonBody(submission(odd)), example.mapping, 'fetched')).toMatchObject([
      {
        kind: 'response',
        order: Date.parse('2026-11-23T11:58:05.200Z') * 10,
        answers: { submittedAt: Date.parse('2026-11-23T11:58:00.100Z') },
      },
    ]);
    const timeless = submission(odd, { createdAt: null, updatedAt: 'soon' });
    expect(read(jsonBody(timeless), example.mapping, 'fetched')).toMatchObject([{ order: noon * 10 }]);
  });
});

describe('HubSpot’s API', () => {
  const source = sourceOfExample({
    provider: 'hubspot',
    mapping: {
      api: { form: '42' },
      questions: [
        { id: 'delivery_rating', as: 'rating', question: { metric: 'stars', scale: { min: 1, max: 5 } } },
        { id: 'hs_value.NPS', as: 'rating', question: { metric: 'nps', scale: { min: 0, max: 10 } } },
      ],
      hidden: { order_number: 'attribute' },
    },
  });

  /** Answers in turn, and keeps what it was asked. */
  function asking(...answers: readonly unknown[]) {
    const asked: ApiQuestion[] = [];
    const ask = async (question: ApiQuestion) => answers[asked.push(question) - 1];
    return { ask, asked };
  }
  const since = (value: string) => ({ propertyName: 'hs_lastmodifieddate', operator: 'GTE', value });
  const ofSurvey = { propertyName: 'hs_survey_id', operator: 'EQ', value: '42' };

  it('is asked at the account’s host with a bearer token', () => {
    expect(hubspotApi.host(source)).toBe('api.hubapi.com');
    expect(hubspotApi.host(sourceSchema.parse({ ...source, api: { host: 'api-eu1.hubapi.com' } }))).toBe(
      'api-eu1.hubapi.com',
    );
    expect(hubspotApi.authorize('t-1')).toEqual({ authorization: 'Bearer t-1' });
  });

  it('gives an announced submission with the properties that the configuration names', async () => {
    const { ask, asked } = asking(submission());
    const document = await hubspotApi.fetchOne?.(ask, { responseId: '88/1' }, source);
    const [path, query] = asked[0]?.path.split('?') ?? [];
    expect(path).toBe('/crm/v3/objects/feedback_submissions/88%2F1');
    const properties = new URLSearchParams(query).get('properties')?.split(',');
    expect(properties).toEqual(
      expect.arrayContaining(['hs_value', 'hs_content', 'delivery_rating', 'order_number']),
    );
    expect(properties).not.toContain('hs_value.NPS');
    expect(read(jsonBody(document), example.mapping, 'fetched')).toMatchObject([
      { deliveryId: 'the-source#fetched-880001-1795435085200', answers: { rating: { score: 2 } } },
    ]);
  });

  it('searches for what changed since, page by page', async () => {
    const { ask, asked } = asking(
      { total: 2, results: [submission()], paging: { next: { after: '100' } } },
      { total: 2, results: [submission({}, { id: '880002' })] },
    );
    const found: unknown[] = [];
    for await (const { documents } of hubspotApi.listSince?.(ask, noon, source) ?? [])
      found.push(documents.length);
    expect(found).toEqual([1, 1]);
    expect(asked).toMatchObject([
      {
        method: 'POST',
        path: '/crm/v3/objects/feedback_submissions/search',
        body: {
          sorts: [{ propertyName: 'hs_lastmodifieddate', direction: 'DESCENDING' }],
          limit: 100,
          properties: expect.arrayContaining(['hs_value', 'delivery_rating']),
        },
      },
      { body: { after: '100' } },
    ]);
    for (const { body } of asked)
      expect(body).toMatchObject({ filterGroups: [{ filters: [since('1795435200000'), ofSurvey] }] });
  });

  it('goes further back than one search may', async () => {
    const last = { total: 20_000, results: [submission()], paging: { next: { after: '10000' } } };
    const { ask, asked } = asking(last, { results: [] });
    for await (const { documents } of hubspotApi.listSince?.(ask, 0, source) ?? [])
      expect(documents).toHaveLength(1);
    const until = { propertyName: 'hs_lastmodifieddate', operator: 'LTE', value: '1795435085200' };
    expect(asked.at(1)?.body).toMatchObject({ filterGroups: [{ filters: [since('0'), until, ofSurvey] }] });
    expect(asked.at(1)?.body).not.toHaveProperty('after');

    const { ask: endless } = asking(last, last);
    const listed = (async () => {
      for await (const { documents } of hubspotApi.listSince?.(endless, 0, source) ?? [])
        expect(documents).toHaveLength(1);
    })();
    await expect(listed).rejects.toThrow('has no end');
  });
});

const samples = '../shared/payloads';
describe.runIf(existsSync(`${samples}/hubspot-1.json`))('a HubSpot sample', () => {
  const sample = (name: string): Json => JSON.parse(readFileSync(`${samples}/${name}.json`, 'utf8'));

  it('hubspot-1 is a company of a workflow', () => {
    expect(read(jsonBody(sample('hubspot-1')['body']))).toMatchObject([
      { kind: 'nothing', reason: 'unsupported-event' },
    ]);
  });

  it('hubspot-2 is an event of a contact', () => {
    expect(read(jsonBody(sample('hubspot-2')))).toMatchObject([
      { kind: 'nothing', reason: 'unsupported-event' },
    ]);
  });
});
