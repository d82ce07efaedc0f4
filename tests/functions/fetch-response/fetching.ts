import { fetchResponses } from '../../../functions/fetch-response/fetch-response.ts';
import type { FetchRequest } from '../../../functions/ports.ts';
import { noon } from '../../contracts/examples.ts';
import { configuration } from '../../fixtures/deliveries.ts';
import { apiHost, details, paths, response, sourceName } from '../../fixtures/surveymonkey-csat.ts';
import { memoryPorts } from '../../memory/memory-ports.ts';
import type { MemoryAnswer } from '../../memory/survey-apis.ts';

export function aRequest(id: string, given: Partial<FetchRequest> = {}): FetchRequest {
  const announced = { responseId: id, survey: '301' };
  return {
    source: sourceName,
    deliveryId: `${sourceName}#event-${id}`,
    receivedAt: noon,
    announced,
    attempts: 0,
    ...given,
  };
}

/** The queue of announced responses and its worker on a clock of their own, which starts at noon. */
export function fetching({ credential = 'token' }: { credential?: string | undefined } = {}) {
  const ports = memoryPorts();
  const { apis, credentials, fetches } = ports;
  if (credential !== '') credentials.put(sourceName, credential);
  apis.answer(apiHost + paths.details, { body: details });
  let now = noon;
  const queue: { readonly request: FetchRequest; readonly due: number }[] = [];

  async function work(requests: readonly FetchRequest[]) {
    const outcomes = await fetchResponses(ports, configuration, requests, now);
    for (const { delay, ...request } of fetches.requested.splice(0))
      queue.push({ request, due: now + delay });
    return outcomes;
  }

  return {
    ...ports,
    ports,
    work,
    /** What waits in the queue. */
    queue,
    api: (id: string, ...answers: readonly MemoryAnswer[]) =>
      apis.answer(apiHost + paths.response(id), ...answers),
    finds: (id: string) => ({ body: response(id) }),
    /** How often the API was asked for a response. */
    timesAsked: (id: string) => apis.asked.filter(({ path }) => path === paths.response(id)).length,
    get fetched() {
      return ports.intake.accepted;
    },
    get setAside() {
      return [...ports.deliveries.setAsides.values()];
    },
    /** Lets time go by, and all that falls due in it happen. */
    async pass(hours: number) {
      const end = now + hours * 3_600_000;
      for (;;) {
        queue.sort((a, b) => a.due - b.due);
        const [next] = queue;
        if (next === undefined || next.due > end) break;
        queue.shift();
        now = Math.max(now, next.due);
        await work([next.request]);
      }
      now = end;
    },
  };
}
