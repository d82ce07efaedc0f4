import type { Configuration } from '../domain/configuration.ts';
import type { SourceConfiguration } from '../domain/source.ts';
import { type ApiCredentials, NoAnswerError, type SurveyApis } from '../ports.ts';
import {
  ApiError,
  type ApiQuestion,
  type Ask,
  type ProviderApi,
  UnreadableBodyError,
} from '../providers/provider.ts';
import { providerNamed } from '../providers/providers.ts';
import { errorName } from '../runtime/log.ts';

export interface AskingPorts {
  readonly credentials: ApiCredentials;
  readonly apis: SurveyApis;
}

/** A source that may be asked about, with its tool's API. */
export interface AskedSource {
  readonly name: string;
  readonly source: SourceConfiguration;
  readonly api: ProviderApi;
}

/** The API takes our credentials for wrong, or there are none. */
export class RefusedCredentialsError extends Error {
  override readonly name = 'RefusedCredentialsError';
}

export const credentialsMissing = 'the credentials of the API are missing';

/** Undefined for a source that is not configured, or is configured without an API. */
export function askedSource(name: string, { sources }: Configuration): AskedSource | undefined {
  const source = Object.hasOwn(sources, name) ? sources[name] : undefined;
  const api = source?.api && providerNamed(source.provider).api;
  return source && api ? { name, source, api } : undefined;
}

/** Undefined while nobody has put one in, which is as good as a refused one. */
export async function credentialOf(
  { credentials }: AskingPorts,
  { name }: Pick<AskedSource, 'name'>,
): Promise<string | undefined> {
  return (await credentials.of(name)) ?? (await credentials.of(name, true));
}

/**
 * Asks a source's API. A credential that is refused is looked up afresh, as it may have been replaced a moment ago.
 * What is asked throws RefusedCredentialsError, ApiError or NoAnswerError.
 */
export function askOf(ports: AskingPorts, asked: AskedSource): Ask {
  const { api, source, name } = asked;
  const host = api.host(source);
  const askWith = (credential: string, question: ApiQuestion) =>
    ports.apis.ask({ host, headers: api.authorize(credential) }, question);
  return async (question) => {
    const credential = await credentialOf(ports, asked);
    if (credential === undefined) throw new RefusedCredentialsError(credentialsMissing);
    try {
      return await askWith(credential, question);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const fresh = await ports.credentials.of(name, true);
      if (fresh === undefined || fresh === credential) throw new RefusedCredentialsError(error.message);
      return askWith(fresh, question).catch(refused);
    }
  };
}

/** Whether the API itself, or the way to it, is the reason. */
export function isOfApi(error: unknown): error is ApiError | NoAnswerError {
  return error instanceof ApiError || error instanceof NoAnswerError;
}

/**
 * What to tell of an error. A provider says with a plain Error which setting is missing, and what does not fit in a
 * document by its path; of anything else only the name is safe to tell.
 */
export function reasonFor(error: unknown): string {
  const isOurs =
    isOfApi(error) || error instanceof RefusedCredentialsError || error instanceof UnreadableBodyError;
  if (isOurs || (error instanceof Error && error.name === 'Error')) return error.message;
  return `the adapter failed: ${errorName(error)}`;
}

function isRefusal(error: unknown): error is ApiError {
  return error instanceof ApiError && (error.status === 401 || error.status === 403);
}

function refused(error: unknown): never {
  throw isRefusal(error) ? new RefusedCredentialsError(error.message) : error;
}
