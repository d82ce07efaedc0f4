import type { Assembly, Stack } from './assembly.ts';
import { type Identity, identify, type Place } from './identities.ts';
import { resolveIntrinsics, type Scope } from './intrinsics.ts';
import { isRecord, type JsonRecord } from './json-value.ts';

export interface Resource {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Properties after template functions. */
  readonly properties: JsonRecord;
}

export interface Output {
  readonly stack: string;
  readonly key: string;
  readonly value: string;
  readonly description: string | undefined;
  readonly exportName: string | undefined;
}

/** The app as CloudFormation would have made it: every resource with its names, every template function resolved. */
export interface Deployment {
  readonly place: Place;
  readonly resources: readonly Resource[];
  readonly outputs: readonly Output[];
  readonly assets: ReadonlyMap<string, string>;
  ofType(...types: string[]): readonly Resource[];
}

/** Throws when a resource's type is not supported or a template function cannot be resolved, naming the resource. */
export function deploy(assembly: Assembly, place: Place): Deployment {
  const scopes = new Map(
    assembly.stacks.map((stack) => [stack.name, new StackScope(stack, place, exported)]),
  );

  function exported(name: string): unknown {
    for (const stack of assembly.stacks) {
      const scope = scopes.get(stack.name);
      for (const output of Object.values(stack.template.Outputs))
        if (scope !== undefined && output.Export !== undefined && scope.resolve(output.Export.Name) === name)
          return scope.resolve(output.Value);
    }
    throw new Error(`no stack exports ${name}`);
  }

  const resources = [...scopes.values()].flatMap((scope) => scope.resources());
  return {
    place,
    resources,
    outputs: [...scopes.values()].flatMap((scope) => scope.outputs()),
    assets: assembly.assets,
    ofType: (...types) => resources.filter((resource) => types.includes(resource.type)),
  };
}

class StackScope implements Scope {
  private readonly stack: Stack;
  private readonly place: Place;
  private readonly exported: (name: string) => unknown;
  private readonly identities = new Map<string, Identity>();

  constructor(stack: Stack, place: Place, exported: (name: string) => unknown) {
    this.stack = stack;
    this.place = place;
    this.exported = exported;
  }

  resolve(value: unknown): unknown {
    return resolveIntrinsics(value, this);
  }

  resources(): Resource[] {
    const { name, template } = this.stack;
    return Object.entries(template.Resources)
      .filter(([, resource]) => this.exists(resource.Condition))
      .map(([logicalId, resource]) => {
        const { ref, attributes } = this.identity(logicalId);
        const properties = this.propertiesOf(logicalId, resource.Properties);
        return { stack: name, logicalId, type: resource.Type, ref, attributes, properties };
      });
  }

  outputs(): Output[] {
    const { name, template } = this.stack;
    return Object.entries(template.Outputs)
      .filter(([, output]) => this.exists(output.Condition))
      .map(([key, output]) => {
        const value = this.resolve(output.Value);
        return {
          stack: name,
          key,
          value: typeof value === 'string' ? value : JSON.stringify(value),
          description: output.Description,
          exportName: output.Export === undefined ? undefined : String(this.resolve(output.Export.Name)),
        };
      });
  }

  ref(name: string): unknown {
    const { region, account } = this.place;
    switch (name) {
      case 'AWS::Region':
        return region;
      case 'AWS::AccountId':
        return account;
      case 'AWS::Partition':
        return 'aws';
      case 'AWS::URLSuffix':
        return 'amazonaws.com';
      case 'AWS::StackName':
        return this.stack.name;
      case 'AWS::StackId':
        return `arn:aws:cloudformation:${region}:${account}:stack/${this.stack.name}/local`;
      case 'AWS::NotificationARNs':
        return [];
      default: {
        const parameter = this.stack.template.Parameters[name];
        return parameter === undefined ? this.identity(name).ref : parameter.Default;
      }
    }
  }

  attribute(logicalId: string, name: string): unknown {
    const value = this.identity(logicalId).attributes[name];
    if (value === undefined) throw new Error(`the local run knows no attribute ${name} of ${logicalId}`);
    return value;
  }

  importValue(name: string): unknown {
    return this.exported(name);
  }

  condition(name: string): unknown {
    const condition = this.stack.template.Conditions[name];
    if (condition === undefined) throw new Error(`stack ${this.stack.name} has no condition ${name}`);
    return condition;
  }

  mapping(name: string, top: string, second: string): unknown {
    return this.stack.template.Mappings[name]?.[top]?.[second];
  }

  localise(text: string): string {
    return text.replace(
      /https:\/\/a[0-9a-f]{9}\.execute-api\.[a-z0-9-]+\.amazonaws\.com/g,
      () => this.place.base,
    );
  }

  private exists(condition: string | undefined): boolean {
    return condition === undefined || this.resolve({ Condition: condition }) === true;
  }

  private propertiesOf(logicalId: string, properties: JsonRecord): JsonRecord {
    try {
      const resolved = this.resolve(properties);
      return isRecord(resolved) ? resolved : {};
    } catch (error) {
      throw new Error(`cannot resolve ${logicalId} of stack ${this.stack.name}`, { cause: error });
    }
  }

  private identity(logicalId: string): Identity {
    const known = this.identities.get(logicalId);
    if (known !== undefined) return known;
    const resource = this.stack.template.Resources[logicalId];
    if (resource === undefined) throw new Error(`stack ${this.stack.name} has no ${logicalId}`);
    const identity = identify({
      stack: this.stack.name,
      logicalId,
      type: resource.Type,
      place: this.place,
      property: (name) => {
        const value = this.resolve(resource.Properties[name]);
        return value === undefined ? undefined : String(value);
      },
    });
    this.identities.set(logicalId, identity);
    return identity;
  }
}
