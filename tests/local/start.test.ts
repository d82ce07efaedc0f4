import { expect, it } from 'vitest';
import { editedAssembly, type Resources } from './fixture-assembly.ts';
import { startFixture } from './fixture-run.ts';

function policyOf(
  resources: Resources,
  part: string,
): { Properties: { PolicyDocument: { Statement: object[] } } } {
  const [id] = Object.keys(resources).filter((key) => key.startsWith(part));
  return JSON.parse(JSON.stringify(resources[id ?? '']));
}

it('refuses to start on a resource type that it cannot run, naming it', async () => {
  const assembly = await editedAssembly((resources) => {
    resources['Stream5F3A'] = { Type: 'AWS::Kinesis::Stream', Properties: {} };
  });
  await expect(startFixture({ assembly })).rejects.toThrow(/Stream5F3A.*AWS::Kinesis::Stream/);
});

it('refuses to start on a policy form that it does not understand', async () => {
  const assembly = await editedAssembly((resources) => {
    const policy = policyOf(resources, 'closeServiceRoleDefaultPolicy');
    policy.Properties.PolicyDocument.Statement = [
      {
        Effect: 'Allow',
        Action: 's3:*',
        Resource: '*',
        Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
      },
    ];
    for (const id of Object.keys(resources))
      if (id.startsWith('closeServiceRoleDefaultPolicy')) resources[id] = { ...policy };
  });
  await expect(startFixture({ assembly })).rejects.toThrow(
    /does not understand the policy of closeServiceRole/,
  );
});

it('refuses a call whose grant was taken away, and counts it', async () => {
  const assembly = await editedAssembly((resources) => {
    const policy = policyOf(resources, 'receiveServiceRoleDefaultPolicy');
    policy.Properties.PolicyDocument.Statement = [
      { Effect: 'Allow', Action: 'logs:PutLogEvents', Resource: '*' },
    ];
    for (const id of Object.keys(resources))
      if (id.startsWith('receiveServiceRoleDefaultPolicy')) resources[id] = { ...policy };
  });
  const run = await startFixture({ assembly });
  expect(await run.submit({ id: 'x' })).toBe(500);
  expect(await run.calls()).toContainEqual(
    expect.objectContaining({ service: 'sqs', action: 'SendMessage', count: 1, denied: 1 }),
  );
  await run.stop();
});

it('does not let the API call a function that gives it no permission', async () => {
  const assembly = await editedAssembly((resources) => {
    for (const [id, { Type }] of Object.entries(resources))
      if (Type === 'AWS::Lambda::Permission' && id.startsWith('ApiANY')) delete resources[id];
  });
  const run = await startFixture({ assembly });
  expect(await run.submit({ id: 'x' })).toBe(500);
  await run.stop();
});
