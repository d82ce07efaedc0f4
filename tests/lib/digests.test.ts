import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import demo from '../../config/demo.ts';
import type { Configuration } from '../../functions/domain/configuration.ts';
import { addStage } from '../../lib/stage.ts';
import { resources } from './synthesised.ts';

type Schedule = Readonly<Record<string, unknown>>;

function schedulesOf(configuration: Configuration): readonly Schedule[] {
  const app = new App({
    context: { 'aws:cdk:bundling-stacks': [] },
    builtinCloudFormationValidation: false,
  });
  const { loop } = addStage(app, configuration);
  const found = Template.fromStack(loop).findResources('AWS::Scheduler::Schedule');
  return Object.values(found).map(({ Properties }) => Properties);
}

describe('the schedules of digests', () => {
  it('start the morning where the example’s people live, and look for overviews every hour', () => {
    const schedules = resources('AWS::Scheduler::Schedule').map(([, { Properties }]) => Properties);
    expect(schedules).toMatchObject([
      { ScheduleExpression: 'rate(1 hour)', FlexibleTimeWindow: { Mode: 'OFF' } },
      { ScheduleExpression: 'cron(0 8 * * ? *)', ScheduleExpressionTimezone: 'Europe/Paris' },
    ]);
  });

  it('are one for each time zone in which somebody lives', () => {
    const people = demo.people.map((one, index) =>
      index < 2 ? { ...one, timeZone: index === 0 ? 'America/Montreal' : 'Asia/Kathmandu' } : one,
    );
    const alerts = { ...demo.alerts, digestAt: '07:45' };
    const zones = schedulesOf({ ...demo, people, alerts }).flatMap((schedule) =>
      schedule['ScheduleExpression'] === 'cron(45 7 * * ? *)' ? [schedule['ScheduleExpressionTimezone']] : [],
    );
    expect(zones).toEqual(['America/Montreal', 'Asia/Kathmandu', 'Europe/Paris']);
  });

  it('are started by a role that the scheduler takes for this account alone', () => {
    const trusted = resources('AWS::IAM::Role').flatMap(([, { Properties }]) =>
      JSON.stringify(Properties).includes('scheduler.amazonaws.com')
        ? [Properties['AssumeRolePolicyDocument']]
        : [],
    );
    expect(trusted).toMatchObject([
      {
        Statement: [
          {
            Principal: { Service: 'scheduler.amazonaws.com' },
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          },
        ],
      },
    ]);
  });

  it('start no morning where nobody wants a list', () => {
    const { digestAt: _, ...alerts } = demo.alerts;
    expect(schedulesOf({ ...demo, alerts })).toHaveLength(1);
  });
});
