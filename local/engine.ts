import type { JsonRecord } from './json-value.ts';
import type { Role } from './permissions.ts';

/** Who calls: an operator's command, one of the app's functions, or one of its state machines. */
export type Caller =
  | { readonly kind: 'operator'; readonly name: string }
  | {
      readonly kind: 'function' | 'machine';
      /** As AWS knows it: the name of the session. */
      readonly name: string;
      readonly role: Role;
    };

export interface AwsCall {
  readonly caller: Caller;
  readonly service: string;
  readonly action: string;
  readonly method: string;
  /** Path and query as they came. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
  /** The parsed body: a JSON object, or the fields of a form. */
  readonly params: JsonRecord;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
  /** Billed units of this call; 1 when absent. */
  readonly units?: number;
}

/** One thing a caller must be allowed: an action on one of these resources. */
export interface Requirement {
  readonly action: string;
  readonly anyOf: readonly string[];
  readonly facts?: Readonly<Record<string, string>>;
}

export interface Engine {
  requirements(call: AwsCall): readonly Requirement[];
  /** Throws a ServiceError for what the service would refuse. */
  answer(call: AwsCall): Promise<Answer>;
}

/** A refusal in the service's own words. */
export class ServiceError extends Error {
  readonly code: string;
  readonly status: number;
  readonly fields: JsonRecord;

  constructor(code: string, message: string, status = 400, fields: JsonRecord = {}) {
    super(message);
    this.name = 'ServiceError';
    this.code = code;
    this.status = status;
    this.fields = fields;
  }
}

export function jsonAnswer(body: unknown, units = 1): Answer {
  return {
    status: 200,
    headers: { 'content-type': 'application/x-amz-json-1.0' },
    body: JSON.stringify(body),
    units,
  };
}
