import { providerNames } from '../functions/domain/source.ts';
import { providerNamed } from '../functions/providers/providers.ts';
import { readingsOf } from '../functions/reading/readings.ts';
import {
  type ProviderExample,
  signedRequest,
  sourceName,
  sourceOfExample,
} from '../tests/fixtures/providers/example.ts';

export interface ProviderCost {
  readonly bytes: number;
  /** Microseconds to prove a call under two live secrets, median of the rounds. */
  readonly verify: number;
  /** Microseconds to read it, mapping included. */
  readonly read: number;
}

const folder = new URL('../tests/fixtures/providers/', import.meta.url);
const perRound = 200;
const rounds = 15;

/** What it costs to verify and to read one call, per provider, on this machine. */
export async function measureProviders(): Promise<Readonly<Record<string, ProviderCost>>> {
  const costs = new Map<string, ProviderCost>();
  for (const name of providerNames) {
    const loaded: { readonly example: ProviderExample } = await import(new URL(`${name}.ts`, folder).href);
    costs.set(name, costOf(loaded.example));
  }
  return Object.fromEntries(costs);
}

function costOf(example: ProviderExample): ProviderCost {
  const now = Date.parse('2026-11-23T12:00:00Z');
  const source = sourceOfExample(example);
  const { authentication } = providerNamed(example.provider);
  const calls = example.calls(() => 'delivery-1');
  const posted = calls.findLast(({ way = 'posted' }) => way === 'posted');
  const told = calls.at(-1);
  if (!posted || !told) throw new Error(`${example.provider} has no example`);
  const request = signedRequest(example, posted, { now });
  const secrets = ['another live secret', example.secret];
  const { body, headers = {}, way } = told;
  const delivery = { source: sourceName, receivedAt: now, headers, body, ...(way && { way }) };
  return {
    bytes: request.body.length,
    verify: median(() => authentication.isAuthentic(request, secrets, now)),
    read: median(() => readingsOf(delivery, source)),
  };
}

function median(work: () => unknown): number {
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now();
    for (let done = 0; done < perRound; done += 1) work();
    return ((performance.now() - start) / perRound) * 1000;
  });
  return Number((times.sort((one, other) => one - other)[Math.floor(rounds / 2)] ?? 0).toFixed(1));
}
