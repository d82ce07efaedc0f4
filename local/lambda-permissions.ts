import * as z from 'zod';
import type { Deployment } from './deployment.ts';
import { allowsService, type Statement } from './engines/iam.ts';
import type { Functions } from './functions.ts';

const PermissionProperties = z.object({
  Action: z.string(),
  FunctionName: z.string(),
  Principal: z.string(),
  SourceArn: z.string().optional(),
  SourceAccount: z.string().optional(),
});

/** Which services a function lets in: its resource policy, made of AWS::Lambda::Permission. */
export class LambdaPermissions {
  private readonly byFunction = new Map<string, Statement[]>();

  constructor(deployment: Deployment, functions: Functions) {
    for (const resource of deployment.ofType('AWS::Lambda::Permission')) {
      const { Action, FunctionName, Principal, SourceArn, SourceAccount } = PermissionProperties.parse(
        resource.properties,
      );
      const arn = functions.find(FunctionName)?.arn;
      if (arn === undefined) throw new Error(`${resource.logicalId} names no function of the templates`);
      const statement: Statement = {
        Effect: 'Allow',
        Action: [Action],
        Resource: [arn],
        Principal: { Service: [Principal] },
        Condition: {
          ...(SourceArn !== undefined && { ArnLike: { 'aws:SourceArn': [SourceArn] } }),
          ...(SourceAccount !== undefined && { StringEquals: { 'aws:SourceAccount': [SourceAccount] } }),
        },
      };
      this.byFunction.set(arn, [...(this.byFunction.get(arn) ?? []), statement]);
    }
  }

  allows(functionArn: string, service: string, sourceArn: string): boolean {
    return allowsService(this.byFunction.get(functionArn) ?? [], service, {
      action: 'lambda:InvokeFunction',
      resource: functionArn,
      facts: { 'aws:sourcearn': sourceArn, 'aws:sourceaccount': sourceArn.split(':')[4] || '000000000000' },
    });
  }
}
