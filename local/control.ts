import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import type { Activity } from './activity.ts';
import type { RunClock } from './clock.ts';
import type { DynamoDb, Table } from './engines/dynamodb.ts';
import { plainItem } from './engines/dynamodb-units.ts';
import type { Sns } from './engines/sns.ts';
import type { StepFunctions } from './engines/step-functions.ts';
import { addressIn, type SurveyApis } from './engines/survey-apis.ts';
import { FaultRequest, type Faults } from './faults.ts';
import type { Functions } from './functions.ts';
import type { ControlAnswer } from './gateway.ts';
import { inboxPage, mailDocument } from './inbox.ts';
import { parseRecord } from './json-value.ts';
import type { Ledger } from './ledger.ts';
import { byLogicalId } from './logical-ids.ts';
import type { Mailbox } from './mailbox.ts';
import type { LocalSource } from './sources.ts';

const Advance = z.object({ advance: z.string() });
const Idle = z.object({ timeoutMs: z.number().positive().default(30_000) });

export interface ControlParts {
  readonly base: string;
  readonly sources: () => readonly LocalSource[];
  readonly mailbox: Mailbox;
  readonly sns: Sns;
  readonly stepFunctions: StepFunctions;
  readonly dynamodb: DynamoDb;
  readonly surveyApis: SurveyApis;
  readonly functions: Functions;
  readonly ledger: Ledger;
  readonly faults: Faults;
  readonly clock: RunClock;
  readonly activity: Activity;
  /** Moves the clock by ms and answers when everything due has run. */
  readonly skip: (ms: number) => Promise<void>;
}

/** The control API: what tests, demos and people may see and steer. Loopback only. */
export class Control {
  private readonly parts: ControlParts;

  constructor(parts: ControlParts) {
    this.parts = parts;
  }

  async serve(method: string, url: URL, body: Buffer): Promise<ControlAnswer> {
    try {
      return await this.route(`${method} ${url.pathname}`, url, body);
    } catch (error) {
      if (error instanceof RangeError || error instanceof SyntaxError || error instanceof z.ZodError)
        return json({ message: error instanceof z.ZodError ? z.prettifyError(error) : error.message }, 400);
      throw error;
    }
  }

  private async route(call: string, url: URL, body: Buffer): Promise<ControlAnswer> {
    const { parts } = this;
    switch (call) {
      case 'GET /':
        return { status: 302, headers: { location: '/_local/inbox' }, body: '' };
      case 'GET /_local/health':
        return json({ ready: true, url: parts.base, sources: parts.sources().length });
      case 'GET /_local/sources':
        return json(parts.sources());
      case 'GET /_local/mail':
        return json(parts.mailbox.list());
      case 'GET /_local/notifications':
        return json(parts.sns.list());
      case 'GET /_local/executions':
        return json(this.executions());
      case 'GET /_local/tables':
        return json(parts.dynamodb.tables.map(({ logicalId }) => logicalId));
      case 'GET /_local/calls':
        return json(parts.ledger.list());
      case 'GET /_local/clock':
        return json(this.time());
      case 'POST /_local/clock':
        return this.advance(durationMs(Advance.parse(parseRecord(body.toString())).advance));
      case 'POST /_local/clock/form':
        await this.advance(durationMs(new URLSearchParams(body.toString()).get('advance') ?? ''));
        return { status: 303, headers: { location: '/_local/inbox' }, body: '' };
      case 'POST /_local/idle':
        return this.idle(Idle.parse(parseRecord(body.toString())).timeoutMs);
      case 'POST /_local/faults':
        parts.faults.order(FaultRequest.parse(parseRecord(body.toString())));
        return json({ ordered: true });
      case 'DELETE /_local/faults':
        parts.faults.clear();
        return json({ ordered: false });
      case 'GET /_local/logs':
        return this.logs(url.searchParams.get('function') ?? '');
      case 'GET /_local/inbox':
        return inboxPage(parts.mailbox.list(), url.searchParams.get('mail') ?? undefined, parts.clock.now());
      case 'GET /_local/inbox/document':
        return mailDocument(parts.mailbox.find(url.searchParams.get('mail') ?? ''));
      case 'GET /_local/apis':
        return json(parts.surveyApis.list());
      default:
        return this.below(call, url, body);
    }
  }

  /** Calls that name something in their path. */
  private below(call: string, url: URL, body: Buffer): ControlAnswer | Promise<ControlAnswer> {
    const { surveyApis } = this.parts;
    const [method = '', path = ''] = call.split(' ');
    if (call.startsWith('GET /_local/tables/')) return this.table(url);
    if (call.startsWith('PUT /_local/apis/')) {
      surveyApis.store(addressIn(url, '/_local/apis/'), JSON.parse(body.toString()));
      return json({ stored: true });
    }
    if (path.startsWith('/_local/egress/'))
      return surveyApis.answer(method, addressIn(url, '/_local/egress/'));
    return json({ message: 'Not Found' }, 404);
  }

  private executions() {
    return this.parts.stepFunctions.list().map(({ machine, name, status, state, transitions }) => ({
      machine: machine.name,
      name,
      status,
      state,
      transitions,
    }));
  }

  private async table(url: URL): Promise<ControlAnswer> {
    const wanted = decodeURIComponent(url.pathname.slice('/_local/tables/'.length));
    const table = byLogicalId<Table>(this.parts.dynamodb.tables, wanted);
    if (table === undefined) return json({ message: `no table ${wanted}` }, 404);
    return json((await this.parts.dynamodb.scan(table)).map(plainItem));
  }

  private logs(wanted: string): ControlAnswer {
    const { functions } = this.parts;
    if (wanted === '') return json(functions.list.map(({ logicalId }) => logicalId));
    const lambda = byLogicalId(functions.list, wanted);
    return lambda === undefined
      ? json({ message: `no function ${wanted}` }, 404)
      : json(functions.logOf(lambda.logicalId));
  }

  private time() {
    const now = this.parts.clock.now();
    // Whole seconds as signatures have them, for a shell that cannot read a date.
    return { now: new Date(now).toISOString(), seconds: Math.floor(now / 1000) };
  }

  private async advance(ms: number): Promise<ControlAnswer> {
    await this.parts.skip(ms);
    return json(this.time());
  }

  private async idle(timeoutMs: number): Promise<ControlAnswer> {
    const idle = await this.parts.activity.settleWithin(timeoutMs);
    return idle
      ? json({ idle, ...this.time() })
      : json({ idle, message: `still busy after ${timeoutMs} ms` }, 408);
  }
}

/** Throws a RangeError for what is no positive ISO 8601 duration of days, hours, minutes and seconds. */
function durationMs(text: string): number {
  const ms = Temporal.Duration.from(text).total({ unit: 'millisecond', relativeTo: '2000-01-01' });
  if (ms < 0) throw new RangeError('the clock only moves forward');
  return ms;
}

function json(body: unknown, status = 200): ControlAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
