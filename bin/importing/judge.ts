import type { Delivery } from '../../functions/domain/delivery.ts';
import type { Reading } from '../../functions/domain/feedback.ts';
import type { Instant } from '../../functions/domain/instant.ts';
import type { SourceConfiguration } from '../../functions/domain/source.ts';
import { type Provider, UnreadableBodyError } from '../../functions/providers/provider.ts';
import { readingsOf } from '../../functions/reading/readings.ts';
import { bodiesOf } from './document-bodies.ts';
import type { Item } from './item.ts';
import type { RowBodies } from './row-body.ts';

/** Decides what an item of the file becomes, before anything is sent: the recorder reads it in the same way again. */

export type Verdict =
  | { readonly kind: 'send'; readonly delivery: Delivery; readonly isDated: boolean }
  | { readonly kind: 'refuse'; readonly reason: string };

export interface ImportSetting {
  readonly name: string;
  readonly source: SourceConfiguration;
  readonly provider: Provider;
  /** True lets what is imported open cases, as if it had just come. */
  readonly opensCases: boolean;
}

type Body = Readonly<Record<string, unknown>>;

/** Bodies that the item could be, best guess first. A row must be asked for even if it is not sent. */
export function bodiesIn(item: Item, rows: RowBodies, { source, provider }: ImportSetting): readonly Body[] {
  switch (item.kind) {
    case 'row':
      return [{ imported: rows.next(item.cells) }];
    case 'document':
      return bodiesOf(item.value, source, provider);
    case 'broken':
      throw new UnreadableBodyError(item.reason);
  }
}

/** Never throws for what stands in the file; reasons hold no words of customers. */
export function judge(item: Item, rows: RowBodies, setting: ImportSetting, now: Instant): Verdict {
  const verdicts: Verdict[] = [];
  try {
    for (const body of bodiesIn(item, rows, setting)) {
      const verdict = judgeBody(body, setting, now);
      if (verdict.kind === 'send') return verdict;
      verdicts.push(verdict);
    }
  } catch (error) {
    return refusal(error);
  }
  return verdicts[0] ?? { kind: 'refuse', reason: 'it holds nothing' };
}

function judgeBody(body: Body, setting: ImportSetting, now: Instant): Verdict {
  const { name, source, opensCases } = setting;
  const delivery: Delivery = {
    source: name,
    receivedAt: now,
    way: 'imported',
    headers: {},
    body: Buffer.from(JSON.stringify(body)),
    ...(!opensCases && { historic: true }),
  };
  try {
    const readings = readingsOf(delivery, source);
    const reason = refusalOf(readings);
    return reason === undefined
      ? { kind: 'send', delivery, isDated: readings.every(isDated) }
      : { kind: 'refuse', reason };
  } catch (error) {
    return refusal(error);
  }
}

/** Why deliveries of these readings are not worth sending. */
function refusalOf(readings: readonly Reading[]): string | undefined {
  if (readings.some(({ kind }) => kind === 'announcement'))
    return 'it only announces a response: import what the tool’s API or export says of it';
  if (readings.some((reading) => saysSomething(reading))) return undefined;
  const [first] = readings;
  if (first === undefined) return 'it holds no response';
  return first.kind === 'nothing'
    ? `it holds no response (${first.reason})`
    : 'it has neither a score nor a comment';
}

function saysSomething(reading: Reading): boolean {
  if (reading.kind !== 'response') return reading.kind === 'deletion' || reading.kind === 'unsubscribe';
  const { rating, scores, comment } = reading.answers;
  return rating !== undefined || scores !== undefined || comment !== undefined;
}

function isDated(reading: Reading): boolean {
  return reading.kind !== 'response' || reading.answers.submittedAt !== undefined;
}

function refusal(error: unknown): Verdict {
  if (!(error instanceof UnreadableBodyError)) throw error;
  // Whoever mends a table knows its columns, not our shape.
  return { kind: 'refuse', reason: error.message.replace(/^imported\.(answers\.)?/, '') };
}
