import { type Answer, type AwsCall, type Engine, type Requirement, ServiceError } from '../engine.ts';

/** STS only says who calls. */
export class Sts implements Engine {
  requirements(_: AwsCall): Requirement[] {
    return [];
  }

  async answer({ action, caller }: AwsCall): Promise<Answer> {
    if (action !== 'GetCallerIdentity')
      throw new ServiceError('InvalidAction', `the local run has no sts:${action}`);
    const arn =
      caller.kind === 'operator'
        ? 'arn:aws:iam::000000000000:user/operator'
        : `arn:aws:sts::000000000000:assumed-role/${caller.role.name}/${caller.name}`;
    const result = `<Arn>${arn}</Arn><UserId>${caller.name}</UserId><Account>000000000000</Account>`;
    const body = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>${result}</GetCallerIdentityResult></GetCallerIdentityResponse>`;
    return { status: 200, headers: { 'content-type': 'text/xml' }, body };
  }
}
