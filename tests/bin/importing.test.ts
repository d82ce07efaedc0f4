import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { columnsOf } from '../../bin/importing/columns.ts';
import { separatorIn } from '../../bin/importing/csv-file.ts';
import { fingerprintOf, openImport } from '../../bin/importing/import-file.ts';
import { type Import, importInto } from '../../bin/importing/import-into.ts';
import type { Item } from '../../bin/importing/item.ts';
import type { Delivery } from '../../functions/domain/delivery.ts';
import type { Answers, Feedback } from '../../functions/domain/feedback.ts';
import { merge } from '../../functions/domain/merge.ts';
import {
  providerNames,
  type SourceConfiguration,
  source as sourceSchema,
} from '../../functions/domain/source.ts';
import { TooLargeError } from '../../functions/ports.ts';
import { providerNamed } from '../../functions/providers/providers.ts';
import { readingsOf } from '../../functions/reading/readings.ts';
import { noon, sourceOf, typeformAnswer, typeformBody } from '../fixtures/deliveries.ts';
import { type ProviderExample, sourceOfExample } from '../fixtures/providers/example.ts';

const folder = mkdtempSync(join(tmpdir(), 'importing-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;
const fileOf = (content: string | Buffer, extension = 'csv') => {
  files += 1;
  const path = join(folder, `old-${files}.${extension}`);
  writeFileSync(path, content);
  return path;
};

const named = (name: string, source: SourceConfiguration) => ({
  name,
  source,
  provider: providerNamed(source.provider),
});
const postPurchase = named('post-purchase', sourceOf('post-purchase'));
const yearly = named('typeform-nps', sourceOf('typeform-nps'));

interface Outcome {
  readonly isWhole: boolean;
  readonly sent: readonly Delivery[];
  readonly told: string;
  readonly refused: string;
}

/** Imports into nowhere, remembering what was sent. */
async function imported(
  file: string,
  {
    source = postPurchase,
    opensCases = false,
    ...more
  }: Partial<Import> & { source?: typeof yearly; opensCases?: boolean } = {},
): Promise<Outcome> {
  const sent: Delivery[] = [];
  const told: string[] = [];
  const isWhole = await importInto({
    file,
    setting: { ...source, opensCases },
    restart: false,
    target: {
      name: 'a test',
      send: async (delivery) => {
        sent.push(delivery);
      },
    },
    isStopped: () => false,
    now: () => noon,
    tell: (line) => told.push(line),
    ...more,
  });
  return { isWhole, sent, told: told.join('\n'), refused: listOf(file) };
}

function listOf(file: string): string {
  try {
    return readFileSync(`${file}.refused.csv`, 'utf8');
  } catch {
    return '';
  }
}

function saidBy(delivery: Delivery | undefined, { source } = postPurchase): Answers | undefined {
  const [reading] = delivery ? readingsOf(delivery, source) : [];
  return reading?.kind === 'response' ? reading.answers : undefined;
}

const french = [
  'Réponse;Date;Note;Pourquoi ?;Courriel;Client',
  'r-1;2024-03-01 10:00;3;"Livraison en retard ;\r\npersonne ne répond ""jamais""";ana@example.com;gold',
  'r-2;2024-03-02;9;;tom@example.com;',
].join('\r\n');
const renames = {
  Réponse: 'id',
  Note: 'score',
  'Pourquoi ?': 'comment',
  Courriel: 'email',
  Client: 'attributes.tier',
};

describe('a table of old responses', () => {
  it('is read as a French spreadsheet writes it', async () => {
    const { sent, isWhole, told } = await imported(fileOf(`\uFEFF${french}\r\n`), { renames });
    expect(sent).toMatchObject([
      { source: 'post-purchase', way: 'imported', historic: true, receivedAt: noon, headers: {} },
      { way: 'imported', historic: true },
    ]);
    expect(saidBy(sent[0])).toMatchObject({
      rating: { score: 3, band: 'detractor' },
      comment: 'Livraison en retard ;\npersonne ne répond "jamais"',
      submittedAt: Date.parse('2024-03-01T10:00:00Z'),
      customer: { email: 'ana@example.com' },
      attributes: { tier: 'gold' },
    });
    expect(isWhole).toBe(true);
    expect(told).toContain('2 rows read, 2 sent to a test, 0 refused');
  });

  it('opens cases only when that is asked for', async () => {
    const { sent } = await imported(fileOf('id,score\nr-1,3\n'), { opensCases: true });
    expect(sent[0]).not.toHaveProperty('historic');
  });

  it('says of each row that is refused on which line it begins, and why', async () => {
    const rows = [
      'id,date,score,comment',
      'a,2024-03-01,11,',
      'b,01/03/2024,3,"two',
      'lines"',
      '',
      'c,2024-03-01,3',
      'd,2024-03-01,,',
      'e,2024-03-01,3,fine',
    ];
    const { sent, told, refused, isWhole } = await imported(fileOf(rows.join('\n')));
    expect(refused.split('\n')).toEqual([
      'line,reason',
      `2,"score: expected a score on the question's scale"`,
      expect.stringMatching(/^3,"submittedAt: expected a date such as 2024-03-01/),
      '6,"expected 4 fields, found 3"',
      '7,"it has neither a score nor a comment"',
      '',
    ]);
    expect(told).toContain('line 6: expected 4 fields');
    expect(sent).toHaveLength(1);
    expect(isWhole).toBe(true);
  });

  it('has nothing to say of rows of nothing', async () => {
    expect((await imported(fileOf('id;score\nr-1;3\n;\n ; \n'))).told).toContain('1 row read, 1 sent');
  });

  it('names rows without an id by what they say, and equal ones apart', async () => {
    const file = fileOf('date,score\n2024-03-01,9\n2024-03-01,9\n2024-03-02,9\n');
    const ids = (outcome: Outcome) =>
      outcome.sent.flatMap((delivery) =>
        readingsOf(delivery, postPurchase.source).map((one) => 'responseId' in one && one.responseId),
      );
    const first = ids(await imported(file));
    expect(new Set(first).size).toBe(3);
    expect(ids(await imported(file, { restart: true }))).toEqual(first);
  });

  it('takes columns by the questions and hidden fields of the source, then by their reserved names', () => {
    const titles = [
      'Response ID',
      'submittedAt',
      'recommend',
      'why',
      'shop',
      'tier',
      'customer_id',
      'colour',
      'channel',
    ];
    const uses = columnsOf(titles, { colour: null }, yearly.source, yearly.provider).map(({ use }) => use);
    expect(uses).toEqual([
      { as: 'id' },
      { as: 'submitted-at' },
      { as: 'answer', question: 'recommend', isMapped: true },
      { as: 'answer', question: 'why', isMapped: true },
      { as: 'answer', question: 'shop', isMapped: true },
      { as: 'hidden', name: 'tier' },
      { as: 'hidden', name: 'customer_id' },
      { as: 'nothing' },
      { as: 'channel' },
    ]);
    const [score, comment] = columnsOf(['score', 'Comment'], {}, yearly.source, yearly.provider);
    expect(score?.use).toMatchObject({ question: 'recommend' });
    expect(comment?.use).toMatchObject({ question: 'why' });
  });

  it.each([
    [['id', 'ID', 'score'], {}, 'Two columns are one and the same: "ID"'],
    [['id', 'note'], {}, 'No column holds a score or a comment'],
    [['id', 'score'], { Note: 'score' }, 'There is no column "Note"'],
  ] as const)('is refused with columns %j', (titles, given, reason) => {
    expect(() => columnsOf(titles, given, postPurchase.source, postPurchase.provider)).toThrow(reason);
  });

  it('is refused before anything is sent when it is not in UTF-8', async () => {
    await expect(
      imported(fileOf(Buffer.from('id,score,comment\nr-1,3,ok\nr-2,4,déçu\n', 'latin1'))),
    ).rejects.toThrow(/line 3: expected UTF-8.*CSV UTF-8/);
    await expect(imported(fileOf(Buffer.from('\uFEFFid,score\n', 'utf16le')))).rejects.toThrow(
      'expected UTF-8',
    );
  });

  it('breaks off where a quote is never closed, and keeps what came before', async () => {
    const sent: Delivery[] = [];
    const target = { name: 'a test', send: async (one: Delivery) => void sent.push(one) };
    const before = Array.from({ length: 100 }, (_, row) => `r-${row},3,\r\n`).join('');
    const file = fileOf(`id,score,comment\r\n${before}r-x,4,"open\r\nr-y,5,\r\n`);
    await expect(imported(file, { target })).rejects.toThrow('line 102: a quote is opened and never closed');
    expect(sent.length).toBeGreaterThan(50);
  });

  it('is any table, to the letter, each row with its line', async () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc
        .array(fc.constantFrom('"', ',', ';', '\n', '\r\n', '\t', 'a', ' '), { maxLength: 6 })
        .map((parts) => parts.join('')),
    );
    const table = fc
      .integer({ min: 2, max: 5 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
      );
    const style = fc.record({
      separator: fc.constantFrom(',', ';', '\t'),
      end: fc.constantFrom('\n', '\r\n'),
      isMarked: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(table, style, async (rows, { separator, end, isMarked }) => {
        const titles = (rows[0] ?? []).map((_, index) => `c${index}`);
        const lines = [titles, ...rows].map(
          (row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(separator) + end,
        );
        const path = fileOf((isMarked ? '\uFEFF' : '') + lines.join(''));
        const begins = lines.map((_, index) => lines.slice(0, index).join('').split('\n').length);
        const opened = await openImport(path);
        expect(opened.columns).toEqual(titles);
        const items: Item[] = [];
        for await (const item of opened.items) items.push(item);
        const places = rows.map((cells, index) => ({ kind: 'row', cells, at: begins[index + 1] }));
        expect(items).toMatchObject(places.filter(({ cells }) => cells.some((one) => one.trim() !== '')));
      }),
      { numRuns: 200 },
    );
  });

  it('says itself what parts its fields', () => {
    expect(separatorIn('id;"a, b, c";d\n')).toBe(';');
    expect(separatorIn('id\tdate\tscore\n1,2,3,4,5')).toBe('\t');
    expect(separatorIn('id\n')).toBe(',');
  });
});

describe('a JSON file of old responses', () => {
  const documents = [
    { id: 'r-1', score: 3, comment: 'Livraison en retard.', submittedAt: '2024-03-01T10:00:00Z' },
    { imported: { id: 'r-2', answers: { score: '9' } } },
    { type: 'response.completed', data: { id: 'r-3', score: 5 } },
  ];
  const scores = ({ sent }: Outcome) => sent.map((delivery) => saidBy(delivery)?.rating?.score);

  it.each([
    ['a list', JSON.stringify(documents), 'json'],
    ['a list over lines', JSON.stringify(documents, undefined, 2), 'json'],
    [
      'an object with a list as data',
      JSON.stringify({ total: 3, meta: { data: [1] }, data: documents }),
      'json',
    ],
    ['an object with a list as items', JSON.stringify({ items: documents }), 'json'],
    ['an object with a list as responses', `\uFEFF${JSON.stringify({ responses: documents })}`, 'json'],
    ['one document per line', documents.map((one) => JSON.stringify(one)).join('\n'), 'ndjson'],
    [
      'one document per line by another name',
      documents.map((one) => `${JSON.stringify(one)}\r\n`).join('\n'),
      'json',
    ],
    ['a list in a file of unknown kind', JSON.stringify(documents), 'export'],
  ])('may be %s', async (_, text, extension) => {
    expect(scores(await imported(fileOf(text, extension)))).toEqual([3, 9, 5]);
  });

  it('may be a single document', async () => {
    const body = { type: 'response.completed', data: { id: 'r-3', score: 5 } };
    expect(scores(await imported(fileOf(JSON.stringify(body), 'json')))).toEqual([5]);
  });

  it('may hold a tool’s webhook bodies, its API’s documents and plain responses', async () => {
    const body: object = JSON.parse(typeformBody([typeformAnswer('recommend', 'number', 2)]).toString());
    const document = {
      token: 'token-2',
      submitted_at: '2024-03-01T10:00:00Z',
      answers: [{ type: 'number', field: { id: 'a', ref: 'recommend' }, number: 4 }],
    };
    const plain = { id: 'r-9', score: 6, comment: 'Bof.', submittedAt: '2024-03-01' };
    const { sent } = await imported(fileOf(JSON.stringify([body, document, plain]), 'json'), {
      source: yearly,
    });
    expect(sent.map((one) => saidBy(one, yearly)?.rating?.score)).toEqual([2, 4, 6]);
  });

  it.each(providerNames)('may be what %s posted, or what its API answers', async (provider) => {
    const { example }: { example: ProviderExample } = await import(`../fixtures/providers/${provider}.ts`);
    let minted = 0;
    const calls = example.calls(() => {
      minted += 1;
      return `event-${minted}`;
    });
    const documents = calls.flatMap(({ body }) =>
      /^\s*\{/.test(String(body)) ? [JSON.parse(String(body))] : [],
    );
    // Forms are nothing that lies about in JSON files.
    if (documents.length < calls.length && !calls.some(({ way }) => way === 'fetched')) return;
    const source = named('old', sourceOfExample(example));
    const { sent, refused } = await imported(fileOf(JSON.stringify(documents), 'json'), { source });
    let feedback: Feedback | undefined;
    for (const delivery of sent)
      for (const reading of readingsOf(delivery, source.source))
        if (reading.kind === 'response') {
          const arrival = { feedbackId: 'old#1', source: 'old', receivedAt: noon, reading };
          feedback = merge(feedback, arrival);
        }
    expect(feedback?.answers).toEqual(example.says);
    for (const line of refused.trim().split('\n').slice(1))
      expect(line).toContain('it only announces a response');
  });

  it('says of each document that is refused which it is, and why', async () => {
    const bad = [{ data: { id: 'x', score: 11 } }, 7, { type: 'ping' }, documents[0]];
    const { refused, sent } = await imported(fileOf(JSON.stringify(bad), 'json'));
    expect(refused.split('\n')).toEqual([
      'document,reason',
      `1,"data.score: expected a score on the question's scale"`,
      '2,"expected a JSON object"',
      expect.stringMatching(/^3,/),
      '',
    ]);
    expect(sent).toHaveLength(1);
  });

  it('never takes a tool’s document that could not be read for something else', async () => {
    const unknown = { id: 'r-1', score: 5, survey_type: 'csat' };
    const contradiction = { id: 'r-2', score: 5, metric: 'csat', scale: { min: 1, max: 5 } };
    const { refused, sent } = await imported(fileOf(JSON.stringify([unknown, contradiction]), 'json'), {
      source: yearly,
    });
    expect(sent).toEqual([]);
    expect(refused).toContain('event_id');
  });

  it('refuses what only announces a response: fetching it would make it new', async () => {
    const source = sourceSchema.parse({
      provider: 'surveymonkey',
      name: { en: 'Survey', fr: 'Enquête' },
      questions: [{ id: '1', as: 'comment' }],
      api: {},
    });
    const body = {
      name: 'x',
      event_type: 'response_completed',
      event_id: '1',
      object_type: 'response',
      object_id: '2',
      resources: { survey_id: '3' },
    };
    const { refused } = await imported(fileOf(JSON.stringify([body]), 'json'), {
      source: named('monkey', source),
    });
    expect(refused).toContain('it only announces a response');
  });

  it('breaks off where it is no JSON, without quoting it', async () => {
    await expect(imported(fileOf('[{"id":"r-1","score":3}, secret]', 'json'))).rejects.toThrow(
      /expected JSON, somewhere after document \d$/m,
    );
    await expect(imported(fileOf('{"id": oops', 'json'))).rejects.toThrow('expected JSON');
  });
});

describe('an import', () => {
  const rows = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      index % 7 === 3 ? `r-${index},11` : index % 5 === 2 ? `,${index % 4}` : `r-${index},${index % 11}`,
    );
  const bodies = (sent: readonly Delivery[]) => sent.map(({ body }) => body.toString());

  it('does nothing the second time, begins anew when asked to, and with another file, source or option', async () => {
    const file = fileOf(`id,score\n${rows(20).join('\n')}\n`);
    const first = await imported(file);
    const second = await imported(file);
    expect(second).toMatchObject({ isWhole: true, sent: [] });
    expect(second.told).toContain('Imported before: 20 rows read');
    for (const again of [{ restart: true }, { opensCases: true }, { renames: { id: 'customer_id' } }])
      expect((await imported(file, again)).sent).toHaveLength(first.sent.length);
    writeFileSync(file, 'id,score\nr-1,4\n');
    expect((await imported(file)).sent).toHaveLength(1);
  });

  it('sends nothing in a dry run, and says what it would send', async () => {
    const file = fileOf(`id,score\n${rows(20).join('\n')}\n`);
    const dry = await imported(file, { target: undefined });
    expect(dry.told).toContain('20 rows read, 17 would be sent, 3 refused');
    expect(dry.refused.split('\n')).toHaveLength(5);
    expect((await imported(file)).sent).toHaveLength(17);
  });

  it('is not whole when every row is refused', async () => {
    expect((await imported(fileOf('id,score\na,11\nb,12\n'))).isWhole).toBe(false);
  });

  it('warns of rows without a date', async () => {
    expect((await imported(fileOf('id,score\na,1\nb,2\n'))).told).toContain('2 rows without a date');
  });

  it('refuses what no queue takes', async () => {
    const send = async () => {
      throw new TooLargeError('too large');
    };
    const { refused } = await imported(fileOf('id,score\na,1\n'), { target: { name: 'a test', send } });
    expect(refused).toBe('line,reason\n2,"it is too large"\n');
  });

  it('sends ten at a time', async () => {
    let underWay = 0;
    let most = 0;
    const send = async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((resolve) => setImmediate(resolve));
      underWay -= 1;
    };
    await imported(fileOf(`id,score\n${rows(200).join('\n')}\n`), { target: { name: 'a test', send } });
    expect(most).toBe(10);
  });

  it('leaves no row out and names each once, wherever and however often it is broken off', async () => {
    const ends = fc.array(
      fc.record({ after: fc.nat({ max: 900 }), how: fc.constantFrom('stopped', 'failed', 'killed') }),
      {
        maxLength: 4,
      },
    );
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 1500 }), ends, async (count, breaks) => {
        const file = fileOf(`id,score\n${rows(count).join('\n')}\n`);
        const whole = await imported(fileOf(`id,score\n${rows(count).join('\n')}\n`));
        const got: Delivery[] = [];
        for (const { after, how } of [...breaks, { after: 1e9, how: 'stopped' }]) {
          let sends = 0;
          const send = async (delivery: Delivery) => {
            sends += 1;
            if (sends > after && how !== 'stopped') throw new Error('the queue is away');
            got.push(delivery);
          };
          const before = readIfThere(`${file}.retour-import`);
          await imported(file, {
            target: { name: 'a test', send },
            isStopped: () => how === 'stopped' && sends >= after,
          }).catch((error: unknown) => expect(String(error)).toContain('the queue is away'));
          // A killed run writes no last mark.
          if (how === 'killed' && before !== undefined) writeFileSync(`${file}.retour-import`, before);
        }
        expect(new Set(bodies(got))).toEqual(new Set(bodies(whole.sent)));
        expect(listOf(file)).toBe(whole.refused);
      }),
      { numRuns: 30 },
    );
  });

  it('holds a few rows of a long file, never all of them', async () => {
    const path = fileOf('id,date,score,comment\n');
    const file = await open(path, 'a');
    const filler = 'Livraison en retard, personne ne répond. '.repeat(4);
    for (let block = 0; block < 200; block += 1)
      await file.write(
        Array.from(
          { length: 1000 },
          (_, row) => `r-${block}-${row},2024-03-01,${row % 11},"${filler}"\n`,
        ).join(''),
      );
    await file.close();
    let count = 0;
    let least = Number.POSITIVE_INFINITY;
    let most = 0;
    for await (const item of (await openImport(path)).items) {
      count += item.kind === 'row' ? 1 : 0;
      if (count % 5000 !== 0) continue;
      const { heapUsed } = process.memoryUsage();
      least = Math.min(least, heapUsed);
      most = Math.max(most, heapUsed);
    }
    expect(count).toBe(200_000);
    // All rows together take more than 100 MB as strings and arrays.
    expect(most - least).toBeLessThan(80_000_000);
    expect((await fingerprintOf(path)).bytes).toBeGreaterThan(30_000_000);
  });
});

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
