import { readFileSync } from 'node:fs';
import * as z from 'zod';
import type { RunCall } from '../local/control-client.ts';

const priceList = z.object({
  date: z.string(),
  region: z.string(),
  perUnit: z.record(z.string(), z.number()),
});

const prices = priceList.parse(
  JSON.parse(readFileSync(new URL('../docs/figures/prices.json', import.meta.url), 'utf8')),
);

/** What one invocation is taken to cost besides what it calls: 60 ms of 512 MB, and 1 kB of log. */
const invocation = { gbSeconds: 0.06 * 0.5, logGb: 0.000001 };

function price(name: string): number {
  const found = prices.perUnit[name];
  if (found === undefined) throw new Error(`the price list has no ${name}`);
  return found;
}

const readActions = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan']);

function dollarsOf({ service, action, count, units }: RunCall): number {
  switch (service) {
    case 'dynamodb':
      return units * price(readActions.has(action) ? 'dynamodb.readUnit' : 'dynamodb.writeUnit');
    case 'sqs':
      return count * price('sqs.request');
    case 'sns':
      return count * price('sns.publish');
    case 'ses':
      return units * price('ses.mail');
    case 'comprehend':
      return units * price('comprehend.unit');
    case 'secretsmanager':
      return count * price('secretsmanager.call');
    case 'states':
      return action === 'StateTransition' ? units * price('states.transition') : 0;
    case 'lambda':
      return (
        count *
        (price('lambda.request') +
          invocation.gbSeconds * price('lambda.arm64.gbSecond') +
          invocation.logGb * price('logs.gb'))
      );
    default:
      return 0;
  }
}

/** What a ledger's calls cost, by service. */
export function dollarsByService(
  calls: readonly RunCall[],
  httpRequests: number,
): Readonly<Record<string, number>> {
  const total: Record<string, number> = { httpApi: httpRequests * price('httpApi.request') };
  for (const call of calls) total[call.service] = (total[call.service] ?? 0) + dollarsOf(call);
  return total;
}

export const priceListDate = `${prices.date}, ${prices.region}`;

/** What came on top of `before`. */
export function callsSince(before: readonly RunCall[], after: readonly RunCall[]): readonly RunCall[] {
  const known = new Map(before.map((call) => [nameOf(call), call]));
  return after.map((call) => {
    const earlier = known.get(nameOf(call));
    return { ...call, count: call.count - (earlier?.count ?? 0), units: call.units - (earlier?.units ?? 0) };
  });
}

function nameOf(call: RunCall): string {
  return `${call.function} ${call.service}:${call.action}`;
}
