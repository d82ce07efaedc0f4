import { GetCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dynamodbCaseStore } from '../../functions/aws/case-store.ts';
import { dynamodbCustomerStore } from '../../functions/aws/customer-store.ts';
import { dynamodbDeliveryStore } from '../../functions/aws/delivery-store.ts';
import { dynamodbFeedbackStore } from '../../functions/aws/feedback-store.ts';
import { dynamodbImprovementStore } from '../../functions/aws/improvement-store.ts';
import { dynamodbOwnerStore } from '../../functions/aws/owner-store.ts';
import { dynamodbSourceLog } from '../../functions/aws/source-log.ts';
import { dynamodbWatermarks } from '../../functions/aws/watermarks.ts';
import { MemoryCaseStore } from '../memory/case-store.ts';
import { MemoryCustomerStore } from '../memory/customer-store.ts';
import { MemoryDeliveryStore } from '../memory/delivery-store.ts';
import { MemoryFeedbackStore } from '../memory/feedback-store.ts';
import { MemoryImprovementStore } from '../memory/improvement-store.ts';
import { MemoryOwnerStore } from '../memory/owner-store.ts';
import { MemorySourceLog } from '../memory/source-log.ts';
import { MemoryWatermarks } from '../memory/watermarks.ts';
import { caseStoreContract } from './case-store.contract.ts';
import { customerStoreContract } from './customer-store.contract.ts';
import { deliveryStoreContract } from './delivery-store.contract.ts';
import { aCustomerMail, aDeliveryRecord, aKeptRecord, aSetAside, noon, someFeedback } from './examples.ts';
import { feedbackStoreContract } from './feedback-store.contract.ts';
import { improvementStoreContract } from './improvement-store.contract.ts';
import { loseAnswers } from './lost-answers.ts';
import { ownerStoreContract } from './owner-store.contract.ts';
import { sourceLogContract } from './source-log.contract.ts';
import { startTables, type Tables } from './tables.ts';
import { watermarksContract } from './watermarks.contract.ts';

let tables: Tables;
beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables[Symbol.asyncDispose]());

describe('deliveries in memory', () => deliveryStoreContract(async () => new MemoryDeliveryStore()));
describe('deliveries in DynamoDB', () => {
  deliveryStoreContract(async () =>
    dynamodbDeliveryStore(tables.client, { table: await tables.create('deliveries') }),
  );

  test('a record expires a hundred days after the delivery, in seconds', async () => {
    const table = await tables.create('deliveries');
    const deliveries = dynamodbDeliveryStore(tables.client, { table });
    await deliveries.record(aDeliveryRecord({ outcome: { kind: 'nothing', reason: 'ping' } }));
    await deliveries.record(aKeptRecord('d-1'));
    const { Items = [] } = await tables.client.send(new ScanCommand({ TableName: table }));
    const expiresAt = noon / 1000 + 100 * 86_400;
    expect(Items.map(({ part, ...item }) => [part, item['expiresAt']]).sort()).toEqual([
      ['delivery#d-1', expiresAt],
      ['record', expiresAt],
    ]);
  });

  test('a record with the body of a common response is one write unit', async () => {
    const table = await tables.create('deliveries');
    const comment = 'Livraison en retard, personne ne répond au téléphone. '.repeat(5);
    const body = Buffer.from(
      JSON.stringify({ type: 'response.completed', data: someFeedback().answers, comment }),
    );
    await dynamodbDeliveryStore(tables.client, { table }).record(aKeptRecord('msg_2b9f0c61', { body }));
    const { Items: [item = {}] = [] } = await tables.client.send(new ScanCommand({ TableName: table }));
    const { body: kept, ...rest } = item;
    expect(JSON.stringify(rest).length + kept.length).toBeLessThan(1024);
  });

  test('forgetting the bodies of a response leaves nothing of them in its rows', async () => {
    const table = await tables.create('deliveries');
    const deliveries = dynamodbDeliveryStore(tables.client, { table });
    await deliveries.record(aKeptRecord('d-1'));
    await deliveries.forgetKept('post-purchase#r-1');
    const { Items = [] } = await tables.client.send(new ScanCommand({ TableName: table }));
    expect(Items).toEqual([expect.not.objectContaining({ body: expect.anything() })]);
    expect(Items).toEqual([expect.not.objectContaining({ headers: expect.anything() })]);
  });

  test('a forgotten delivery leaves no row behind', async () => {
    const table = await tables.create('deliveries');
    const deliveries = dynamodbDeliveryStore(tables.client, { table });
    await deliveries.setAside(aSetAside('a'));
    await deliveries.forgetSetAside('a');
    expect((await tables.client.send(new ScanCommand({ TableName: table }))).Count).toBe(0);
  });
});

