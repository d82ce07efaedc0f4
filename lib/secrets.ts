import { ArnFormat, RemovalPolicy, SecretValue, Stack, Validations } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Configuration } from '../functions/domain/configuration.ts';
import { providerNamed } from '../functions/providers/providers.ts';
import { allow, type Binding, constant } from './binding.ts';

export interface SecretsProps {
  readonly configuration: Configuration;
}

/** What each source signs with, and the key of our own links. */
export class Secrets extends Construct {
  /** How to sign for each source, as JSON, for the operator who connects a survey tool. */
  readonly sources: string;

  constructor(scope: Construct, id: string, { configuration }: SecretsProps) {
    super(scope, id);
    this.sources = Stack.of(this).toJsonString(
      Object.entries(configuration.sources).map(([source, { provider }]) => {
        const { secretArn: secret } = this.generate(`Source-${source}`, sourcePrefix(configuration) + source);
        const { scheme } = providerNamed(provider).authentication;
        return { source, provider, scheme, secret };
      }),
    );
    for (const source of sourcesWithApi(configuration)) this.reserve(source, configuration);
    this.generate('LinkKey', linkKeyName(configuration));
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason:
        'A webhook secret is also typed into the survey tool, which no schedule can do, an API’s token is the survey ' +
        'tool’s to give, and links already mailed are signed with the link key. Rotation is by hand with both keys alive: {"current", "previous"}.',
    });
  }

  /** Made empty: the token comes from the survey tool, and is put in by hand. */
  private reserve(source: string, configuration: Configuration): void {
    new Secret(this, `Api-${source}`, {
      secretName: apiPrefix(configuration) + source,
      secretObjectValue: { token: SecretValue.unsafePlainText('') },
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  private generate(id: string, secretName: string): Secret {
    return new Secret(this, id, {
      secretName,
      generateSecretString: {
        secretStringTemplate: '{}',
        generateStringKey: 'current',
        // As many letters and digits as 33 bytes take in base 64, so that either reading gives a strong key.
        passwordLength: 44,
        excludePunctuation: true,
        includeSpace: false,
      },
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}

/**
 * The secrets of the configured sources, for the function at the door. By name and not by reference: a reference
 * across stacks could not be dropped together with its source in one deployment.
 */
export function sourceSecrets(scope: Construct, configuration: Configuration): Binding {
  const prefix = sourcePrefix(configuration);
  const arns = Object.keys(configuration.sources).map((source) => secretArn(scope, prefix + source));
  return { value: prefix, grant: allow(['secretsmanager:GetSecretValue'], arns) };
}

/** What the survey tools' APIs are asked with, for functions that ask them. */
export function apiCredentials(scope: Construct, configuration: Configuration): Binding {
  const prefix = apiPrefix(configuration);
  const arns = sourcesWithApi(configuration).map((source) => secretArn(scope, prefix + source));
  // IAM knows no statement without resources.
  return arns.length === 0
    ? constant(prefix)
    : { value: prefix, grant: allow(['secretsmanager:GetSecretValue'], arns) };
}

/** Sources whose survey tool has an API that may be asked. */
export function sourcesWithApi({ sources }: Configuration): readonly string[] {
  return Object.entries(sources).flatMap(([source, { api }]) => (api === undefined ? [] : [source]));
}

/** The key that signs links, for functions that write or read them. */
export function linkKey(scope: Construct, configuration: Configuration): Binding {
  const name = linkKeyName(configuration);
  return { value: name, grant: allow(['secretsmanager:GetSecretValue'], [secretArn(scope, name)]) };
}

function sourcePrefix({ stage }: Configuration): string {
  return `retour/${stage}/sources/`;
}

function apiPrefix({ stage }: Configuration): string {
  return `retour/${stage}/apis/`;
}

function linkKeyName({ stage }: Configuration): string {
  return `retour/${stage}/link-key`;
}

/** Secrets Manager ends every ARN with a dash and six characters of its own. */
function secretArn(scope: Construct, name: string): string {
  return Stack.of(scope).formatArn({
    service: 'secretsmanager',
    resource: 'secret',
    resourceName: `${name}-??????`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}
