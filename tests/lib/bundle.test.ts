import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import configuration from '../../config/demo.ts';
import { bundle } from '../../lib/bundle.ts';

const folder = mkdtempSync(join(tmpdir(), 'retour-bundles-'));
afterAll(() => rmSync(folder, { recursive: true }));

const handlers = readdirSync('functions').filter((name) => existsSync(`functions/${name}/handler.ts`));

function bundled(name: string, of = configuration, as = 'index.mjs'): { parts: string[]; text: string } {
  const file = join(folder, as);
  const { outputs } = bundle(`functions/${name}/handler.ts`, of, file);
  const parts = Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
  );
  return { parts, text: readFileSync(file, 'utf8') };
}

describe('A function’s bundle', () => {
  it.each(handlers)('of %s carries the configuration as data: no schema, no file of a stage', (name) => {
    const { parts } = bundled(name);
    const unwanted =
      /^config\/|date-holidays|domain\/(configuration|calendar-schema|source|rule|rule-mistakes)\.ts$/;
    expect(parts.filter((path) => unwanted.test(path))).toEqual([]);
  });

  it('has what the stage says', () => {
    const { text } = bundled('receive-webhook', { ...configuration, tierAttribute: 'level-of-tests' });
    expect(text).toContain('level-of-tests');
  });

  it('is the same for the same configuration, wherever it is made', () => {
    const { text } = bundled('unsubscribe');
    expect(bundled('unsubscribe', structuredClone(configuration), 'again.mjs').text).toBe(text);
  });
});
