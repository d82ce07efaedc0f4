import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { describe, expect, it } from 'vitest';
import { constant } from '../../lib/binding.ts';
import { Data, historyAccess } from '../../lib/data.ts';
import type { HouseFunctionProps } from '../../lib/house-function.ts';
import { configuration } from '../fixtures/deliveries.ts';

describe('a binding to a table', () => {
  it('gives the access of the methods it names, and no more', () => {
    const stack = new Stack(new App({ builtinCloudFormationValidation: false }), 'Test');
    const { feedback } = new Data(stack, 'Data');
    const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    feedback.binding('get', 'ofCustomer').grant(role);
    const actions = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy')).flatMap(
      (policy) => JSON.stringify(policy).match(/dynamodb:\w+/g),
    );
    expect(actions.sort()).toEqual(['dynamodb:GetItem', 'dynamodb:Query']);
  });
});

describe('what decides on cases', () => {
  it('may look up what a customer said before only where a rule asks for it', () => {
    const asking = { id: 'again', when: { repeatWithin: 1 }, priority: 'normal' } as const;
    expect(historyAccess({ configuration })).toEqual([]);
    expect(historyAccess({ configuration: { ...configuration, rules: [asking] } })).toEqual(['ofCustomer']);
  });
});

describe('the environment of a function', () => {
  it('does not compile when a variable of its schema is missing or unknown', () => {
    // @ts-expect-error: CASE_MACHINE_ARN is missing
    const missing: HouseFunctionProps<'await-owner'>['environment'] = { CASES_TABLE: constant('cases') };
    const unknown: HouseFunctionProps<'record-mail-event'>['environment'] = {
      CUSTOMERS_TABLE: constant('customers'),
      // @ts-expect-error: nobody reads it
      CASES_TABLE: constant('cases'),
    };
    expect([missing, unknown]).toHaveLength(2);
  });
});
