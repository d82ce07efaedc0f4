import * as z from 'zod';
import type { RunClock } from '../clock.ts';
import type { ControlAnswer } from '../gateway.ts';

const StoredAnswer = z.object({
  status: z.number().int().min(200).max(599).default(200),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.unknown().optional(),
});
const StoredAnswers = z.union([z.array(StoredAnswer).min(1), StoredAnswer.transform((one) => [one])]);
type StoredAnswer = z.infer<typeof StoredAnswer>;

interface Address {
  readonly host: string;
  /** With its query. */
  readonly path: string;
}

interface ApiCall extends Address {
  readonly at: string;
  readonly method: string;
  readonly status: number;
}

const LONGEST_LIST = 10_000;

/** The APIs of survey tools, as a test or a person has them answer; whatever is not told is 404. */
export class SurveyApis {
  private readonly clock: RunClock;
  /** Answers still to be given, by host and path; the last one stays. */
  private readonly answers = new Map<string, StoredAnswer[]>();
  private readonly calls: ApiCall[] = [];

  constructor(clock: RunClock) {
    this.clock = clock;
  }

  /** Throws a ZodError for what is neither an answer nor a list of them. */
  store({ host, path }: Address, answers: unknown): void {
    this.answers.set(host + path, StoredAnswers.parse(answers));
  }

  /** A path that was stored with its query comes before the same one without. */
  answer(method: string, { host, path }: Address): ControlAnswer {
    const waiting = this.answers.get(host + path) ?? this.answers.get(host + path.replace(/\?.*/, '')) ?? [];
    const answer = waiting.length > 1 ? waiting.shift() : waiting[0];
    const { status, headers, body } = answer ?? { status: 404, headers: {}, body: { message: 'Not Found' } };
    // Never the headers: one of them holds a credential.
    this.calls.push({ at: new Date(this.clock.now()).toISOString(), method, host, path, status });
    if (this.calls.length > LONGEST_LIST) this.calls.shift();
    return {
      status,
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body ?? null),
    };
  }

  /** What was asked, oldest first. */
  list(): readonly ApiCall[] {
    return this.calls;
  }
}

/** The host and the path that a path of the control API names after `prefix`. */
export function addressIn({ pathname, search }: URL, prefix: string): Address {
  const [host = '', ...path] = pathname.slice(prefix.length).split('/');
  return { host, path: `/${path.join('/')}${search}` };
}
