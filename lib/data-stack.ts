import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Configuration } from '../functions/domain/configuration.ts';
import { Data } from './data.ts';
import { Secrets } from './secrets.ts';

export interface DataStackProps extends StackProps {
  readonly configuration: Configuration;
}

/** What must outlive every deployment: tables and secrets. */
export class DataStack extends Stack {
  readonly data: Data;

  constructor(scope: Construct, id: string, { configuration, ...props }: DataStackProps) {
    super(scope, id, { ...props, terminationProtection: true });
    this.data = new Data(this, 'Data');
    const { sources } = new Secrets(this, 'Secrets', { configuration });
    // Here and not beside the other outputs: exported to another stack, a source could not be removed in one deployment.
    new CfnOutput(this, 'Sources', { value: sources });
  }
}
