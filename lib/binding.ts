import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';

/** Allows a function something. Made by the owner of the resource, which alone knows its actions and ARNs. */
export type Grant = (grantee: IGrantable) => void;

/** A variable's value with the access that it stands for, so that neither is given without the other. */
export interface Binding {
  readonly value: string;
  readonly grant: Grant;
}

export function allow(actions: readonly string[], resources: readonly string[]): Grant {
  return ({ grantPrincipal }) => {
    grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({ actions: [...actions], resources: [...resources] }),
    );
  };
}

/** A value that opens nothing. */
export function constant(value: string): Binding {
  return { value, grant: () => {} };
}
