import * as z from 'zod';
import type { AsyncInvocations } from './async-invocations.ts';
import type { RunClock } from './clock.ts';
import { nextCronTime } from './cron.ts';
import type { Deployment, Resource } from './deployment.ts';
import type { Functions } from './functions.ts';
import type { LambdaPermissions } from './lambda-permissions.ts';
import type { Ledger } from './ledger.ts';
import type { Permissions } from './permissions.ts';

const RuleProperties = z.object({
  ScheduleExpression: z.string().optional(),
  EventPattern: z.unknown().optional(),
  State: z.string().default('ENABLED'),
  Targets: z.array(z.object({ Arn: z.string(), Input: z.string().optional() }).loose()).default([]),
});
const ScheduleProperties = z.object({
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().default('UTC'),
  State: z.string().default('ENABLED'),
  Target: z.object({ Arn: z.string(), RoleArn: z.string(), Input: z.string().optional() }),
});

interface Surroundings {
  readonly clock: RunClock;
  readonly functions: Functions;
  readonly permissions: Permissions;
  readonly lambdaPermissions: LambdaPermissions;
  readonly invocations: AsyncInvocations;
  readonly ledger: Ledger;
}

/** Starts every EventBridge rule with a schedule and every Scheduler schedule, on the run's clock. */
export function startSchedules(deployment: Deployment, around: Surroundings): void {
  // Made at the same moment, so that what comes every hour comes together: a skip stops once for all of it.
  const since = around.clock.now();
  for (const rule of deployment.ofType('AWS::Events::Rule')) startRule(rule, since, around);
  for (const schedule of deployment.ofType('AWS::Scheduler::Schedule'))
    startSchedule(schedule, since, around);
}

function startRule(rule: Resource, since: number, around: Surroundings): void {
  const { ScheduleExpression, State, Targets } = RuleProperties.parse(rule.properties);
  // A rule on events of AWS itself (an execution failed, a build ended) has nobody to send them here.
  if (ScheduleExpression === undefined || State !== 'ENABLED') return;
  const arn = rule.attributes['Arn'] ?? '';
  repeat({ expression: ScheduleExpression, timeZone: 'UTC', since }, around.clock, (time) => {
    const event = {
      version: '0',
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      resources: [arn],
      detail: {},
    };
    for (const { Arn, Input } of Targets) {
      const lambda = targetOf(Arn, rule, around.functions);
      if (!around.lambdaPermissions.allows(lambda.arn, 'events.amazonaws.com', arn)) {
        around.ledger.deny(rule.logicalId, 'lambda', 'InvokeFunction');
        continue;
      }
      around.invocations.accept(
        lambda,
        Input ?? JSON.stringify({ ...event, time: new Date(time).toISOString() }),
      );
    }
  });
}

function startSchedule(schedule: Resource, since: number, around: Surroundings): void {
  const { ScheduleExpression, ScheduleExpressionTimezone, State, Target } = ScheduleProperties.parse(
    schedule.properties,
  );
  if (State !== 'ENABLED') return;
  const lambda = targetOf(Target.Arn, schedule, around.functions);
  const role = around.permissions.role(Target.RoleArn);
  const when = { expression: ScheduleExpression, timeZone: ScheduleExpressionTimezone, since };
  repeat(when, around.clock, (time) => {
    if (!around.permissions.may(role, 'lambda:InvokeFunction', lambda.arn))
      return around.ledger.deny(schedule.logicalId, 'lambda', 'InvokeFunction');
    const input = (Target.Input ?? '{}').replaceAll(
      '<aws.scheduler.scheduled-time>',
      new Date(time).toISOString(),
    );
    around.invocations.accept(lambda, input);
  });
}

function targetOf(arn: string, resource: Resource, functions: Functions) {
  const lambda = functions.find(arn);
  if (lambda === undefined)
    throw new Error(`the local run only schedules functions: see ${resource.logicalId}`);
  return lambda;
}

function repeat(
  {
    expression,
    timeZone,
    since,
  }: { readonly expression: string; readonly timeZone: string; readonly since: number },
  clock: RunClock,
  fire: (time: number) => void,
): void {
  const next = (after: number) => nextTime(expression, timeZone, after);
  const plan = (after: number) => {
    const due = next(after);
    if (due === undefined) return;
    clock.at(due, () => {
      plan(due);
      fire(due);
    });
  };
  plan(since);
}

const UNIT_MS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** The next time (ms) of a `rate(…)`, `cron(…)` or `at(…)` expression. Throws on any other. */
export function nextTime(expression: string, timeZone: string, after: number): number | undefined {
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression);
  if (rate !== null) return after + Number(rate[1]) * (UNIT_MS[rate[2] ?? ''] ?? 0);
  const cron = /^cron\((.+)\)$/.exec(expression);
  if (cron !== null) return nextCronTime(cron[1] ?? '', timeZone, after);
  const once = /^at\((.+)\)$/.exec(expression);
  if (once === null) throw new Error(`the local run does not understand the schedule ${expression}`);
  const time = new Date(`${once[1]}Z`).getTime();
  return time > after ? time : undefined;
}
