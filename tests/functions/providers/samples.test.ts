import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { deliveryWays } from '../../../functions/domain/delivery.ts';
import { providerNames } from '../../../functions/domain/source.ts';
import { providerNamed } from '../../../functions/providers/providers.ts';
import { messagesOf } from '../../../functions/reading/readings.ts';
import { noon } from '../../fixtures/deliveries.ts';

const folder = '../shared/payloads';
const files = existsSync(folder)
  ? readdirSync(folder).filter((name) => /\.(json|txt|multipart)$/.test(name))
  : [];
/** Decoded copies of other samples, and tables: no tool sends them. */
const notBodies = /^(signature-vectors|jotform-\d+|qualtrics-1|wootric-\d+)\.json$/;

describe.runIf(files.length > 0)('bodies that public sources show', () => {
  const tests = readdirSync('tests/functions/providers')
    .map((name) => readFileSync(`tests/functions/providers/${name}`, 'utf8'))
    .join('\n');

  it.each(files.filter((name) => !notBodies.test(name)))('%s is asserted by the test of its tool', (file) => {
    const [stem = file] = file.split('.');
    expect(tests.includes(file) || tests.includes(stem)).toBe(true);
  });

  it.each(files)('%s is understood or refused by every tool’s reader, never an accident', (file) => {
    const body = readFileSync(`${folder}/${file}`);
    const headers = { 'webhook-id': 'msg_1', 'content-type': 'application/json' };
    for (const name of providerNames)
      for (const way of deliveryWays)
        try {
          messagesOf({ source: 's', receivedAt: noon, headers, body, way }, providerNamed(name));
        } catch (error) {
          expect(error).toHaveProperty('name', 'UnreadableBodyError');
        }
  });
});
