import { describe, expect, it } from 'vitest';
import { resources, stage } from './synthesised.ts';

const tables = resources('AWS::DynamoDB::Table');
const secrets = resources('AWS::SecretsManager::Secret');

describe('tables', () => {
  it('keep their logical ids, since another id is another, empty table', () => {
    expect(tables.map(([id]) => id).sort()).toEqual([
      'CasesTable',
      'CustomersTable',
      'DeliveriesTable',
      'FeedbackTable',
      'ImprovementsTable',
      'OwnersTable',
    ]);
  });

  it.each(tables)('%s survives its stack and can be restored to any second', (_, table) => {
    expect(table).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    expect(table.Properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true },
    });
  });

  it.each([
    ['DeliveriesTable', ['id', 'part'], { 'set-aside': ['setAsideSource', 'receivedAt'] }],
    ['FeedbackTable', ['id'], { 'by-customer': ['customerKey', 'at'] }],
    ['CasesTable', ['id'], { 'open-cases': ['openWith', 'id'], 'closed-cases': ['closedOn', 'id'] }],
    ['CustomersTable', ['key', 'part'], {}],
    ['ImprovementsTable', ['id'], {}],
    ['OwnersTable', ['owner', 'part'], { collecting: ['collecting', 'part'] }],
  ])('%s has the keys that its adapter reads by', (id, keys, indexes) => {
    const properties = Object.fromEntries(tables)[id]?.Properties;
    expect(properties).toMatchObject({ KeySchema: keys.map((AttributeName) => ({ AttributeName })) });
    const named = Object.entries(indexes).map(([IndexName, names]) => ({
      IndexName,
      KeySchema: names.map((AttributeName) => ({ AttributeName })),
    }));
    if (named.length > 0) expect(properties).toMatchObject({ GlobalSecondaryIndexes: named });
    else expect(properties).not.toHaveProperty('GlobalSecondaryIndexes');
  });

  it('forget deliveries and what was told after a while, and nothing else', () => {
    const forgetting = tables.filter(([, { Properties }]) => 'TimeToLiveSpecification' in Properties);
    expect(forgetting.map(([id]) => id).sort()).toEqual(['DeliveriesTable', 'OwnersTable']);
  });
});

describe('secrets', () => {
  const [ofApis, ours] = [true, false].map((wanted) =>
    secrets.filter(([, { Properties }]) => String(Properties['Name']).includes('/apis/') === wanted),
  );

  it('are one for each source, one for each API and one for our links, under names that the functions know', () => {
    expect(secrets.map(([, { Properties }]) => Properties['Name']).sort()).toEqual([
      'retour/demo/apis/surveymonkey-csat',
      'retour/demo/link-key',
      'retour/demo/sources/post-purchase',
      'retour/demo/sources/support',
      'retour/demo/sources/surveymonkey-csat',
      'retour/demo/sources/typeform-nps',
    ]);
  });

  it.each(secrets)('%s is kept', (_, secret) => {
    expect(secret).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  it.each(ofApis ?? [])('%s is empty until somebody puts the token in', (_, { Properties }) => {
    expect(Properties['SecretString']).toBe('{"token":""}');
  });

  it.each(ours ?? [])('%s is generated and long', (_, secret) => {
    expect(secret.Properties['GenerateSecretString']).toMatchObject({
      GenerateStringKey: 'current',
      PasswordLength: 44,
      ExcludePunctuation: true,
    });
  });
});

it('nobody deletes the data stack by mistake', () => {
  expect(stage.data.terminationProtection).toBe(true);
});
