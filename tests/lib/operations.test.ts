import { readFileSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import configuration from '../../config/demo.ts';
import { runbookAnchors } from '../../lib/alarm.ts';
import { addStage } from '../../lib/stage.ts';
import { remarks, resources } from './synthesised.ts';

const alarms = resources('AWS::CloudWatch::Alarm');
const queues = resources('AWS::SQS::Queue');
const functions = resources('AWS::Lambda::Function');

describe('alarms', () => {
  it.each(alarms)('%s says whom it hurts, and what to do', (_, { Properties }) => {
    const description = String(Properties['AlarmDescription']);
    const [, impact = '', anchor] = /^(.*) Runbook: docs\/runbook\.md#([a-z-]+)$/.exec(description) ?? [];
    expect(impact.split(' ').length).toBeGreaterThan(8);
    expect(impact).toMatch(/\.$/);
    expect(runbookAnchors).toContain(anchor);
    expect(Properties['AlarmActions']).toHaveLength(1);
  });

  it('use every entry of the runbook, and the runbook has an entry for every alarm', () => {
    const used = alarms.map(
      ([, { Properties }]) => /#([a-z-]+)$/.exec(String(Properties['AlarmDescription']))?.[1],
    );
    const entries = runbookEntries().map(({ anchor }) => anchor);
    expect([...new Set(used)].sort()).toEqual([...runbookAnchors].sort());
    expect(entries.sort()).toEqual([...runbookAnchors].sort());
  });

  it.each(runbookEntries())(
    'the runbook says of $anchor what it means, where to look and what to do',
    ({ text }) => {
      const parts = [...text.matchAll(/^\*\*(.+?)\*\*/gm)].map(([, part]) => part);
      expect(parts).toEqual(['What it means.', 'Look.', 'Do.']);
    },
  );

  it('name each source whose API refuses us', () => {
    const refused = alarms
      .map(([, { Properties }]) => Properties)
      .filter(({ MetricName }) => MetricName === 'ApiCredentialsRefused');
    expect(refused).toMatchObject([
      {
        AlarmDescription: expect.stringContaining('surveymonkey-csat'),
        Dimensions: [
          { Name: 'service', Value: 'retour-demo' },
          { Name: 'source', Value: 'surveymonkey-csat' },
        ],
      },
    ]);
  });

  it('reach the operators through a topic that CloudWatch may publish to', () => {
    const policies = JSON.stringify(resources('AWS::SNS::TopicPolicy'));
    expect(policies).toContain('cloudwatch.amazonaws.com');
  });
});

describe('queues', () => {
  const deadLetters = queues.filter(([, { Properties }]) => !('RedrivePolicy' in Properties));
  const working = queues.filter(([, { Properties }]) => 'RedrivePolicy' in Properties);

  it.each(working)('%s keeps what cannot be worked', (_, { Properties }) => {
    const policy = JSON.stringify(Properties['RedrivePolicy']);
    expect(deadLetters.some(([id]) => policy.includes(id))).toBe(true);
  });

  it.each(queues)('%s is watched, encrypted and kept for two weeks', (id, { Properties }) => {
    expect(alarms.some(([, alarm]) => JSON.stringify(alarm.Properties).includes(`"${id}"`))).toBe(true);
    expect(Properties).toMatchObject({
      SqsManagedSseEnabled: true,
      MessageRetentionPeriod: 14 * 24 * 60 * 60,
    });
  });

  it('hide a message for six time-outs of its worker', () => {
    for (const [, { Properties }] of working) expect(Properties['VisibilityTimeout']).toBe(6 * 60);
  });

  it('hand over batches of which only the failed part returns', () => {
    const sources = resources('AWS::Lambda::EventSourceMapping').map(([, { Properties }]) => Properties);
    expect(sources.map(({ BatchSize }) => BatchSize)).toEqual([25, 25, 5]);
    for (const source of sources)
      expect(source).toMatchObject({ FunctionResponseTypes: ['ReportBatchItemFailures'] });
  });
});

describe('functions', () => {
  it.each(functions)('%s runs on Node 24 and arm64, traced, with a log of its own', (_, { Properties }) => {
    expect(Properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      TracingConfig: { Mode: 'Active' },
      LoggingConfig: { LogGroup: { Ref: expect.any(String) } },
    });
  });

  it.each(functions)('%s raises an alarm when it fails', (id) => {
    const watching = alarms.filter(
      ([, { Properties }]) =>
        Properties['MetricName'] === 'Errors' && JSON.stringify(Properties['Dimensions']).includes(`"${id}"`),
    );
    expect(watching).toHaveLength(1);
  });

  it('lose no mail event, whether SNS or the function fails', () => {
    const [subscription] = resources('AWS::SNS::Subscription').filter(
      ([, { Properties }]) => Properties['Protocol'] === 'lambda',
    );
    const [recorder] = functions.filter(([id]) => id.includes('RecordMailEvent'));
    expect(subscription?.[1].Properties).toHaveProperty('RedrivePolicy.deadLetterTargetArn');
    expect(recorder?.[1].Properties).toHaveProperty('DeadLetterConfig.TargetArn');
  });
});

describe('survey tools’ APIs', () => {
  it('are compared with what we have every hour', () => {
    const rules = resources('AWS::Events::Rule').map(([, { Properties }]) => Properties);
    const [reconcile] = functions.filter(([id]) => id.includes('Reconcile'));
    expect(rules).toMatchObject([{ ScheduleExpression: 'rate(1 hour)', State: 'ENABLED' }]);
    expect(JSON.stringify(rules[0]?.['Targets'])).toContain(`"${reconcile?.[0]}"`);
  });

  it('are asked by nothing that could be told to ask somewhere else', () => {
    for (const [, { Properties }] of functions)
      expect(JSON.stringify(Properties['Environment'])).not.toContain('RETOUR_EGRESS_URL');
  });

  it('are left alone where no source has one', () => {
    const { 'surveymonkey-csat': _, ...sources } = configuration.sources;
    const without = new App({
      context: { 'aws:cdk:bundling-stacks': [] },
      builtinCloudFormationValidation: false,
    });
    const { loop } = addStage(without, { ...configuration, sources });
    const template = Template.fromStack(loop);
    template.resourceCountIs('AWS::Events::Rule', 0);
    expect(JSON.stringify(template.toJSON())).not.toContain('ApiCredentialsRefused');
  });
});

it.each(resources('AWS::Logs::LogGroup'))('the log %s ends', (_, { Properties }) => {
  expect(Properties['RetentionInDays']).toBe(90);
});

it('the access log holds no path and no query, since a link acts for its reader', () => {
  const [api] = resources('AWS::ApiGatewayV2::Stage');
  const format = JSON.stringify(api?.[1].Properties['AccessLogSettings']);
  expect(format).toContain('$context.routeKey');
  expect(format).not.toMatch(/\$context\.(path|http\.path|queryString|identity)/i);
});

it('the stacks synthesise without a remark', () => {
  expect(remarks).toEqual([]);
});

function runbookEntries(): { anchor: string; text: string }[] {
  const runbook = readFileSync(new URL('../../docs/runbook.md', import.meta.url), 'utf8');
  return runbook
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [title = '', ...lines] = section.split('\n');
      return { anchor: title.trim().toLowerCase().replaceAll(' ', '-'), text: lines.join('\n') };
    });
}