describe('the log of sources in memory', () => sourceLogContract(async () => new MemorySourceLog()));
describe('the log of sources in DynamoDB', () =>
  sourceLogContract(async () =>
    dynamodbSourceLog(tables.client, { table: await tables.create('deliveries') }),
  ));

describe('watermarks in memory', () => watermarksContract(async () => new MemoryWatermarks()));
describe('watermarks in DynamoDB', () =>
  watermarksContract(async () =>
    dynamodbWatermarks(tables.client, { table: await tables.create('deliveries') }),
  ));

describe('feedback in memory', () =>
  feedbackStoreContract(async (pageSize) => new MemoryFeedbackStore({ pageSize })));
describe('feedback in DynamoDB', () => {
  feedbackStoreContract(async (pageSize) =>
    dynamodbFeedbackStore(tables.client, { table: await tables.create('feedback'), pageSize }),
  );

  test('feedback with every field and a comment of three lines is one write unit', async () => {
    const table = await tables.create('feedback');
    const comment = 'Livraison en retard, personne ne répond au téléphone. '.repeat(5);
    const feedback = someFeedback({ answers: { ...someFeedback().answers, comment } });
    await dynamodbFeedbackStore(tables.client, { table }).save(feedback);
    const { Item } = await tables.client.send(new GetCommand({ TableName: table, Key: { id: feedback.id } }));
    expect(JSON.stringify(Item).length).toBeLessThan(1024);
  });
});

describe('cases in memory', () => caseStoreContract(async () => new MemoryCaseStore()));
describe('cases in DynamoDB', () =>
  caseStoreContract(async () => dynamodbCaseStore(tables.client, { table: await tables.create('cases') })));

describe('colleagues in memory', () => ownerStoreContract(async () => new MemoryOwnerStore()));
describe('colleagues in DynamoDB', () => {
  ownerStoreContract(async () => dynamodbOwnerStore(tables.client, { table: await tables.create('owners') }));

  test('days expire after three days, in seconds; what waits and what went out last do not', async () => {
    const table = await tables.create('owners');
    const owners = dynamodbOwnerStore(tables.client, { table });
    const message = (key: string) =>
      ({ key, caseId: 'C', at: noon, about: { what: 'opened' }, role: 'owner' }) as const;
    await owners.admit('lea@example.com', '2026-11-23', message('a'), 1);
    await owners.admit('lea@example.com', '2026-11-23', message('b'), 1);
    await owners.noteDigest('lea@example.com', 'own', { day: '2026-11-23', at: noon });
    const { Items = [] } = await tables.client.send(new ScanCommand({ TableName: table }));
    const expiresAt = noon / 1000 + 3 * 86_400;
    expect(Items.map(({ part, ...item }) => [part, item['expiresAt']]).sort()).toEqual([
      ['collected#b', undefined],
      ['day#2026-11-23', expiresAt],
      ['digest#own', undefined],
    ]);
  });
});

describe('customers in memory', () => customerStoreContract(async () => new MemoryCustomerStore()));
describe('customers in DynamoDB', () => {
  customerStoreContract(async () =>
    dynamodbCustomerStore(tables.client, { table: await tables.create('customers') }),
  );

  test('a claim whose answer got lost on the way is still ours', async () => {
    const table = await tables.create('customers');
    using _ = loseAnswers(tables.client, 1);
    const customers = dynamodbCustomerStore(tables.client, { table });
    expect(await customers.claimMail(aCustomerMail(), noon)).toBe('claimed');
    expect(await customers.claimMail(aCustomerMail(), noon)).toBe('taken');
  });

  test('what the mail service said lies with the mail', async () => {
    const table = await tables.create('customers');
    const customers = dynamodbCustomerStore(tables.client, { table });
    await customers.claimMail(aCustomerMail(), noon);
    await customers.settleMail(aCustomerMail(), { messageId: 'm-1' });
    const key = { key: 'p-ana', part: 'mail#campaign#delivery-1' };
    const { Item } = await tables.client.send(new GetCommand({ TableName: table, Key: key }));
    expect(Item).toMatchObject({ purpose: 'campaign', at: noon, messageId: 'm-1' });
  });
});

describe('improvements in memory', () => improvementStoreContract(async () => new MemoryImprovementStore()));
describe('improvements in DynamoDB', () =>
  improvementStoreContract(async () =>
    dynamodbImprovementStore(tables.client, { table: await tables.create('improvements') }),
  ));
