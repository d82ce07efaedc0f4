import * as z from 'zod';
import type { Deployment, Resource } from './deployment.ts';
import { type Facts, isAllowed, isDenied, parsePolicy, type Statement } from './engines/iam.ts';

export interface Role {
  readonly arn: string;
  readonly name: string;
  readonly statements: readonly Statement[];
}

/** The managed policies of AWS that a template may name, as far as the local run can see their effect. */
const AWS_MANAGED: Readonly<Record<string, readonly string[]>> = {
  'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole': ['logs:*'],
  'arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess': ['xray:*'],
};

const PolicyProperties = z.object({
  PolicyDocument: z.unknown(),
  Roles: z.array(z.string()).default([]),
});
const RoleProperties = z.object({
  ManagedPolicyArns: z.array(z.string()).default([]),
  Policies: z.array(z.object({ PolicyDocument: z.unknown() })).default([]),
});
const ResourcePolicyProperties = z.object({
  PolicyDocument: z.unknown(),
  Queues: z.array(z.string()).default([]),
  Topics: z.array(z.string()).default([]),
  Bucket: z.string().optional(),
});

/** Every policy of the templates, and the answer to "may this role do this?". */
export class Permissions {
  private readonly roles = new Map<string, Role>();
  /** By Ref of the queue, topic or bucket. */
  private readonly resourcePolicies = new Map<string, Statement[]>();
  private readonly verdicts = new Map<string, boolean>();

  constructor(deployment: Deployment) {
    const policies = deployment.ofType('AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy');
    const managed = new Map(policies.map((policy) => [policy.ref, statementsOf(policy)]));
    for (const role of deployment.ofType('AWS::IAM::Role')) {
      const arn = role.attributes['Arn'] ?? '';
      this.roles.set(arn, { arn, name: role.ref, statements: roleStatements(role, policies, managed) });
    }
    for (const policy of deployment.ofType(
      'AWS::SQS::QueuePolicy',
      'AWS::SNS::TopicPolicy',
      'AWS::S3::BucketPolicy',
    )) {
      const { PolicyDocument, Queues, Topics, Bucket } = ResourcePolicyProperties.parse(policy.properties);
      const statements = parsePolicy(PolicyDocument, policy.logicalId);
      for (const ref of [...Queues, ...Topics, ...(Bucket === undefined ? [] : [Bucket])])
        this.resourcePolicies.set(ref, [...(this.resourcePolicies.get(ref) ?? []), ...statements]);
    }
  }

  /** Throws when the templates define no such role: a function or machine must not run without one. */
  role(arn: string): Role {
    const role = this.roles.get(arn);
    if (role === undefined) throw new Error(`no role ${arn} in the templates`);
    return role;
  }

  may(role: Role, action: string, resource: string, facts: Facts = {}): boolean {
    const key = `${role.arn} ${action} ${resource} ${JSON.stringify(facts)}`;
    const known = this.verdicts.get(key);
    if (known !== undefined) return known;
    // Callers of AWS speak TLS; that this machine's loopback does not is no reason to refuse.
    const all = { 'aws:securetransport': 'true', 'aws:principalarn': role.arn, ...facts };
    const denied = isDenied(this.forbidden(), action, resource, all);
    const verdict = !denied && isAllowed(role.statements, action, resource, all);
    if (this.verdicts.size < 50_000) this.verdicts.set(key, verdict);
    return verdict;
  }

  /** The statements of a queue's, topic's or bucket's own policy, by its Ref. */
  resourcePolicy(ref: string): readonly Statement[] {
    return this.resourcePolicies.get(ref) ?? [];
  }

  private forbidden(): Statement[] {
    return [...this.resourcePolicies.values()]
      .flat()
      .filter(({ Effect, Principal }) => Effect === 'Deny' && isEveryone(Principal));
  }
}

function isEveryone(principal: Statement['Principal']): boolean {
  return principal === '*' || (typeof principal === 'object' && principal['AWS']?.includes('*') === true);
}

function roleStatements(
  role: Resource,
  policies: readonly Resource[],
  managed: ReadonlyMap<string, Statement[]>,
): Statement[] {
  const { ManagedPolicyArns, Policies } = RoleProperties.parse(role.properties);
  const attached = policies.filter((policy) =>
    PolicyProperties.parse(policy.properties).Roles.includes(role.ref),
  );
  return [
    ...Policies.flatMap(({ PolicyDocument }) => parsePolicy(PolicyDocument, role.logicalId)),
    ...attached.flatMap((policy) => managed.get(policy.ref) ?? []),
    ...ManagedPolicyArns.flatMap((arn) => managed.get(arn) ?? awsManaged(arn, role)),
  ];
}

function awsManaged(arn: string, role: Resource): Statement[] {
  const actions = AWS_MANAGED[arn];
  if (actions === undefined)
    throw new Error(`the local run does not know ${arn}, attached to ${role.logicalId}`);
  return [{ Effect: 'Allow', Action: [...actions], Resource: ['*'] }];
}

function statementsOf(policy: Resource): Statement[] {
  return parsePolicy(PolicyProperties.parse(policy.properties).PolicyDocument, policy.logicalId);
}
