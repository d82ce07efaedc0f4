import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { check } from '../../../bin/checking/check.ts';
import { reportOf } from '../../../bin/checking/report.ts';
import { providerNames, source, sourceMapping } from '../../../functions/domain/source.ts';
import { sourceMistakes } from '../../../functions/providers/check-sources.ts';
import { providerNamed } from '../../../functions/providers/providers.ts';
import { configuration, noon } from '../../fixtures/deliveries.ts';

const page = readFileSync('docs/providers/README.md', 'utf8');
const rows = page.split('\n').filter((line) => /^\| \[/.test(line));
const block = (language: string) =>
  new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(page)?.[1] ?? `no block of ${language}`;

describe('the page about survey tools', () => {
  it.each(providerNames)('has a row for %s that says how it calls and what can be asked', (name) => {
    const { authentication, answerWithin, api, events } = providerNamed(name);
    const title = /^# (.+)$/m.exec(readFileSync(`docs/providers/${name}.md`, 'utf8'))?.[1];
    const kinds = Object.values(events);
    const brings = [
      ...(kinds.includes('response') ? ['the response'] : []),
      ...(kinds.includes('announcement') ? ['that there is one'] : []),
    ];
    const asked = [...(api?.fetchOne ? ['fetched'] : []), ...(api?.listSince ? ['looked for'] : [])];
    const row = rows.find((one) => one.includes(`\`${name}\` `)) ?? '';
    expect(row.split('|').map((cell) => cell.trim())).toEqual([
      '',
      `[${title}](${name}.md)`,
      `\`${name}\``,
      `\`${authentication.scheme}\``,
      brings.join(', or '),
      asked.join(', ') || '–',
      answerWithin === undefined ? '–' : `${answerWithin} s`,
      '',
    ]);
  });

  it('lists no tool that there is not', () => {
    expect(rows).toHaveLength(providerNames.length);
  });

  it('shows a source that can be deployed, and names each of its fields', () => {
    const shown = source.parse(JSON.parse(block('json source')));
    expect(sourceMistakes(shown)).toEqual([]);
    for (const field of Object.keys(source.shape))
      if (!['provider', 'name'].includes(field)) expect(page).toContain(`| \`${field}\``);
  });

  it('shows what source:check says, to the letter', () => {
    const questions = JSON.parse(block('json questions'));
    const mapping = sourceMapping.parse({ questions });
    const tally = source.parse({ ...mapping, provider: 'tally', name: { en: 'x', fr: 'x' } });
    const delivery = {
      source: 'tally',
      receivedAt: noon,
      headers: {},
      body: Buffer.from(block('json body')),
    };
    const said = reportOf(check([delivery], { ...configuration, sources: { tally } }), {
      files: ['body.json'],
      source: 'tally',
      provider: 'tally',
      events: [],
      stage: configuration.stage,
      rules: configuration.rules,
      paint: (_, text) => text,
    });
    expect(block('text').split('\n').slice(1).join('\n').trim()).toBe(said);
  });
});
