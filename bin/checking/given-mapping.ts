import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { describeMistakes } from '../../functions/domain/configuration-mistakes.ts';
import {
  providerNames,
  type SourceConfiguration,
  source,
  sourceMapping,
} from '../../functions/domain/source.ts';

const mappingFile = sourceMapping.extend({
  api: source.shape.api,
  confirm: source.shape.confirm,
});

/**
 * A source that no stage has yet: a provider with the mapping in a file, which is an object as in a source's
 * configuration, or only its `questions`. Without a file nothing is mapped beyond what the tool always asks.
 * @throws Error that names every mistake and its question
 */
export function givenSource(provider: string, file: string | undefined): SourceConfiguration {
  const known = z.enum(providerNames).safeParse(provider);
  if (!known.success)
    throw new Error(`There is no provider "${provider}". Providers: ${providerNames.join(', ')}.`);
  const mapping = file === undefined ? {} : mappingIn(readFileSync(file, 'utf8'), file);
  const parsed = mappingFile.safeParse(mapping);
  if (!parsed.success) throw new Error(`${file} has mistakes:\n${describeMistakes(parsed.error, mapping)}`);
  return {
    ...parsed.data,
    provider: known.data,
    name: { en: provider, fr: provider },
    consent: 'unless-refused',
    keepBodies: false,
  };
}

function mappingIn(text: string, file: string): unknown {
  const given = jsonOf(text, file);
  return Array.isArray(given) ? { questions: given } : given;
}

function jsonOf(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new Error(`${file} is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
