import type { Configuration } from '../functions/domain/configuration.ts';

/**
 * A stage's configuration as JSON, which reads back as the very same: what the functions of the stage carry.
 * @throws Error that names what JSON would lose or change
 */
export function frozen(configuration: Configuration): string {
  const lost = notPlain(configuration);
  if (lost.length > 0)
    throw new Error(
      `The configuration is carried as JSON, which has no words for what stands at ${lost.join(', ')}`,
    );
  return JSON.stringify(configuration);
}

/**
 * Where a value has something that JSON would lose or change: a path for each, empty when it is plain data throughout.
 * A property that is undefined counts as left out.
 */
export function notPlain(value: unknown, path = ''): readonly string[] {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return [];
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0) ? [] : [path];
  if (Array.isArray(value))
    return Array.from(value, (one, index) => notPlain(one, `${path}[${index}]`)).flat();
  if (typeof value !== 'object' || !isPlain(value)) return [path];
  return Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .flatMap(([name, member]) => notPlain(member, path === '' ? name : `${path}.${name}`));
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && !('toJSON' in value);
}
