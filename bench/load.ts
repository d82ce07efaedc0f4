import { randomUUID } from 'node:crypto';
import autocannon from 'autocannon';
import { type ControlClient, signatureHeaders } from '../local/control-client.ts';

/** The mix of the whole-loop figure: 15 % detractors, 60 % with a comment, French and English in turn. */
export function answerBody(index: number, at: number): string {
  const detractor = index % 20 < 3;
  const commented = index % 5 < 3;
  const french = index % 2 === 0;
  const score = detractor ? index % 7 : 7 + (index % 4);
  const complaint = french
    ? 'Livraison en retard, personne ne répond.'
    : 'The parcel was late and nobody answers.';
  const praise = french ? 'Tout était parfait, merci beaucoup.' : 'Everything was perfect, thank you.';
  return JSON.stringify({
    type: 'response.completed',
    timestamp: new Date(at).toISOString(),
    data: {
      id: `bench-${index}-${randomUUID()}`,
      score,
      ...(commented ? { comment: detractor ? complaint : praise, language: french ? 'fr' : 'en' } : {}),
      customer: {
        id: `c-${index}`,
        email: `customer-${index}@example.com`,
        locale: french ? 'fr-FR' : 'en-GB',
      },
    },
  });
}

export interface DoorFigures {
  readonly connections: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly otherAnswers: number;
}

export interface DoorLoad {
  readonly connections: number;
  readonly seconds: number;
  /** Requests per second over all connections; as fast as the door answers when left out. */
  readonly rate?: number;
}

/** Posts signed responses, each a new one, and times the acknowledgements. */
export async function loadDoor(
  run: ControlClient,
  { connections, seconds, rate }: DoorLoad,
): Promise<DoorFigures> {
  const source = (await run.sources()).find(({ provider }) => provider === 'standard');
  if (!source) throw new Error('the run has no source of the standard provider');
  const ahead = (await run.now()) - Date.now();
  let index = 0;
  const result = await autocannon({
    url: source.url,
    connections,
    duration: seconds,
    ...(rate === undefined ? {} : { overallRate: rate }),
    method: 'POST',
    requests: [
      {
        setupRequest(request) {
          index += 1;
          const at = Date.now() + ahead;
          const body = answerBody(index, at);
          const headers = {
            'content-type': 'application/json',
            ...signatureHeaders(source.signature.secret, body, at),
          };
          return { ...request, body, headers };
        },
      },
    ],
  });
  return {
    connections,
    perSecond: Math.round(result['2xx'] / result.duration),
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    otherAnswers: result.non2xx + result.errors + result.timeouts,
  };
}

export interface LoopFigures {
  readonly responses: number;
  readonly cases: number;
  readonly perSecond: number;
}

/** From the first post until every response is recorded and classified and every case's owner was told. */
export async function loadLoop(run: ControlClient, responses: number): Promise<LoopFigures> {
  const started = performance.now();
  const queue = Array.from({ length: responses }, (_, index) => index);
  const sender = async () => {
    for (let index = queue.pop(); index !== undefined; index = queue.pop()) {
      const answer = await run.post('post-purchase', answerBody(index, await run.now()));
      if (answer.status !== 202) throw new Error(`the door answered ${answer.status}`);
      await answer.arrayBuffer();
    }
  };
  await Promise.all(Array.from({ length: 32 }, sender));
  await run.idle(600_000);
  const seconds = (performance.now() - started) / 1000;
  const cases = (await run.mail()).filter(({ purpose }) => purpose === 'owner-notification').length;
  return { responses, cases, perSecond: Math.round(responses / seconds) };
}
