import { describe, expect, it } from 'vitest';
import { allowsService, isAllowed, parsePolicy } from '../../local/engines/iam.ts';

const TABLE = 'arn:aws:dynamodb:eu-west-1:000000000000:table/Cases';
const parse = (...Statement: object[]) => parsePolicy({ Version: '2012-10-17', Statement }, 'the test');
const allow = (more: object) =>
  parse({ Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: TABLE, ...more });

describe('a policy', () => {
  it('allows what it names and nothing else', () => {
    expect(isAllowed(allow({}), 'dynamodb:GetItem', TABLE, {})).toBe(true);
    expect(isAllowed(allow({}), 'dynamodb:PutItem', TABLE, {})).toBe(false);
    expect(isAllowed(allow({}), 'dynamodb:GetItem', `${TABLE}2`, {})).toBe(false);
  });

  it('allows by wildcards in the action, regardless of case', () => {
    const statements = allow({ Action: ['dynamodb:get*', 'sqs:Send????age'] });
    expect(isAllowed(statements, 'dynamodb:GetItem', TABLE, {})).toBe(true);
    expect(isAllowed(statements, 'sqs:SendMessage', TABLE, {})).toBe(true);
    expect(isAllowed(statements, 'dynamodb:PutItem', TABLE, {})).toBe(false);
  });

  it('does not mistake a table for its index', () => {
    expect(isAllowed(allow({}), 'dynamodb:GetItem', `${TABLE}/index/byOwner`, {})).toBe(false);
    expect(
      isAllowed(allow({ Resource: `${TABLE}/index/*` }), 'dynamodb:GetItem', `${TABLE}/index/byOwner`, {}),
    ).toBe(true);
  });

  it('takes a dot in a pattern for a dot', () => {
    const statements = allow({ Action: 'ses:SendEmail', Resource: 'arn:*:identity/example.com' });
    expect(isAllowed(statements, 'ses:SendEmail', 'arn:x:identity/exampleXcom', {})).toBe(false);
  });

  it('denies whatever else allows', () => {
    const statements = parse(
      { Effect: 'Allow', Action: '*', Resource: '*' },
      { Effect: 'Deny', Action: 'dynamodb:DeleteItem', Resource: '*' },
    );
    expect(isAllowed(statements, 'dynamodb:DeleteItem', TABLE, {})).toBe(false);
    expect(isAllowed(statements, 'dynamodb:GetItem', TABLE, {})).toBe(true);
  });

  it('excepts by NotAction and NotResource', () => {
    const statements = parse({ Effect: 'Allow', NotAction: 'dynamodb:*', NotResource: TABLE });
    expect(isAllowed(statements, 'sqs:SendMessage', 'arn:other', {})).toBe(true);
    expect(isAllowed(statements, 'dynamodb:GetItem', 'arn:other', {})).toBe(false);
    expect(isAllowed(statements, 'sqs:SendMessage', TABLE, {})).toBe(false);
  });

  it('allows under a condition only when the fact is known and fits', () => {
    const statements = allow({ Condition: { StringLike: { 'ses:FromAddress': '*@example.com' } } });
    expect(isAllowed(statements, 'dynamodb:GetItem', TABLE, { 'ses:fromaddress': 'a@example.com' })).toBe(
      true,
    );
    expect(isAllowed(statements, 'dynamodb:GetItem', TABLE, { 'ses:fromaddress': 'a@evil.test' })).toBe(
      false,
    );
    expect(isAllowed(statements, 'dynamodb:GetItem', TABLE, {})).toBe(false);
  });

  it('denies under a condition when the fact is unknown', () => {
    const statements = [
      ...allow({}),
      ...parse({
        Effect: 'Deny',
        Action: '*',
        Resource: '*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    ];
    expect(isAllowed(statements, 'dynamodb:GetItem', TABLE, {})).toBe(false);
    expect(isAllowed(statements, 'dynamodb:GetItem', TABLE, { 'aws:securetransport': 'true' })).toBe(true);
  });

  it('lets in the service it names, from the source it names', () => {
    const statements = parse({
      Effect: 'Allow',
      Principal: { Service: 'sns.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: 'arn:queue',
      Condition: { ArnEquals: { 'aws:SourceArn': 'arn:topic' } },
    });
    const request = {
      action: 'sqs:SendMessage',
      resource: 'arn:queue',
      facts: { 'aws:sourcearn': 'arn:topic' },
    };
    expect(allowsService(statements, 'sns.amazonaws.com', request)).toBe(true);
    expect(allowsService(statements, 'ses.amazonaws.com', request)).toBe(false);
    expect(
      allowsService(statements, 'sns.amazonaws.com', { ...request, facts: { 'aws:sourcearn': 'arn:x' } }),
    ).toBe(false);
  });

  it.each([
    ['an unknown operator', { Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }],
    ['a set operator', { Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['x'] } } }],
    ['an unknown element', { NotPrincipal: '*' }],
    ['an unknown effect', { Effect: 'Maybe' }],
  ])('is refused at start with %s', (_, more) => {
    expect(() => allow(more)).toThrow('does not understand the policy of the test');
  });
});
