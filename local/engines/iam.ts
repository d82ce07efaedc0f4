import * as z from 'zod';

const OneOrMany = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const OPERATORS = ['StringEquals', 'StringNotEquals', 'StringLike', 'ArnLike', 'ArnEquals', 'Bool'] as const;

const ConditionBlock = z.partialRecord(
  z.enum(OPERATORS),
  z.record(
    z.string(),
    z
      .union([z.string(), z.boolean(), z.array(z.string())])
      .transform((value) => [value].flat().map((item) => String(item))),
  ),
);

// Strict: an element that this evaluator does not know is refused at start, never ignored.
const Statement = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Action: OneOrMany.optional(),
  NotAction: OneOrMany.optional(),
  Resource: OneOrMany.optional(),
  NotResource: OneOrMany.optional(),
  Principal: z.union([z.string(), z.record(z.string(), OneOrMany)]).optional(),
  Condition: ConditionBlock.optional(),
});
export type Statement = z.infer<typeof Statement>;

const PolicyDocument = z.object({
  Version: z.string().optional(),
  Statement: z.union([Statement, z.array(Statement)]).transform((value) => [value].flat()),
});

/** What is known of a request, by condition key in lower case: AWS compares keys without regard to case. */
export type Facts = Readonly<Record<string, string>>;

/** Throws, naming `where`, on any policy form that this evaluator does not understand. */
export function parsePolicy(document: unknown, where: string): Statement[] {
  const parsed = PolicyDocument.safeParse(document);
  if (parsed.success) return parsed.data.Statement;
  throw new Error(
    `the local run does not understand the policy of ${where}: ${z.prettifyError(parsed.error)}`,
  );
}

/** The verdict of AWS's rule: a matching Deny wins, then a matching Allow, else no. */
export function isAllowed(
  statements: readonly Statement[],
  action: string,
  resource: string,
  facts: Facts,
): boolean {
  if (isDenied(statements, action, resource, facts)) return false;
  return statements.some(
    (statement) =>
      statement.Effect === 'Allow' && covers(statement, action, resource) && holds(statement, facts, false),
  );
}

export function isDenied(
  statements: readonly Statement[],
  action: string,
  resource: string,
  facts: Facts,
): boolean {
  return statements.some(
    (statement) =>
      statement.Effect === 'Deny' && covers(statement, action, resource) && holds(statement, facts, true),
  );
}

/** Whether a resource's own policy lets a service (`sns.amazonaws.com`) do this. */
export function allowsService(
  statements: readonly Statement[],
  service: string,
  request: { action: string; resource: string; facts: Facts },
): boolean {
  const addressed = statements.filter(({ Principal }) => names(Principal, service));
  return isAllowed(addressed, request.action, request.resource, request.facts);
}

function names(principal: Statement['Principal'], service: string): boolean {
  if (principal === undefined) return false;
  if (typeof principal === 'string') return principal === '*';
  return principal['AWS']?.includes('*') === true || principal['Service']?.includes(service) === true;
}

function covers(statement: Statement, action: string, resource: string): boolean {
  const { Action, NotAction, Resource, NotResource } = statement;
  const actionMatches =
    Action !== undefined
      ? Action.some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase()))
      : NotAction !== undefined &&
        !NotAction.some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase()));
  if (!actionMatches) return false;
  if (Resource !== undefined) return Resource.some((pattern) => matches(pattern, resource));
  return NotResource !== undefined && !NotResource.some((pattern) => matches(pattern, resource));
}

/** A key that nobody told us about refuses: it fails an Allow and fulfils a Deny. */
function holds(statement: Statement, facts: Facts, whenUnknown: boolean): boolean {
  if (statement.Condition === undefined) return true;
  return OPERATORS.every((operator) =>
    Object.entries(statement.Condition?.[operator] ?? {}).every(([key, values]) => {
      const fact = facts[key.toLowerCase()];
      return fact === undefined ? whenUnknown : compare(operator, values, fact);
    }),
  );
}

function compare(operator: (typeof OPERATORS)[number], values: readonly string[], fact: string): boolean {
  switch (operator) {
    case 'StringEquals':
      return values.includes(fact);
    case 'StringNotEquals':
      return !values.includes(fact);
    case 'Bool':
      return values.includes(fact);
    case 'StringLike':
    case 'ArnLike':
    case 'ArnEquals':
      return values.some((pattern) => matches(pattern, fact));
  }
}

const patterns = new Map<string, RegExp>();

function matches(pattern: string, text: string): boolean {
  if (pattern === '*' || pattern === text) return true;
  if (!/[*?]/.test(pattern)) return false;
  let expression = patterns.get(pattern);
  if (expression === undefined) {
    const source = pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.');
    expression = new RegExp(`^${source}$`, 's');
    patterns.set(pattern, expression);
  }
  return expression.test(text);
}
