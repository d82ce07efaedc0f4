import { ChildRun } from '../../local/child-run.ts';
import type { RunCall, RunExecution, RunMail } from '../../local/control-client.ts';
import { fixtureAssembly } from './fixture-assembly.ts';

export interface FixtureRun {
  readonly url: string;
  /** Parsed JSON; throws on a status of 400 or more. */
  get(path: string): Promise<unknown>;
  post(path: string, body: object): Promise<unknown>;
  /** Moves the run's clock by an ISO 8601 duration and answers its new time. */
  advance(duration: string): Promise<string>;
  idle(timeoutMs?: number): Promise<void>;
  stop(): Promise<void>;
  kill9(): Promise<void>;
  /** Posts a ticket at the fixture's door; answers the status. */
  submit(ticket: object, query?: string): Promise<number>;
  /** Answers a ticket as its owner; answers status and body. */
  reply(id: string, said: string): Promise<{ status: number; body: string }>;
  ticket(id: string): Promise<Record<string, unknown> | undefined>;
  execution(name: string): Promise<RunExecution | undefined>;
  mails(): Promise<readonly RunMail[]>;
  calls(): Promise<readonly RunCall[]>;
  /** What the fixture's listener has heard. */
  heard(): Promise<string[]>;
}

export async function startFixture(options: { assembly?: string; data?: string } = {}): Promise<FixtureRun> {
  const run = await ChildRun.start({ ...options, assembly: options.assembly ?? (await fixtureAssembly()) });
  const json = { 'content-type': 'application/json' };
  const items = () => run.table('tickets');
  return {
    url: run.url,
    get: (path) => run.read(path),
    post: (path, body) => run.write(path, body),
    advance: (duration) => run.advance(duration),
    idle: (timeoutMs) => run.idle(timeoutMs),
    stop: () => run.stop(),
    kill9: () => run.kill(),
    submit: async (ticket, query = '') => {
      const init = { method: 'POST', headers: json, body: JSON.stringify(ticket) };
      return (await fetch(`${run.url}/hooks/survey${query}`, init)).status;
    },
    reply: async (id, said) => {
      const init = { method: 'POST', headers: json, body: JSON.stringify({ said }) };
      const response = await fetch(`${run.url}/tickets/${id}/answer`, init);
      return { status: response.status, body: await response.text() };
    },
    ticket: async (id) => (await items()).find((item) => item['id'] === id),
    execution: async (name) => (await run.executions()).find((execution) => execution.name === name),
    mails: () => run.mail(),
    calls: () => run.calls(),
    heard: async () =>
      (await items())
        .map(({ id }) => String(id))
        .filter((id) => id.startsWith('heard '))
        .map((id) => id.slice('heard '.length)),
  };
}
