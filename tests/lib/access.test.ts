import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { app, resources } from './synthesised.ts';

const oneOrMany = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const Document = z.object({
  Statement: z.array(z.object({ Effect: z.literal('Allow'), Action: oneOrMany, Resource: z.unknown() })),
});
const Policy = z.object({ PolicyDocument: Document });
const Role = z.object({ Policies: z.array(Policy).default([]), ManagedPolicyArns: z.never().optional() });

const statements = [
  ...resources('AWS::IAM::Policy').map(([id, { Properties }]) => ({ id, ...Policy.parse(Properties) })),
  ...resources('AWS::IAM::Role').flatMap(([id, { Properties }]) =>
    Role.parse(Properties).Policies.map((policy) => ({ id, ...policy })),
  ),
].flatMap(({ id, PolicyDocument }) => PolicyDocument.Statement.map((statement) => ({ id, ...statement })));

/** AWS knows no resources for these: there is nothing narrower to say. */
const withoutResources = [
  'comprehend:BatchDetectSentiment',
  'logs:CreateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:DescribeLogGroups',
  'logs:DescribeResourcePolicies',
  'logs:GetLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:UpdateLogDelivery',
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
];

/** What a role may do to a table, an index or anything else that the text names. */
function allowed(role: string, resource: string): string[] {
  const matching = statements.filter(
    ({ id, Resource }) => id.startsWith(role) && JSON.stringify(Resource).includes(resource),
  );
  return [...new Set(matching.flatMap(({ Action }) => Action))].sort();
}

describe('roles', () => {
  it('name every action', () => {
    const wide = statements.filter(({ Action }) => Action.some((action) => action.includes('*')));
    expect(wide).toEqual([]);
  });

  it('name every resource, save for actions that know none', () => {
    const wide = statements.filter(({ Resource }) => JSON.stringify(Resource).includes('*'));
    expect(
      wide.flatMap(({ Action }) => Action).filter((action) => !withoutResources.includes(action)),
    ).toEqual([]);
  });

  it('let the door store a delivery and read secrets, and touch no table', () => {
    expect(allowed('IntakeReceiveWebhook', 'Queue')).toEqual(['sqs:SendMessage']);
    expect(allowed('IntakeReceiveWebhook', 'sources/support')).toEqual(['secretsmanager:GetSecretValue']);
    expect(allowed('IntakeReceiveWebhook', 'Table')).toEqual([]);
  });

  it('let what asks survey tools’ APIs read their credentials, and no other secret', () => {
    for (const role of ['FetchingFetchResponse', 'FetchingReconcile']) {
      expect(allowed(role, 'demo/apis/surveymonkey-csat')).toEqual(['secretsmanager:GetSecretValue']);
      expect(allowed(role, 'demo/sources/')).toEqual([]);
      expect(allowed(role, 'link-key')).toEqual([]);
    }
    expect(allowed('IntakeRecordFeedback', 'demo/apis/')).toEqual([]);
  });

  it('let it write no answer itself: all goes through the intake', () => {
    expect(allowed('FetchingReconcile', 'DeliveriesTable')).toEqual([
      'dynamodb:GetItem',
      'dynamodb:UpdateItem',
    ]);
    for (const role of ['FetchingFetchResponse', 'FetchingReconcile'])
      for (const table of ['FeedbackTable', 'CasesTable', 'CustomersTable'])
        expect(allowed(role, table)).toEqual([]);
  });

  it('let the recorder read what is kept of a response, and never all that is kept', () => {
    expect(allowed('IntakeRecordFeedback', 'DeliveriesTable')).toEqual([
      'dynamodb:DeleteItem',
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
      'dynamodb:UpdateItem',
    ]);
  });

  it('let who hears "stop" write it down, and mail nobody', () => {
    expect(allowed('OutreachUnsubscribe', 'CustomersTable')).toEqual([
      'dynamodb:GetItem',
      'dynamodb:UpdateItem',
    ]);
    expect(allowed('OutreachUnsubscribe', 'ses')).toEqual([]);
  });

  it('let the case page wake its case and start none', () => {
    expect(allowed('CasesActOnCase', 'stateMachine')).toEqual([
      'states:SendTaskFailure',
      'states:SendTaskSuccess',
    ]);
  });

  it('let a machine call its own steps and nothing else, and schedules what they start', () => {
    const invoking = statements.filter(({ Action }) => Action.includes('lambda:InvokeFunction'));
    expect(invoking.map(({ id, Resource }) => [id.replace(/Role.*/, ''), JSON.stringify(Resource)])).toEqual([
      ['Digests', expect.stringMatching(/^.{1,20}DigestsSendDigestsFunction[^,]*,"Arn"\]\}$/)],
      ['CasesExecutions', expect.stringMatching(/CasesAwaitOwnerFunction.*CasesWorkCaseFunction/)],
      ['OutreachExecutions', expect.stringMatching(/OutreachMailCampaignFunction/)],
    ]);
  });
});

describe('the rules of AwsSolutions', () => {
  it('find nothing', () => {
    expect(new AwsSolutionsChecks().validateScope(app).violations).toEqual([]);
  });

  it('are set aside a handful of times, each with its reason', () => {
    const acknowledged = app.node
      .findAll()
      .flatMap(({ node }) => node.metadata)
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.entries(z.record(z.string(), z.string()).parse(data)));
    const different = new Map(acknowledged.map(([rule, reason]) => [`${rule} ${reason}`, reason]));
    expect(different.size).toBeLessThanOrEqual(5);
    for (const reason of different.values()) expect(reason.length).toBeGreaterThan(60);
  });
});
