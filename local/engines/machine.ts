import { StateMachine } from 'aws-local-stepfunctions';
import * as z from 'zod';
import type { Resource } from '../deployment.ts';
import { parseRecord } from '../json-value.ts';
import type { Permissions, Role } from '../permissions.ts';
import { type RunnableDefinition, runnableDefinition } from './state-definition.ts';

const MachineProperties = z.object({
  RoleArn: z.string(),
  DefinitionString: z.string().optional(),
  Definition: z.record(z.string(), z.unknown()).optional(),
  DefinitionSubstitutions: z.record(z.string(), z.coerce.string()).default({}),
});
// The definition was rewritten from a parsed template; the library validates it again when it is loaded.
const Definition = z.custom<ConstructorParameters<typeof StateMachine>[0]>();

export interface Machine {
  readonly name: string;
  readonly arn: string;
  readonly role: Role;
  readonly runnable: RunnableDefinition;
  readonly library: StateMachine;
  /** As written in the template. */
  readonly source: string;
}

/** Throws when the definition has something that the engine cannot run. */
export function machineOf(resource: Resource, permissions: Permissions): Machine {
  const {
    RoleArn,
    DefinitionString,
    Definition: inline,
    DefinitionSubstitutions,
  } = MachineProperties.parse(resource.properties);
  const text = (DefinitionString ?? JSON.stringify(inline)).replace(
    /\$\{(\w+)\}/g,
    (whole, name: string) => DefinitionSubstitutions[name] ?? whole,
  );
  const identity = { name: resource.attributes['Name'] ?? resource.ref, arn: resource.ref };
  const runnable = runnableDefinition(parseRecord(text), identity);
  const library = new StateMachine(Definition.parse(runnable.definition), {
    validationOptions: { checkArn: false },
  });
  return {
    ...identity,
    role: permissions.role(RoleArn),
    runnable,
    library,
    source: text,
  };
}
