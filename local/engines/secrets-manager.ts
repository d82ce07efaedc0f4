import { randomInt, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import type { Resource } from '../deployment.ts';
import {
  type Answer,
  type AwsCall,
  type Engine,
  jsonAnswer,
  type Requirement,
  ServiceError,
} from '../engine.ts';
import { type JsonRecord, parseRecord, textAt } from '../json-value.ts';

const SecretProperties = z.object({
  SecretString: z.string().optional(),
  GenerateSecretString: z
    .object({
      SecretStringTemplate: z.string().optional(),
      GenerateStringKey: z.string().optional(),
      PasswordLength: z.coerce.number().default(32),
      ExcludeCharacters: z.string().default(''),
      ExcludePunctuation: z.coerce.boolean().default(false),
      ExcludeNumbers: z.coerce.boolean().default(false),
      ExcludeLowercase: z.coerce.boolean().default(false),
      ExcludeUppercase: z.coerce.boolean().default(false),
      IncludeSpace: z.coerce.boolean().default(false),
    })
    .optional(),
});

interface Secret {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  value: string;
  version: string;
}

/** Secrets Manager: values generated as the template asks, kept in one file of the data folder. */
export class SecretsManager implements Engine {
  private readonly secrets: Secret[];
  private readonly file: string | undefined;

  constructor(resources: readonly Resource[], file: string | undefined) {
    this.file = file;
    const kept = file !== undefined && existsSync(file) ? parseRecord(readFileSync(file, 'utf8')) : {};
    this.secrets = resources.map((resource) => {
      const value = textAt(kept, resource.ref) ?? generate(SecretProperties.parse(resource.properties));
      const name = (resource.ref.split(':secret:')[1] ?? '').slice(0, -7);
      return { logicalId: resource.logicalId, name, arn: resource.ref, value, version: randomUUID() };
    });
    this.save();
  }

  /** By ARN, name or logical id. */
  value(id: string): string | undefined {
    return this.find(id)?.value;
  }

  requirements({ action, params }: AwsCall): Requirement[] {
    const id = textAt(params, 'SecretId') ?? '*';
    return [{ action: `secretsmanager:${action}`, anyOf: [this.find(id)?.arn ?? id] }];
  }

  async answer({ action, params }: AwsCall): Promise<Answer> {
    if (action === 'ListSecrets')
      return jsonAnswer({ SecretList: this.secrets.map(({ arn, name }) => ({ ARN: arn, Name: name })) });
    const secret = this.find(textAt(params, 'SecretId') ?? '');
    if (secret === undefined)
      throw new ServiceError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
    const identity = { ARN: secret.arn, Name: secret.name };
    const stages = { VersionId: secret.version, VersionStages: ['AWSCURRENT'] };
    switch (action) {
      case 'GetSecretValue':
        return jsonAnswer({ ...identity, ...stages, SecretString: secret.value, CreatedDate: 0 });
      case 'DescribeSecret':
        return jsonAnswer({ ...identity, VersionIdsToStages: { [secret.version]: ['AWSCURRENT'] } });
      case 'PutSecretValue':
      case 'UpdateSecret':
        secret.value = textAt(params, 'SecretString') ?? secret.value;
        secret.version = randomUUID();
        this.save();
        return jsonAnswer({ ...identity, VersionId: secret.version, VersionStages: ['AWSCURRENT'] });
      default:
        throw new ServiceError('UnknownOperationException', `the local run has no secretsmanager:${action}`);
    }
  }

  private find(id: string): Secret | undefined {
    return this.secrets.find(({ arn, name, logicalId }) => arn === id || name === id || logicalId === id);
  }

  private save(): void {
    if (this.file === undefined) return;
    const values: JsonRecord = Object.fromEntries(this.secrets.map(({ arn, value }) => [arn, value]));
    writeFileSync(`${this.file}.next`, JSON.stringify(values, null, 2), { mode: 0o600 });
    renameSync(`${this.file}.next`, this.file);
  }
}

function generate({ SecretString, GenerateSecretString: rules }: z.infer<typeof SecretProperties>): string {
  if (SecretString !== undefined) return SecretString;
  const alphabet = [
    rules?.ExcludeLowercase ? '' : 'abcdefghijklmnopqrstuvwxyz',
    rules?.ExcludeUppercase ? '' : 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    rules?.ExcludeNumbers ? '' : '0123456789',
    rules?.ExcludePunctuation ? '' : '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
    rules?.IncludeSpace ? ' ' : '',
  ]
    .join('')
    .split('')
    .filter((character) => !rules?.ExcludeCharacters.includes(character));
  const password = Array.from(
    { length: rules?.PasswordLength ?? 32 },
    () => alphabet[randomInt(alphabet.length)],
  ).join('');
  if (rules?.SecretStringTemplate === undefined || rules.GenerateStringKey === undefined) return password;
  return JSON.stringify({ ...parseRecord(rules.SecretStringTemplate), [rules.GenerateStringKey]: password });
}
