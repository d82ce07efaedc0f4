import {
  type Answer,
  type AwsCall,
  type Engine,
  jsonAnswer,
  type Requirement,
  ServiceError,
} from '../engine.ts';

/** CloudWatch takes metrics and forgets them: the local run draws no graphs. */
export class CloudWatch implements Engine {
  requirements({ action }: AwsCall): Requirement[] {
    return [{ action: `cloudwatch:${action}`, anyOf: ['*'] }];
  }

  async answer({ action }: AwsCall): Promise<Answer> {
    if (action !== 'PutMetricData')
      throw new ServiceError('UnknownOperationException', `the local run has no cloudwatch:${action}`);
    return jsonAnswer({});
  }
}
