import { type Credential, credentialOf, errorAnswer, type RawRequest, readAwsCall } from './aws-request.ts';
import { type Answer, type AwsCall, type Caller, type Engine, ServiceError } from './engine.ts';
import type { Faults } from './faults.ts';
import type { JsonRecord } from './json-value.ts';
import type { Ledger } from './ledger.ts';
import type { Permissions } from './permissions.ts';

/** The one endpoint of every AWS service: who calls, may they, what does the engine say, what did it cost. */
export class AwsFront {
  private readonly engines: ReadonlyMap<string, Engine>;
  private readonly callers: ReadonlyMap<string, Caller>;
  private readonly permissions: Permissions;
  private readonly ledger: Ledger;
  private readonly faults: Faults;

  constructor(parts: {
    engines: ReadonlyMap<string, Engine>;
    callers: ReadonlyMap<string, Caller>;
    permissions: Permissions;
    ledger: Ledger;
    faults: Faults;
  }) {
    this.engines = parts.engines;
    this.callers = parts.callers;
    this.permissions = parts.permissions;
    this.ledger = parts.ledger;
    this.faults = parts.faults;
  }

  static credential(request: RawRequest): Credential | undefined {
    const { authorization } = request.headers;
    return credentialOf(typeof authorization === 'string' ? authorization : undefined);
  }

  async serve(request: RawRequest, credential: Credential): Promise<Answer> {
    try {
      const caller = this.callers.get(credential.accessKeyId);
      if (caller === undefined)
        throw new ServiceError(
          'UnrecognizedClientException',
          'The security token included in the request is invalid.',
        );
      return await this.call(readAwsCall(request, credential.service, caller));
    } catch (error) {
      if (error instanceof ServiceError) return errorAnswer(credential.service, error);
      throw error;
    }
  }

  /** The call of a state machine's own service integration. Throws a ServiceError when it fails. */
  async integrate(caller: Caller, service: string, action: string, params: JsonRecord): Promise<Answer> {
    const body = Buffer.from(JSON.stringify(params));
    const headers = {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `${service === 'dynamodb' ? 'DynamoDB_20120810' : service}.${action}`,
    };
    return this.call({ caller, service, action, method: 'POST', path: '/', headers, body, params });
  }

  private async call(call: AwsCall): Promise<Answer> {
    const { caller, service, action } = call;
    const engine = this.engines.get(service);
    if (engine === undefined)
      throw new ServiceError('UnknownOperationException', `the local run has no service ${service}`, 404);
    this.authorize(call, engine);
    const fault = this.faults.next(service, action);
    if (fault !== undefined) {
      this.ledger.record(caller.name, service, action, 0);
      throw fault;
    }
    const answer = await engine.answer(call);
    this.ledger.record(caller.name, service, action, answer.units ?? 1);
    return answer;
  }

  private authorize(call: AwsCall, engine: Engine): void {
    const { caller, service, action } = call;
    if (caller.kind === 'operator') return;
    for (const need of engine.requirements(call)) {
      if (need.anyOf.some((resource) => this.permissions.may(caller.role, need.action, resource, need.facts)))
        continue;
      this.ledger.deny(caller.name, service, action);
      throw accessDenied(service, caller.role.name, caller.name, need.action, need.anyOf[0] ?? '*');
    }
  }
}

function accessDenied(
  service: string,
  role: string,
  session: string,
  action: string,
  resource: string,
): ServiceError {
  const user = `arn:aws:sts::000000000000:assumed-role/${role}/${session}`;
  const message = `User: ${user} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;
  if (service === 'sns') return new ServiceError('AuthorizationError', message, 403);
  if (service === 's3' || service === 'cloudformation') return new ServiceError('AccessDenied', message, 403);
  return new ServiceError('AccessDeniedException', message, service === 'ses' ? 403 : 400);
}
