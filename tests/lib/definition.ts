import * as z from 'zod';
import { resources } from './synthesised.ts';

const Definition = z.object({
  StartAt: z.string(),
  States: z.record(z.string(), z.record(z.string(), z.unknown())),
});
const Parts = z.object({ 'Fn::Join': z.tuple([z.literal(''), z.array(z.unknown())]) });

/** A state machine's definition out of its template, its references replaced by `…`. */
export function definitionOf(machineName: string): z.output<typeof Definition> {
  const found = resources('AWS::StepFunctions::StateMachine').find(
    ([, { Properties }]) => Properties['StateMachineName'] === machineName,
  );
  if (!found) throw new Error(`no state machine is called ${machineName}`);
  const [, parts] = Parts.parse(found[1].Properties['DefinitionString'])['Fn::Join'];
  return Definition.parse(JSON.parse(parts.map((part) => (typeof part === 'string' ? part : '…')).join('')));
}
