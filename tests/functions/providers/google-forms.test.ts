import { existsSync, readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import type { SourceMapping } from '../../../functions/domain/source.ts';
import { googleForms } from '../../../functions/providers/google-forms.ts';
import { readingsOf } from '../../../functions/reading/readings.ts';
import { noon } from '../../fixtures/deliveries.ts';
import { jsonBody, sourceOfExample } from '../../fixtures/providers/example.ts';
import { example, googleAnswer, googleBody } from '../../fixtures/providers/google-forms.ts';
import { providerContract } from './provider.contract.ts';

providerContract(example);

const read = (body: Buffer, mapping: Partial<SourceMapping> = {}) => {
  const source = sourceOfExample({ provider: 'google-forms', mapping: { ...example.mapping, ...mapping } });
  return readingsOf({ source: 'the-source', receivedAt: noon, headers: {}, body }, source);
};
const answersOf = (body: Buffer, mapping: Partial<SourceMapping> = {}) => {
  const [reading] = read(body, mapping);
  if (reading?.kind !== 'response') throw new Error('no response was read');
  return reading.answers;
};

describe('a response of Google Forms', () => {
  it('was asked even what was left empty', () => {
    expect(answersOf(googleBody([googleAnswer(104, 'red')])).rating).toBeUndefined();
  });

  it('of before it was edited is older', () => {
    const first = read(googleBody([googleAnswer(101, 5)], { editedAt: null }));
    expect(first).toMatchObject([{ order: Date.parse('2026-11-23T11:58:00Z') * 10 }]);
    const edited = read(googleBody([googleAnswer(101, 5)]));
    expect(edited).toMatchObject([{ order: Date.parse('2026-11-23T11:58:04Z') * 10 }]);
  });

  it('may be nobody’s, and answer with texts that are numbers', () => {
    const answers = answersOf(googleBody([googleAnswer(101, '7')], { respondentEmail: null }));
    expect(answers).toMatchObject({ rating: { score: 7, band: 'passive' } });
    expect(answers.customer).toBeUndefined();
  });

  it('without an id, or with a time that is none, cannot be read', () => {
    expect(() => read(googleBody([], { responseId: null }))).toThrow('responseId: expected an id');
    expect(() => read(googleBody([], { submittedAt: 'today' }))).toThrow('submittedAt: expected a time');
  });
});

describe('the script on the page of Google Forms', () => {
  it('posts a body that is read whole', () => {
    const google = fakeGoogle();
    google.run('sendResponse', google.response);
    expect(google.posted).toHaveLength(1);
    const [call] = google.posted;
    if (!call) throw new Error('nothing was posted');
    const { url, request } = call;
    expect(url).toBe('https://api.example.com/hooks/google');
    expect(request).toMatchObject({
      method: 'post',
      contentType: 'application/json',
      muteHttpExceptions: true,
    });
    const body = Buffer.from(request.payload);
    const signed = { method: 'POST', url, headers: lowerCase(request.headers), body };
    expect(googleForms.authentication.isAuthentic(signed, ['the secret'], noon)).toBe(true);
    const stars = { metric: 'stars', scale: { min: 1, max: 5 }, direction: 'higher-is-better' } as const;
    const questions = [
      {
        id: '101',
        as: 'rating',
        question: { metric: 'nps', scale: { min: 0, max: 10 }, direction: 'higher-is-better' },
        opensCases: true,
      },
      { id: '102', as: 'comment' },
      { id: '103', as: 'attribute', name: 'shops' },
      { id: '104.2', as: 'attribute', name: 'staff' },
      { id: '105.1', as: 'attribute', name: 'days' },
      { id: '106', as: 'rating', question: stars, opensCases: true },
      { id: '107', as: 'attribute', name: 'visited' },
    ] as const;
    expect(read(body, { questions: [...questions] })).toMatchObject([
      {
        kind: 'response',
        responseId: 'response-1',
        answers: {
          rating: { metric: 'nps', score: 3, scale: { min: 0, max: 10 }, band: 'detractor' },
          scores: { '106': { score: 2, scale: { min: 1, max: 5 }, band: 'dissatisfied' } },
          comment: 'Trop "lent" 😞',
          submittedAt: Date.parse('2026-11-23T11:58:00Z'),
          customer: { email: 'ana@example.com' },
          attributes: { shops: 'Lyon, Nice', staff: 'Bien', days: 'Mon, Tue', visited: '2026-11-20' },
        },
      },
    ]);
    expect(JSON.parse(request.payload)).toMatchObject({
      formId: 'form-1',
      itemIds: ['101', '102', '103', '104.1', '104.2', '105.1', '105.2', '106', '107', '108'],
    });
  });

  it('forgets a response once it was taken', () => {
    const google = fakeGoogle();
    google.run('sendResponse', google.response);
    expect([...google.properties.keys()]).toEqual(['RETOUR_URL', 'RETOUR_SECRET']);
    expect(google.slept).toEqual([]);
  });

  it.each([
    ['a 503', [503, 202]],
    ['no connection', ['unreachable', 204]],
  ])('tries again after %s', (_, answers) => {
    const google = fakeGoogle(answers);
    google.run('sendResponse', google.response);
    expect(google.posted).toHaveLength(2);
    expect(google.posted[1]).toEqual(google.posted[0]);
    expect(google.slept).toEqual([2000]);
  });

  it('gives up after five attempts, tells its owner, and sends the response an hour later', () => {
    const google = fakeGoogle([503, 503, 503, 503, 401]);
    expect(() => google.run('sendResponse', google.response)).toThrow(
      'Retour did not take response response-1: it answered 401',
    );
    expect(google.slept).toEqual([2000, 4000, 8000, 16000]);
    expect([...google.properties.keys()]).toContain('unsent response-1');
    google.run('resendUnsent');
    expect(google.posted).toHaveLength(6);
    expect(read(Buffer.from(google.posted[5]?.request.payload ?? ''))).toMatchObject([
      { kind: 'response', responseId: 'response-1' },
    ]);
    expect([...google.properties.keys()]).toEqual(['RETOUR_URL', 'RETOUR_SECRET']);
  });

  it('lets one response that cannot be sent hold up no other', () => {
    const google = fakeGoogle([503, 503, 503, 503, 503, 202]);
    google.properties.set('unsent response-1', 'x').set('unsent gone', 'x').set('unsent response-2', 'x');
    expect(() => google.run('resendUnsent')).toThrow('Retour did not take response response-1');
    expect([...google.properties.keys()]).toEqual(['RETOUR_URL', 'RETOUR_SECRET', 'unsent response-1']);
  });

  it('sends the last days again when told to', () => {
    const google = fakeGoogle();
    google.run('resendLastDays');
    expect(google.posted.map(({ request }) => JSON.parse(request.payload).responseId)).toEqual([
      'response-1',
      'response-2',
    ]);
  });

  it('sets its own triggers, once, and leaves others alone', () => {
    const google = fakeGoogle();
    google.run('setUp');
    google.run('setUp');
    expect(google.triggers).toEqual([
      'somethingElse',
      'sendResponse for form-1 on submit',
      'resendUnsent every 1 h',
    ]);
  });

  it('says which setting is missing', () => {
    const google = fakeGoogle();
    google.properties.delete('RETOUR_SECRET');
    expect(() => google.run('setUp')).toThrow('RETOUR_URL and RETOUR_SECRET');
    expect(google.triggers).toEqual(['somethingElse']);
  });
});

const sample = '../shared/payloads/googleforms-1.json';
describe.runIf(existsSync(sample))('the sample googleforms-1', () => {
  it('is a message of a watch, which holds no answer', () => {
    const named = { kind: 'nothing', deliveryId: 'the-source#767467004397', reason: 'unsupported-event' };
    expect(read(readFileSync(sample))).toEqual([named]);
    const pushed = jsonBody({ message: JSON.parse(readFileSync(sample, 'utf8')) });
    expect(read(pushed)).toEqual([named]);
  });
});

interface Posted {
  readonly url: string;
  readonly request: {
    readonly payload: string;
    readonly headers: Readonly<Record<string, string>>;
  };
}

function lowerCase(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** As much of Google's services as the script uses; calls are answered in turn, by 202 after the last. */
function fakeGoogle(answers: readonly (number | string)[] = []) {
  const page = readFileSync('docs/providers/google-forms.md', 'utf8');
  const script = /```js script\n([\s\S]*?)```/.exec(page)?.[1] ?? 'missing';
  const posted: Posted[] = [];
  const slept: number[] = [];
  const triggers = ['somethingElse'];
  const properties = new Map([
    ['RETOUR_URL', 'https://api.example.com/hooks/google'],
    ['RETOUR_SECRET', 'the secret'],
  ]);
  const form = formOf();
  const context = createContext({
    FormApp: { ItemType: itemTypes, getActiveForm: () => form },
    UrlFetchApp: {
      fetch(url: string, request: Posted['request']) {
        const answer = answers[posted.length] ?? 202;
        posted.push({ url, request });
        if (typeof answer === 'string') throw new Error(answer);
        return { getResponseCode: () => answer };
      },
    },
    Utilities: { sleep: (milliseconds: number) => slept.push(milliseconds) },
    PropertiesService: {
      getScriptProperties: () => ({
        getProperty: (key: string) => properties.get(key) ?? null,
        setProperty: (key: string, value: string) => properties.set(key, value),
        deleteProperty: (key: string) => properties.delete(key),
        getKeys: () => [...properties.keys()],
      }),
    },
    ScriptApp: {
      getProjectTriggers: () =>
        triggers.map((trigger) => ({ trigger, getHandlerFunction: () => trigger.split(' ')[0] })),
      deleteTrigger: ({ trigger }: { trigger: string }) => triggers.splice(triggers.indexOf(trigger), 1),
      newTrigger: (handler: string) => ({
        forForm: ({ getId }: { getId(): string }) => ({
          onFormSubmit: () => ({ create: () => triggers.push(`${handler} for ${getId()} on submit`) }),
        }),
        timeBased: () => ({
          everyHours: (hours: number) => ({ create: () => triggers.push(`${handler} every ${hours} h`) }),
        }),
      }),
    },
  });
  runInContext(script, context);
  return {
    posted,
    slept,
    triggers,
    properties,
    response: form.getResponse('response-1'),
    run(name: string, response?: unknown) {
      context['event'] = { response };
      runInContext(`${name}(event)`, context);
    },
  };
}

const itemTypes = {
  SCALE: 'SCALE',
  RATING: 'RATING',
  GRID: 'GRID',
  CHECKBOX_GRID: 'CHECKBOX_GRID',
  CHECKBOX: 'CHECKBOX',
  PARAGRAPH_TEXT: 'PARAGRAPH_TEXT',
  DATE: 'DATE',
  PAGE_BREAK: 'PAGE_BREAK',
};

function formOf() {
  const item = (id: number, type: string, more: object = {}) => ({
    getId: () => id,
    getTitle: () => `Question ${id}`,
    getType: () => type,
    ...more,
  });
  const rows = (...names: string[]) => ({ getRows: () => names });
  const given: readonly (readonly [item: ReturnType<typeof item>, response: unknown])[] = [
    [item(101, 'SCALE', { asScaleItem: () => ({ getLowerBound: () => 0, getUpperBound: () => 10 }) }), '3'],
    [item(102, 'PARAGRAPH_TEXT'), 'Trop "lent" 😞'],
    [item(103, 'CHECKBOX'), ['Lyon', 'Nice']],
    [item(104, 'GRID', { asGridItem: () => rows('Accueil', 'Équipe') }), [null, 'Bien']],
    [item(105, 'CHECKBOX_GRID', { asCheckboxGridItem: () => rows('a', 'b') }), [['Mon', 'Tue'], null]],
    [item(106, 'RATING', { asRatingItem: () => ({ getRatingScaleLevel: () => 5 }) }), '2'],
    [item(107, 'DATE'), '2026-11-20'],
    [item(108, 'PARAGRAPH_TEXT'), ''],
  ];
  const response = (id: string) => ({
    getId: () => id,
    getTimestamp: () => new Date('2026-11-23T11:58:00Z'),
    getRespondentEmail: () => 'ana@example.com',
    getItemResponses: () => given.map(([one, value]) => ({ getItem: () => one, getResponse: () => value })),
  });
  const responses = [response('response-1'), response('response-2')];
  return {
    getId: () => 'form-1',
    getItems: () => given.map(([one]) => one),
    getResponse: (id: string) => responses.find((one) => one.getId() === id) ?? null,
    getResponses: () => responses,
  };
}
