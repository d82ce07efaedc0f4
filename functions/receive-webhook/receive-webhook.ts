import type { Configuration } from '../domain/configuration.ts';
import type { Instant } from '../domain/instant.ts';
import type { SourceConfiguration } from '../domain/source.ts';
import { type Intake, type SourceSecrets, TooLargeError } from '../ports.ts';
import type { Provider } from '../providers/provider.ts';
import { providerNamed } from '../providers/providers.ts';
import type { HttpRequest, HttpResponse } from '../runtime/http.ts';
import { count, errorName, log } from '../runtime/log.ts';
import { provesItself } from './proof.ts';
import { redacted } from './redacted.ts';
import { noteRefusal } from './refusals.ts';

export interface ReceivingPorts {
  readonly secrets: SourceSecrets;
  readonly intake: Intake;
}

const largest = 1_000_000;

/**
 * Takes in one webhook call: proves it on its raw bytes, stores it, answers. What it means is judged later.
 * 202 stored (200 where the tool takes nothing else for a success) · 401 not proven, or the source unknown · 405 · 413 over 1 MB · 503 not stored, try again.
 * Never 404 or 410: some tools switch a webhook off on them, and strangers would learn which sources exist.
 */
export async function receiveWebhook(
  ports: ReceivingPorts,
  configuration: Configuration,
  request: HttpRequest,
  now: Instant,
): Promise<HttpResponse> {
  const name = request.path['source'] ?? '';
  const source = sourceNamed(name, configuration);
  const provider = providerNamed(source?.provider ?? 'standard');
  if (request.method !== 'POST') return answerToCheck(request.method, provider, source);
  if (request.body.length > largest) return refusal(413, 'body over 1 MB');
  try {
    const claim = { name, source, provider };
    if (
      !(await provesItself(ports.secrets, claim, { ...request, pathSecret: request.path['secret'] }, now))
    ) {
      if (source) await noteRefusal(ports.intake, name, now);
      return refusal(401, 'signature missing, wrong or stale');
    }
    await ports.intake.accept({
      source: name,
      receivedAt: now,
      headers: carried(request, provider),
      body: provider.authentication.inPath
        ? redacted(request.body, await ports.secrets.of(name))
        : request.body,
    });
  } catch (error) {
    if (error instanceof TooLargeError) return refusal(413, 'body over 1 MB');
    log.error('a delivery could not be stored', { ...(source && { source: name }), error: errorName(error) });
    return { ...refusal(503, 'not stored, please try again'), headers: { ...json, 'retry-after': '30' } };
  }
  count('DeliveriesAccepted');
  return { status: provider.success ?? 202, headers: json, body: '{"status":"accepted"}' };
}

const json = { 'content-type': 'application/json' } as const;

function sourceNamed(name: string, { sources }: Configuration): SourceConfiguration | undefined {
  return Object.hasOwn(sources, name) ? sources[name] : undefined;
}

function answerToCheck(
  method: string,
  provider: Provider,
  source: SourceConfiguration | undefined,
): HttpResponse {
  const isCheck = method === 'HEAD' || method === 'GET';
  if (source && isCheck && provider.checksAddress) return { status: 200 };
  const allow = source && provider.checksAddress ? 'POST, HEAD, GET' : 'POST';
  return { ...refusal(405, 'post deliveries here'), headers: { ...json, allow } };
}

function refusal(status: number, error: string): HttpResponse {
  count('DeliveriesRefused');
  return { status, headers: json, body: JSON.stringify({ error }) };
}

function carried({ headers }: HttpRequest, provider: Provider): Readonly<Record<string, string>> {
  return Object.fromEntries(
    provider.headers.flatMap((name) => {
      const value = headers[name];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}
