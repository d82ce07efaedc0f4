import type { DigestSurroundings } from '../digests/digest-lines.ts';
import { type OverviewPorts, sendOverview } from '../digests/send-overview.ts';
import type { Instant } from '../domain/instant.ts';
import { tryEach } from './try-each.ts';

/** Sends an overview to everybody for whom something was collected, and who had none within the hour. */
export async function sendOverviews(
  ports: OverviewPorts,
  around: DigestSurroundings,
  now: Instant,
): Promise<void> {
  const readers: string[] = [];
  for await (const owner of ports.owners.listCollecting()) readers.push(owner);
  await tryEach(readers, (reader) => sendOverview(ports, around, reader, now));
}
