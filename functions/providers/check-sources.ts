import type { Configuration } from '../domain/configuration.ts';
import type { SourceConfiguration } from '../domain/source.ts';
import { rolesOf } from '../reading/mapping.ts';
import { providerNamed } from './providers.ts';

/**
 * Checks what a source says against what its tool can do, before anything is deployed or started.
 * @throws Error that lists every mistake, naming source and question
 */
export function checkSources({ sources }: Configuration): void {
  const mistakes = Object.entries(sources).flatMap(([id, source]) =>
    sourceMistakes(source).map((mistake) => `sources.${id}: ${mistake}`),
  );
  if (mistakes.length > 0) throw new Error(`The configuration has mistakes:\n${mistakes.join('\n')}`);
}

export function sourceMistakes(source: SourceConfiguration): readonly string[] {
  const provider = providerNamed(source.provider);
  const { api } = provider;
  const roles = rolesOf(source, provider.questions);
  const needsFetch = Object.values(provider.events).includes('announcement') || source.confirm;
  const mistakes: (string | false | undefined)[] = [
    !roles.some(({ as }) => as === 'rating' || as === 'comment') &&
      `${source.provider} sends a list of answers: map at least the rating or the comment in "questions", by the question’s id`,
    source.confirm && api?.fetchOne === undefined && `${source.provider} has no API to confirm responses by`,
    source.api !== undefined && api === undefined && `${source.provider} has no API: leave "api" out`,
    needsFetch &&
      api?.fetchOne &&
      source.api === undefined &&
      `${source.provider} only announces responses: "api" is needed to fetch them`,
    source.api && api && hostMistake(() => api.host(source)),
  ];
  return mistakes.filter((one) => typeof one === 'string');
}

function hostMistake(host: () => string): string | undefined {
  try {
    host();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
