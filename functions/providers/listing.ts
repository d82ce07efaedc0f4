import type { SourceConfiguration } from '../domain/source.ts';
import type { ListedPage } from './provider.ts';

/** What asking several tools for a form's responses has in common. */

/**
 * Pages until one is not full. A tool's list is best asked newest first: a response that changes meanwhile is then
 * met twice, where otherwise its neighbour would be missed.
 * @param size the most documents that a page can have
 * @param fetch gets the page's index, from 0
 */
export async function* pagesOf(
  size: number,
  fetch: (index: number) => Promise<readonly unknown[]>,
): AsyncGenerator<ListedPage> {
  for (let index = 0; ; index += 1) {
    const documents = await fetch(index);
    if (documents.length > 0) yield { documents };
    if (documents.length < size) return;
  }
}

/** The id of the form whose responses are asked for. @throws Error that names the setting where it is missing */
export function formOf({ provider, api }: Pick<SourceConfiguration, 'provider' | 'api'>): string {
  if (api?.form === undefined)
    throw new Error(`${provider} needs "api.form", the id of the form in the tool`);
  return api.form;
}
