import type { Configuration } from '../../functions/domain/configuration.ts';
import type { DeliveryStore, SourceLog, Watermarks } from '../../functions/ports.ts';
import { providerNamed } from '../../functions/providers/providers.ts';
import type { SourceRow } from './report.ts';

export interface LookingPorts {
  readonly deliveries: Pick<DeliveryStore, 'listSetAside'>;
  readonly sourceLog: Pick<SourceLog, 'read'>;
  readonly watermarks: Pick<Watermarks, 'watermarkOf'>;
}

/** What is known of each configured source, in the order of the configuration. */
export async function lookAtSources(
  { deliveries, sourceLog, watermarks }: LookingPorts,
  { sources }: Configuration,
): Promise<readonly SourceRow[]> {
  const rows: SourceRow[] = [];
  for (const [id, { provider }] of Object.entries(sources)) {
    const lookedUntil = await watermarks.watermarkOf(id);
    rows.push({
      id,
      provider,
      path: pathOf(id, providerNamed(provider).authentication),
      state: await sourceLog.read(id),
      waiting: await lengthOf(deliveries.listSetAside(id)),
      ...(lookedUntil !== undefined && { lookedUntil }),
    });
  }
  return rows;
}

function pathOf(id: string, { inPath }: { readonly inPath: boolean }): string {
  return inPath ? `/hooks/${id}/<secret>` : `/hooks/${id}`;
}

async function lengthOf(items: AsyncIterable<unknown>): Promise<number> {
  let length = 0;
  for await (const _ of items) length += 1;
  return length;
}
