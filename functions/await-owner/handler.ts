import * as z from 'zod';
import configuration from '#configuration';
import { stepFunctionsCaseExecutions } from '../aws/case-executions.ts';
import { dynamodbCaseStore } from '../aws/case-store.ts';
import { executionClient, tableClient } from '../aws/clients.ts';
import { readEnvironment } from '../runtime/environment.ts';
import { stepHandler } from '../runtime/step.ts';
import { awaitOwner } from './await-owner.ts';
import { environment } from './env.ts';

// Once per cold start.
const env = readEnvironment(environment);
const ports = {
  cases: dynamodbCaseStore(tableClient(), { table: env.CASES_TABLE }),
  executions: stepFunctionsCaseExecutions(executionClient(), { stateMachineArn: env.CASE_MACHINE_ARN }),
};

const input = z.object({ caseId: z.string(), events: z.number(), token: z.string() });

// Called by the case machine, which waits for the token.
export const handler = stepHandler(input, (wait) => awaitOwner(ports, configuration, wait, Date.now()));
