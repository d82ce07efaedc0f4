import { describe, expect, it } from 'vitest';
import { resolveIntrinsics, type Scope } from '../../local/intrinsics.ts';

const scope: Scope = {
  ref: (name) => ({ Queue: 'https://queue', 'AWS::Region': 'eu-west-1' })[name] ?? `ref(${name})`,
  attribute: (logicalId, name) => `${logicalId}.${name}`,
  importValue: (name) => `import(${name})`,
  condition: (name) =>
    ({ IsLive: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] }, Never: false })[name],
  mapping: (...path) => path.join('/'),
  localise: (text) => text.replace('https://abc.execute-api.eu-west-1.amazonaws.com', 'http://127.0.0.1:1'),
};

/** `Fn::Sub`'s own notation. */
const variable = (name: string) => `\${${name}}`;

describe('template functions', () => {
  it.each<[string, unknown, unknown]>([
    ['Ref', { Ref: 'Queue' }, 'https://queue'],
    ['Fn::GetAtt as a list', { 'Fn::GetAtt': ['Table', 'Arn'] }, 'Table.Arn'],
    ['Fn::GetAtt as a text', { 'Fn::GetAtt': 'Table.Arn' }, 'Table.Arn'],
    ['Fn::Join', { 'Fn::Join': ['-', ['a', { Ref: 'AWS::Region' }]] }, 'a-eu-west-1'],
    [
      'Fn::Sub',
      { 'Fn::Sub': `${variable('Queue')}/${variable('Table.Arn')}/${variable('!Kept')}` },
      `https://queue/Table.Arn/${variable('Kept')}`,
    ],
    [
      'Fn::Sub with variables',
      { 'Fn::Sub': [`${variable('x')}!`, { x: { Ref: 'AWS::Region' } }] },
      'eu-west-1!',
    ],
    [
      'Fn::Select of Fn::Split',
      { 'Fn::Select': [1, { 'Fn::Split': ['-', { Ref: 'AWS::Region' }] }] },
      'west',
    ],
    ['Fn::ImportValue', { 'Fn::ImportValue': 'Other:Export' }, 'import(Other:Export)'],
    ['Fn::If', { 'Fn::If': ['IsLive', 'yes', 'no'] }, 'yes'],
    ['Fn::If that fails', { 'Fn::If': ['Never', 'yes', 'no'] }, 'no'],
    ['Fn::FindInMap', { 'Fn::FindInMap': ['Map', { Ref: 'AWS::Region' }, 'key'] }, 'Map/eu-west-1/key'],
  ])('%s', (_, template, expected) => {
    expect(resolveIntrinsics(template, scope)).toEqual(expected);
  });

  it('leave out a member without value', () => {
    expect(resolveIntrinsics({ kept: 1, gone: { Ref: 'AWS::NoValue' } }, scope)).toEqual({ kept: 1 });
  });

  it('turn the public address of the API into the local one', () => {
    const url = { 'Fn::Join': ['', ['https://abc.execute-api.', { Ref: 'AWS::Region' }, '.amazonaws.com/']] };
    expect(resolveIntrinsics(url, scope)).toBe('http://127.0.0.1:1/');
  });

  it('leave the conditions of a policy statement alone', () => {
    const statement = { Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
    expect(resolveIntrinsics(statement, scope)).toEqual(statement);
  });

  it('are refused when unknown', () => {
    expect(() => resolveIntrinsics({ 'Fn::Cidr': [] }, scope)).toThrow('Fn::Cidr');
  });
});
