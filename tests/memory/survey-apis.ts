import type { SurveyApis } from '../../functions/ports.ts';
import { ApiError, type ApiQuestion } from '../../functions/providers/provider.ts';
import { copy } from './copy.ts';

/** How an API answers: with a body, with a status that is no success, or not at all. */
export type MemoryAnswer =
  | { readonly body: unknown }
  | { readonly status: number; readonly retryAfter?: number }
  | Error;

type Api = Parameters<SurveyApis['ask']>[0];

export class MemorySurveyApis implements SurveyApis {
  readonly asked: (ApiQuestion & Api)[] = [];
  private readonly answers = new Map<string, MemoryAnswer[]>();

  /** Answers at a path of a host, its query left out: one each, the last one ever after. */
  answer(address: string, ...answers: readonly MemoryAnswer[]): void {
    this.answers.set(address, [...answers]);
  }

  async ask(api: Api, question: ApiQuestion): Promise<unknown> {
    this.asked.push(copy({ ...api, ...question }));
    const waiting = this.answers.get(api.host + question.path.replace(/\?.*/, '')) ?? [];
    const answer = (waiting.length > 1 ? waiting.shift() : waiting[0]) ?? { status: 404 };
    if (answer instanceof Error) throw answer;
    if ('status' in answer) throw new ApiError(answer.status, answer.retryAfter);
    return copy(answer.body);
  }
}
