import { describe, expect, it } from 'vitest';
import { definitionOf } from './definition.ts';
import { resources } from './synthesised.ts';

const patient = {
  IntervalSeconds: 2,
  BackoffRate: 2,
  MaxDelaySeconds: 300,
  MaxAttempts: 12,
  JitterStrategy: 'FULL',
};

describe('the case machine', () => {
  const { StartAt, States } = definitionOf('retour-demo-case');

  it('works what is due, then waits', () => {
    expect(StartAt).toBe('Work');
    expect(States['Work']).toMatchObject({ Type: 'Task', OutputPath: '$.Payload', Next: 'Await' });
    expect(States['Work']).toHaveProperty('Parameters.Payload', { 'caseId.$': '$.caseId' });
  });

  it('tries its work again for whatever reason it failed', () => {
    expect(States['Work']?.['Retry']).toEqual([{ ErrorEquals: ['States.ALL'], ...patient }]);
  });

  it('waits as long as the case says, with a token by which whoever acts can wake it', () => {
    expect(States['Await']).toMatchObject({
      Resource: expect.stringMatching(/lambda:invoke\.waitForTaskToken$/),
      TimeoutSecondsPath: '$.waitSeconds',
    });
    expect(States['Await']).toHaveProperty('Parameters.Payload', {
      'caseId.$': '$.caseId',
      'events.$': '$.events',
      'token.$': '$$.Task.Token',
    });
  });

  it('goes on waiting when it was woken with a new state', () => {
    expect(States['Await']).toMatchObject({ Next: 'Await' });
  });

  it('works again when its time has come or when it is told that something is due, and ends when the case is closed', () => {
    expect(States['Await']?.['Catch']).toEqual([
      { ErrorEquals: ['States.Timeout', 'StepDue'], ResultPath: null, Next: 'Work' },
      { ErrorEquals: ['CaseClosed'], ResultPath: null, Next: 'Closed' },
    ]);
    expect(States['Closed']).toEqual({ Type: 'Succeed' });
  });

  it('tries to wait again after a failure, but not after a time-out or when it was told what to do', () => {
    expect(States['Await']?.['Retry']).toEqual([
      { ErrorEquals: ['CaseClosed', 'StepDue'], MaxAttempts: 0 },
      { ErrorEquals: ['States.TaskFailed'], ...patient },
    ]);
  });
});

describe('the campaign machine', () => {
  const { StartAt, States } = definitionOf('retour-demo-campaign');

  it('mails page after page, sleeps through quiet hours, and ends', () => {
    expect(StartAt).toBe('MailPage');
    expect(States['MailPage']).toMatchObject({ OutputPath: '$.Payload', Next: 'IsMoreToDo' });
    expect(States['MailPage']).toHaveProperty(['Parameters', 'Payload.$'], '$');
    expect(States['IsMoreToDo']).toMatchObject({
      Choices: [
        { Variable: '$.more', BooleanEquals: true, Next: 'MailPage' },
        { Variable: '$.resumeAt', IsPresent: true, Next: 'UntilMorning' },
      ],
      Default: 'Done',
    });
    expect(States['UntilMorning']).toEqual({ Type: 'Wait', TimestampPath: '$.resumeAt', Next: 'MailPage' });
  });
});

it.each(resources('AWS::StepFunctions::StateMachine'))('%s logs every step and no data', (_, machine) => {
  expect(machine.Properties).toMatchObject({
    StateMachineType: 'STANDARD',
    LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: false },
    TracingConfiguration: { Enabled: true },
  });
});
