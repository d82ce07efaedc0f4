import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { standardBody, typeformAnswer, typeformBody } from '../fixtures/deliveries.ts';

const folder = mkdtempSync(join(tmpdir(), 'source-check-'));
afterAll(() => rmSync(folder, { recursive: true }));
const fileOf = (name: string, content: string | Buffer) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

interface Said {
  readonly status: number | null;
  readonly out: string;
  readonly errors: string;
}

function sourceCheck(...words: string[]): Promise<Said> {
  const child = spawn(process.execPath, ['bin/source-check.ts', ...words]);
  let out = '';
  let errors = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, out, errors })));
}

const response = fileOf(
  'response.json',
  typeformBody([typeformAnswer('recommend', 'number', 2), typeformAnswer('colour', 'text', 'red')]),
);
const later = fileOf(
  'later.json',
  typeformBody(
    [typeformAnswer('why', 'text', 'Personne ne répond.')],
    { submitted_at: '2026-11-23T11:59:00Z' },
    { event_id: 'e-2' },
  ),
);

describe('npm run source:check', () => {
  it('tells people what a body of a configured source becomes', async () => {
    const { status, out } = await sourceCheck('typeform-nps', response);
    expect(out).toContain('→ rating: nps 2 of 0–10, detractor, the main score');
    expect(out).toContain('– ignored: no question is mapped to it; map it by "id-colour"');
    expect(out).toContain('case      opens by the rule "detractor" of stage demo');
    expect(out).not.toContain('\u001b');
    expect(status).toBe(0);
  });

  it('tells programs, with all deliveries of a response as one', async () => {
    const { status, out } = await sourceCheck('--json', 'typeform-nps', response, later);
    expect(JSON.parse(out)).toMatchObject({
      deliveries: [
        { id: 'typeform-nps#01EVENT', kind: 'response', responseId: 'token-1' },
        { id: 'typeform-nps#e-2', kind: 'response', responseId: 'token-1' },
      ],
      feedback: [{ answers: { rating: { score: 2 }, comment: 'Personne ne répond.' }, language: 'fr' }],
    });
    expect(status).toBe(0);
  });

  it('fails by a body that cannot be read, in JSON too', async () => {
    const odd = fileOf('odd.json', '{"event_id": 1}');
    const { status, out } = await sourceCheck('typeform-nps', odd, '--json');
    expect(JSON.parse(out)).toMatchObject({
      deliveries: [],
      feedback: [],
      unreadable: expect.stringContaining('event_type'),
    });
    expect(status).toBe(1);
    const told = await sourceCheck('typeform-nps', odd);
    expect(told.out).toContain('The body has:\n    event_id');
    expect(told.status).toBe(1);
  });

  it('takes a mapping that is not configured yet, and names the question of its mistakes', async () => {
    const question = {
      id: 'recommend',
      as: 'rating',
      question: { metric: 'csat', scale: { min: 1, max: 5 } },
    };
    const good = fileOf('good.json', JSON.stringify([question]));
    const { out } = await sourceCheck('--provider', 'typeform', '--questions', good, response);
    expect(out).toContain('csat 2 of 1–5, dissatisfied');
    const bad = fileOf('bad.json', JSON.stringify([{ ...question, scale: 5 }]));
    const { status, errors } = await sourceCheck('--provider', 'typeform', '--questions', bad, response);
    expect(errors).toContain('question "recommend"');
    expect(status).toBe(1);
  });

  it('says whether the proof of a captured call is right', async () => {
    const body = standardBody().toString();
    const headers = {
      'webhook-id': 'msg_1',
      'webhook-timestamp': '1795435200',
      'webhook-signature': 'v1,AAAA',
    };
    const call = fileOf('call.json', JSON.stringify({ headers, body }));
    const { out } = await sourceCheck(
      'post-purchase',
      '--capture',
      call,
      '--secret',
      'whsec_AAAA',
      '--at',
      '2026-11-23T12:00:00Z',
    );
    expect(out).toContain('is wrong (standard-webhooks)');
    expect((await sourceCheck('post-purchase', call)).out).toContain('give --capture');
  });

  it.each([
    [[], 'Give a body file.'],
    [['moon', response], 'There is no source "moon". Sources: post-purchase'],
    [['typeform-nps', join(folder, 'nowhere.json')], 'nowhere.json'],
    [['typeform-nps', response, '--header', 'x'], '--header x: give name=value'],
  ])('says what is wrong with %j', async (words, reason) => {
    const { status, errors } = await sourceCheck(...words);
    expect(errors).toContain(reason);
    expect(status).toBe(1);
  });
});
