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
