import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { SourceMapping } from '../../../functions/domain/source.ts';
import { readingsOf } from '../../../functions/reading/readings.ts';
import { noon } from '../../fixtures/deliveries.ts';
import { sourceOfExample } from '../../fixtures/providers/example.ts';
import { example, microsoftBody, questionKeys } from '../../fixtures/providers/microsoft-forms.ts';
import { providerContract } from './provider.contract.ts';

providerContract(example);

const read = (body: Buffer, mapping: Partial<SourceMapping> = {}) => {
  const source = sourceOfExample({
    provider: 'microsoft-forms',
    mapping: { ...example.mapping, ...mapping },
  });
  return readingsOf({ source: 'the-source', receivedAt: noon, headers: {}, body }, source);
};
const answersOf = (body: Buffer, mapping: Partial<SourceMapping> = {}) => {
  const [reading] = read(body, mapping);
  if (reading?.kind !== 'response') throw new Error('no response was read');
  return reading.answers;
};
const { score, why, shops } = questionKeys;

describe('a response of Microsoft Forms', () => {
  it.each([
    ['11/23/2026 9:05:12 AM', '2026-11-23T09:05:12Z'],
    ['11/23/2026 9:05:12 PM', '2026-11-23T21:05:12Z'],
    ['1/2/2026 12:00:00 AM', '2026-01-02T00:00:00Z'],
    ['1/2/2026 12:30:00 PM', '2026-01-02T12:30:00Z'],
    ['8/27/2026 13:04', '2026-08-27T13:04:00Z'],
    ['2026-11-23T09:05:12Z', '2026-11-23T09:05:12Z'],
    ['2026-11-23T09:05:12.1234567Z', '2026-11-23T09:05:12.123Z'],
    ['2026-11-23T10:05:12+01:00', '2026-11-23T09:05:12Z'],
    ['2026-11-23T09:05:12', '2026-11-23T09:05:12Z'],
  ])('was given at %s', (submitDate, at) => {
    expect(answersOf(microsoftBody({ [score]: '9' }, { submitDate })).submittedAt).toBe(Date.parse(at));
  });

  it.each(['23/11/2026 9:05:12 AM', 'yesterday', '', null])(
    'counts from its arrival with the time %j',
    (submitDate) => {
      const [reading] = read(microsoftBody({ [score]: '9' }, { submitDate }));
      expect(reading).toMatchObject({ order: noon * 10 });
    },
  );

  it('may be anonymous', () => {
    for (const responder of ['anonymous', '', null, undefined])
      expect(answersOf(microsoftBody({ [score]: '9' }, { responder })).customer).toBeUndefined();
  });

  it('has its number in each form', () => {
    expect(read(microsoftBody({ [score]: '9' }, { responseId: 18 }))).toMatchObject([
      { responseId: 'form-1-18' },
    ]);
    expect(read(microsoftBody({ [score]: '9' }, { formId: null }))).toMatchObject([{ responseId: '17' }]);
    expect(() => read(microsoftBody({}, { responseId: '' }))).toThrow('responseId: expected an id');
  });

  it.each([
    ['["Lyon"]', 'Lyon'],
    [' ["Lyon", "Nice"] ', 'Lyon, Nice'],
    ['[]', undefined],
    ['[Lyon]', '[Lyon]'],
    ['[{"name":"photo.png"}]', '[{"name":"photo.png"}]'],
    ['[', '['],
  ])('to several choices is %s', (text, kept) => {
    const { attributes } = answersOf(microsoftBody({ [shops]: text, [score]: '9' }));
    expect(attributes?.['shops']).toBe(kept);
  });

  it('was asked even what was left empty', () => {
    expect(answersOf(microsoftBody({ [score]: '', [why]: null, rffff: 'red' })).rating).toBeUndefined();
  });

  it('may hold all that the action answers with, as an object or as its text', () => {
    const details = {
      '@odata.context': 'x',
      responder: 'ana@example.com',
      submitDate: '11/23/2026 11:58:00 AM',
      [score]: '3',
      [why]: 'Il a dit « "non" ».',
    };
    const bare = { submitDate: undefined, responder: undefined };
    const said = {
      rating: { score: 3 },
      comment: 'Il a dit « "non" ».',
      submittedAt: Date.parse('2026-11-23T11:58:00Z'),
      customer: { email: 'ana@example.com' },
    };
    expect(answersOf(microsoftBody(details, bare))).toMatchObject(said);
    expect(answersOf(microsoftBody({}, { ...bare, answers: JSON.stringify(details) }))).toMatchObject(said);
    expect(() => read(microsoftBody({}, { answers: 'all of them' }))).toThrow('answers: expected JSON');
  });
});

describe('the body that the page of Microsoft Forms shows', () => {
  const page = readFileSync('docs/providers/microsoft-forms.md', 'utf8');
  const template = /```json body\n([\s\S]*?)```/.exec(page)?.[1] ?? 'missing';

  it('is JSON before and after the flow fills it', () => {
    const filled = template.replace(
      `"@outputs('Get_response_details')?['body']"`,
      JSON.stringify({ [score]: '3', [why]: 'Trop "long".' }),
    );
    expect(filled).not.toBe(template);
    const values: Readonly<Record<string, string>> = {
      "@{triggerOutputs()?['body/resourceData/responseId']}": '17',
      "@{outputs('Get_response_details')?['body/submitDate']}": '11/23/2026 11:58:00 AM',
      "@{outputs('Get_response_details')?['body/responder']}": 'ana@example.com',
    };
    const whole = filled.replace(/@\{[^}]*\}/g, (expression) => values[expression] ?? 'unknown');
    expect(JSON.parse(template)).toHaveProperty('answers');
    expect(read(Buffer.from(whole))).toMatchObject([
      {
        kind: 'response',
        responseId: 'the id in the form’s address-17',
        answers: {
          rating: { score: 3 },
          comment: 'Trop "long".',
          customer: { email: 'ana@example.com' },
          submittedAt: Date.parse('2026-11-23T11:58:00Z'),
        },
      },
    ]);
  });
});
