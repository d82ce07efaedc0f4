import { isRecord, type JsonRecord } from './json-value.ts';

/** What a template's functions may ask about the stack they stand in. */
export interface Scope {
  ref(name: string): unknown;
  attribute(logicalId: string, name: string): unknown;
  importValue(name: string): unknown;
  condition(name: string): unknown;
  mapping(name: string, top: string, second: string): unknown;
  /** Rewrites an assembled text, e.g. a public address that is served locally. */
  localise(text: string): string;
}

const NO_VALUE = Symbol('AWS::NoValue');

/** Replaces every CloudFormation function in `value`. Throws on a function it does not know. */
export function resolveIntrinsics(value: unknown, scope: Scope): unknown {
  const resolved = resolve(value, scope);
  return resolved === NO_VALUE ? undefined : resolved;
}

function resolve(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value))
    return value.map((item) => resolve(item, scope)).filter((item) => item !== NO_VALUE);
  if (!isRecord(value)) return value;
  const [key, ...others] = Object.keys(value);
  if (
    key !== undefined &&
    others.length === 0 &&
    (key === 'Ref' || key === 'Condition' || key.startsWith('Fn::'))
  )
    return call(key, value[key], scope);
  return resolveMembers(value, scope);
}

function resolveMembers(record: JsonRecord, scope: Scope): JsonRecord {
  const members: JsonRecord = {};
  for (const [key, member] of Object.entries(record)) {
    const resolved = resolve(member, scope);
    if (resolved !== NO_VALUE) members[key] = resolved;
  }
  return members;
}

function call(name: string, argument: unknown, scope: Scope): unknown {
  switch (name) {
    case 'Ref':
      return argument === 'AWS::NoValue' ? NO_VALUE : scope.ref(text(argument, name));
    case 'Condition':
      // An IAM statement also has a member called Condition; only a name is a reference to a condition.
      return typeof argument === 'string'
        ? truth(scope.condition(argument), scope)
        : { Condition: resolve(argument, scope) };
    case 'Fn::GetAtt':
      return getAttribute(argument, scope);
    case 'Fn::Join':
      return join(argument, scope);
    case 'Fn::Sub':
      return substitute(argument, scope);
    case 'Fn::Select': {
      const [index, items] = list(argument, name);
      return list(resolve(items, scope), name)[Number(resolve(index, scope))];
    }
    case 'Fn::Split': {
      const [separator, source] = list(argument, name);
      return text(resolve(source, scope), name).split(text(separator, name));
    }
    case 'Fn::ImportValue':
      return scope.importValue(text(resolve(argument, scope), name));
    case 'Fn::FindInMap': {
      const [map, top, second] = list(argument, name).map((item) => text(resolve(item, scope), name));
      return scope.mapping(map ?? '', top ?? '', second ?? '');
    }
    case 'Fn::Base64':
      return Buffer.from(text(resolve(argument, scope), name)).toString('base64');
    case 'Fn::If': {
      const [condition, yes, no] = list(argument, name);
      return resolve(truth(scope.condition(text(condition, name)), scope) ? yes : no, scope);
    }
    case 'Fn::GetAZs':
      return ['a', 'b', 'c'].map((zone) => `${text(scope.ref('AWS::Region'), name)}${zone}`);
    case 'Fn::Equals':
    case 'Fn::And':
    case 'Fn::Or':
    case 'Fn::Not':
      return truth({ [name]: argument }, scope);
    default:
      throw new Error(`unsupported template function ${name}`);
  }
}

function truth(condition: unknown, scope: Scope): boolean {
  if (typeof condition === 'boolean') return condition;
  if (!isRecord(condition)) throw new Error(`not a condition: ${JSON.stringify(condition)}`);
  const [name] = Object.keys(condition);
  const argument = condition[name ?? ''];
  switch (name) {
    case 'Condition':
      return truth(scope.condition(text(argument, name)), scope);
    case 'Fn::Equals': {
      const [left, right] = list(argument, name).map((side) => resolve(side, scope));
      return left === right;
    }
    case 'Fn::And':
      return list(argument, name).every((part) => truth(part, scope));
    case 'Fn::Or':
      return list(argument, name).some((part) => truth(part, scope));
    case 'Fn::Not':
      return !truth(list(argument, name)[0], scope);
    default:
      throw new Error(`unsupported condition ${name}`);
  }
}

function getAttribute(argument: unknown, scope: Scope): unknown {
  const parts = Array.isArray(argument) ? argument : text(argument, 'Fn::GetAtt').split('.');
  const [logicalId, ...names] = parts.map((part) => text(resolve(part, scope), 'Fn::GetAtt'));
  return scope.attribute(logicalId ?? '', names.join('.'));
}

function join(argument: unknown, scope: Scope): string {
  const [separator, items] = list(argument, 'Fn::Join');
  const parts = list(resolve(items, scope), 'Fn::Join').map((part) => text(part, 'Fn::Join'));
  return scope.localise(parts.join(text(separator, 'Fn::Join')));
}

function substitute(argument: unknown, scope: Scope): string {
  const [pattern, given] = Array.isArray(argument) ? argument : [argument, {}];
  const variables = isRecord(given) ? given : {};
  const filled = text(pattern, 'Fn::Sub').replace(
    /\$\{(!?)([^}]+)\}/g,
    (_, literal: string, name: string) => {
      if (literal !== '') return `\${${name}}`;
      if (name in variables) return text(resolve(variables[name], scope), 'Fn::Sub');
      const resolved = name.includes('.') ? getAttribute(name, scope) : scope.ref(name);
      return text(resolved, 'Fn::Sub');
    },
  );
  return scope.localise(filled);
}

function text(value: unknown, where: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Error(`${where} expects a text, not ${JSON.stringify(value)}`);
}

function list(value: unknown, where: string): unknown[] {
  if (Array.isArray(value)) return value;
  throw new Error(`${where} expects a list, not ${JSON.stringify(value)}`);
}
