import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Configuration } from '../functions/domain/configuration.ts';

/**
 * The configuration of a stage, from `config/<stage>.ts`.
 * @throws Error when there is no such file, when it has mistakes, or when it calls itself by another name
 */
export async function stageConfiguration(stage: string): Promise<Configuration> {
  const loaded: { default: Configuration } = await import(`../config/${stage}.ts`);
  if (loaded.default.stage !== stage)
    throw new Error(`config/${stage}.ts calls itself "${loaded.default.stage}": name the file as its stage`);
  return loaded.default;
}

/**
 * The configuration of a file that need not be a stage's.
 * @throws Error when there is no such file, or when it has mistakes
 */
export async function configurationAt(path: string): Promise<Configuration> {
  const loaded: { default?: Configuration } = await import(pathToFileURL(resolve(path)).href);
  if (loaded.default === undefined) throw new Error(`${path}: expected "export default configure({ … })"`);
  return loaded.default;
}
