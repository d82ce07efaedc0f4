import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type ControlClient, type RunSource, signatureHeaders } from '../local/control-client.ts';

/** 60 % have a comment, French and English in turn; of the usual mix 15 % are detractors, of the content nobody. */
export type Mix = 'usual' | 'content';

function answerBody(index: number, at: number, mix: Mix): string {
  const detractor = mix === 'usual' && index % 20 < 3;
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
  readonly requests: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Answers other than 202. */
  readonly otherAnswers: number;
}

/** Posts new signed responses over so many connections, each as soon as the last was answered. */
export async function loadDoor(
  run: ControlClient,
  { connections, seconds }: { readonly connections: number; readonly seconds: number },
): Promise<DoorFigures> {
  const post = await poster(run);
  const until = performance.now() + seconds * 1000;
  const answers: Answer[] = [];
  const sender = async () => {
    while (performance.now() < until) answers.push(await post());
  };
  await Promise.all(Array.from({ length: connections }, sender));
  return figuresOf(answers, seconds);
}

/** Posts new signed responses at even intervals, whether or not the earlier ones were answered. */
export async function loadDoorEvenly(
  run: ControlClient,
  { perSecond, seconds }: { readonly perSecond: number; readonly seconds: number },
): Promise<DoorFigures> {
  const post = await poster(run);
  const started = performance.now();
  const sent: Promise<Answer>[] = [];
  while (sent.length < perSecond * seconds) {
    const due = started + (sent.length * 1000) / perSecond;
    if (performance.now() >= due) sent.push(post());
    else await pause(Math.max(0, due - performance.now()));
  }
  return figuresOf(await Promise.all(sent), seconds);
}

interface Answer {
  readonly status: number;
  readonly ms: number;
}

/** Each call posts a response of its own and says how long the answer took. */
async function poster(run: ControlClient, mix: Mix = 'usual'): Promise<() => Promise<Answer>> {
  const source = await standardSource(run);
  const ahead = (await run.now()) - Date.now();
  let index = 0;
  return async () => {
    index += 1;
    const at = Date.now() + ahead;
    const body = answerBody(index, at, mix);
    const headers = {
      'content-type': 'application/json',
      ...signatureHeaders(source.signature.secret, body, at),
    };
    const started = performance.now();
    const answer = await fetch(source.url, { method: 'POST', body, headers });
    await answer.arrayBuffer();
    return { status: answer.status, ms: performance.now() - started };
  };
}

function figuresOf(answers: readonly Answer[], seconds: number): DoorFigures {
  const times = answers.map(({ ms }) => ms).toSorted((one, other) => one - other);
  const share = (part: number) => Math.round(times[Math.floor((times.length - 1) * part)] ?? Number.NaN);
  return {
    requests: answers.length,
    perSecond: Math.round(answers.length / seconds),
    p50Ms: share(0.5),
    p99Ms: share(0.99),
    otherAnswers: answers.filter(({ status }) => status !== 202).length,
  };
}

export interface LoopFigures {
  readonly responses: number;
  readonly cases: number;
  readonly perSecond: number;
}

/** From the first post until every response is recorded and classified and every case's owner was told. */
export async function loadLoop(
  run: ControlClient,
  responses: number,
  mix: Mix = 'usual',
): Promise<LoopFigures> {
  const post = await poster(run, mix);
  const queue = Array.from({ length: responses }, (_, index) => index);
  const before = (await run.executions()).length;
  const started = performance.now();
  const sender = async () => {
    while (queue.pop() !== undefined) {
      const { status } = await post();
      if (status !== 202) throw new Error(`the door answered ${status}`);
    }
  };
  await Promise.all(Array.from({ length: 32 }, sender));
  await run.idle(600_000);
  const seconds = (performance.now() - started) / 1000;
  const cases = (await run.executions()).length - before;
  return { responses, cases, perSecond: Math.round(responses / seconds) };
}

async function standardSource(run: ControlClient): Promise<RunSource> {
  const source = (await run.sources()).find(({ provider }) => provider === 'standard');
  if (!source) throw new Error('the run has no source of the standard provider');
  return source;
}
