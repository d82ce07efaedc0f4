import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { readStored } from './stored.ts';

const keptFor = 5 * 60_000;
/** Whoever sends bad signatures makes us look again at most this often. */
const lookAgainAfter = 10_000;

/** How a secret lies there: the values that it holds, newest first. */
export type SecretForm = z.ZodType<readonly string[]>;

const rotated = z
  .object({ current: z.string().min(1), previous: z.exactOptional(z.string().min(1)) })
  .transform(({ current, previous }) => (previous === undefined ? [current] : [current, previous]));

interface Held {
  value?: { readonly secrets: readonly string[]; readonly readAt: number };
  lookedAt: number;
  looking?: Promise<readonly string[]>;
}

/** The secrets of a name, newest first, kept for 5 minutes; empty when there is none of that name. */
export class SecretCache {
  private readonly client: SecretsManagerClient;
  private readonly now: () => number;
  private readonly form: SecretForm;
  private readonly held = new Map<string, Held>();

  constructor(client: SecretsManagerClient, now: () => number, form: SecretForm = rotated) {
    this.client = client;
    this.now = now;
    this.form = form;
  }

  /** `fresh` looks again, though not within 10 seconds of the last look. */
  async read(name: string, fresh = false): Promise<readonly string[]> {
    const held = this.held.get(name) ?? { lookedAt: Number.NEGATIVE_INFINITY };
    this.held.set(name, held);
    const { value } = held;
    const kept = value && this.now() - value.readAt < keptFor;
    const mayLook = this.now() - held.lookedAt >= lookAgainAfter;
    if (value && (fresh ? !mayLook : kept)) return value.secrets;
    // Those who ask at once share one call.
    held.looking ??= this.look(name, held).finally(() => {
      delete held.looking;
    });
    return held.looking;
  }

  private async look(name: string, held: Held): Promise<readonly string[]> {
    held.lookedAt = this.now();
    const secrets = await this.fetch(name);
    held.value = { secrets, readAt: held.lookedAt };
    return secrets;
  }

  private async fetch(name: string): Promise<readonly string[]> {
    try {
      const { SecretString } = await this.client.send(new GetSecretValueCommand({ SecretId: name }));
      return readStored(this.form, parseJson(SecretString ?? ''), 'a secret');
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return [];
      throw error;
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes what it read.
    return undefined;
  }
}
