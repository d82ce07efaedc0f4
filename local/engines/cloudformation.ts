import { escapeXml } from '../aws-request.ts';
import type { Deployment, Output } from '../deployment.ts';
import { type Answer, type AwsCall, type Engine, type Requirement, ServiceError } from '../engine.ts';
import { type JsonRecord, textAt } from '../json-value.ts';

/** As much of CloudFormation as operator commands read: stacks with their outputs, exports and resources. */
export class CloudFormation implements Engine {
  private readonly deployment: Deployment;

  constructor(deployment: Deployment) {
    this.deployment = deployment;
  }

  requirements({ action }: AwsCall): Requirement[] {
    return [{ action: `cloudformation:${action}`, anyOf: ['*'] }];
  }

  async answer({ action, params }: AwsCall): Promise<Answer> {
    switch (action) {
      case 'DescribeStacks':
        return xml(
          action,
          `<Stacks>${this.stacks(params)
            .map((name) => this.describe(name))
            .join('')}</Stacks>`,
        );
      case 'ListExports': {
        const exported = this.deployment.outputs.filter(({ exportName }) => exportName !== undefined);
        return xml(action, `<Exports>${exported.map(exportMember).join('')}</Exports>`);
      }
      case 'ListStackResources':
      case 'DescribeStackResources':
        return xml(action, this.resources(action, params));
      default:
        throw new ServiceError('InvalidAction', `the local run has no cloudformation:${action}`);
    }
  }

  private stacks(params: JsonRecord): string[] {
    const wanted = textAt(params, 'StackName');
    const names = [...new Set(this.deployment.resources.map(({ stack }) => stack))];
    if (wanted === undefined) return names;
    if (!names.includes(wanted))
      throw new ServiceError('ValidationError', `Stack with id ${wanted} does not exist`);
    return [wanted];
  }

  private describe(name: string): string {
    const outputs = this.deployment.outputs.filter(({ stack }) => stack === name).map(outputMember);
    return `<member><StackName>${escapeXml(name)}</StackName><StackId>${this.stackId(name)}</StackId><StackStatus>CREATE_COMPLETE</StackStatus><CreationTime>2026-01-01T00:00:00Z</CreationTime><Outputs>${outputs.join('')}</Outputs></member>`;
  }

  private resources(action: string, params: JsonRecord): string {
    const [name] = this.stacks(params);
    const members = this.deployment.resources
      .filter(({ stack }) => stack === name)
      .map(
        ({ logicalId, ref, type }) =>
          `<member><LogicalResourceId>${logicalId}</LogicalResourceId><PhysicalResourceId>${escapeXml(ref)}</PhysicalResourceId><ResourceType>${type}</ResourceType><ResourceStatus>CREATE_COMPLETE</ResourceStatus></member>`,
      )
      .join('');
    return action === 'ListStackResources'
      ? `<StackResourceSummaries>${members}</StackResourceSummaries>`
      : `<StackResources>${members}</StackResources>`;
  }

  private stackId(name: string): string {
    const { region, account } = this.deployment.place;
    return `arn:aws:cloudformation:${region}:${account}:stack/${escapeXml(name)}/local`;
  }
}

function outputMember({ key, value, description, exportName }: Output): string {
  const extras = [
    description === undefined ? '' : `<Description>${escapeXml(description)}</Description>`,
    exportName === undefined ? '' : `<ExportName>${escapeXml(exportName)}</ExportName>`,
  ];
  return `<member><OutputKey>${key}</OutputKey><OutputValue>${escapeXml(value)}</OutputValue>${extras.join('')}</member>`;
}

function exportMember({ stack, value, exportName = '' }: Output): string {
  return `<member><ExportingStackId>${escapeXml(stack)}</ExportingStackId><Name>${escapeXml(exportName)}</Name><Value>${escapeXml(value)}</Value></member>`;
}

function xml(action: string, result: string): Answer {
  const body = `<${action}Response xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><${action}Result>${result}</${action}Result><ResponseMetadata><RequestId>local</RequestId></ResponseMetadata></${action}Response>`;
  return { status: 200, headers: { 'content-type': 'text/xml' }, body };
}
