import { actOnCase } from '../../../functions/act-on-case/act-on-case.ts';
import { answerSurvey } from '../../../functions/answer-survey/answer-survey.ts';
import { awaitOwner } from '../../../functions/await-owner/await-owner.ts';
import type { CaseWait } from '../../../functions/cases/change-case.ts';
import type { Action, ActionResult } from '../../../functions/domain/actions.ts';
import type { CaseEvent } from '../../../functions/domain/case.ts';
import { stateOf } from '../../../functions/domain/case-state.ts';
import type { Configuration } from '../../../functions/domain/configuration.ts';
import type { Feedback } from '../../../functions/domain/feedback.ts';
import type { Instant } from '../../../functions/domain/instant.ts';
import type { StoredCase } from '../../../functions/ports.ts';
import { workCase } from '../../../functions/work-case/work-case.ts';
import { someFeedback } from '../../contracts/examples.ts';
import { aCase, monday, configuration as usual } from '../../domain/a-case.ts';
import { type MemoryPorts, memoryPorts } from '../../memory/memory-ports.ts';

export const baseUrl = 'https://retour.example';

/** A customer's words about the test's own shop; the case C-TEST is about them. */
export function shopFeedback(given: Partial<Feedback> = {}): Feedback {
  return someFeedback({ id: 'shop#r-1', source: 'shop', caseId: 'C-TEST', ...given });
}

/** What the machine of a case does: works, waits with a token until a time, or is over. */
type Standing =
  | { readonly at: 'work' }
  | { readonly at: 'await'; readonly token: string; readonly until: Instant; readonly wait: CaseWait }
  | { readonly at: 'closed' };

interface LifeOptions {
  readonly configuration?: Configuration;
  readonly feedback?: Partial<Feedback>;
  readonly events?: readonly CaseEvent[];
  /** What a step or an action sees of the world, should it be other than the world itself. */
  readonly seenBySteps?: (ports: MemoryPorts) => MemoryPorts;
}

/** One case with its machine, as lib/case-definition.ts has it, over a time that only tests move. */
export class CaseLife {
  readonly world = memoryPorts();
  readonly configuration: Configuration;
  now: Instant = monday;
  /** States entered, in order, as the bill counts them. */
  readonly entered: ('Work' | 'Await' | 'Closed')[] = [];
  standing: Standing = { at: 'work' };
  /** How many mails had been sent when each run of Work began. */
  readonly wakes: number[] = [];
  private readonly steps: MemoryPorts;
  private tokens = 0;

  constructor({ configuration = usual, feedback = {}, events = [], seenBySteps }: LifeOptions = {}) {
    this.configuration = configuration;
    this.steps = seenBySteps?.(this.world) ?? this.world;
    this.world.feedback.items.set('shop#r-1', shopFeedback(feedback));
    this.world.cases.cases.set('C-TEST', aCase(...events));
  }

  get record(): StoredCase {
    const record = this.world.cases.cases.get('C-TEST');
    if (!record) throw new Error('the case is gone');
    return record;
  }

  get state() {
    return stateOf(this.record, this.configuration.undoWithin);
  }

  get types(): readonly string[] {
    return this.record.events.map(({ type }) => type);
  }

  mailsTo(email: string) {
    return this.world.mailer.sent.filter(({ to }) => to.email === email);
  }

  customerMails() {
    return this.mailsTo('ana@example.com').map(({ purpose }) => purpose);
  }

  /** Lets the machine go on until it waits or is over. */
  async run(): Promise<this> {
    for (let entries = 0; entries < 60; entries += 1) {
      if (this.standing.at === 'work') await this.work();
      else if (!(await this.goOn())) return this;
    }
    throw new Error('the machine does not come to rest');
  }

  /** Skips time; whatever falls due in between runs at its own time. */
  async skip(ms: number): Promise<this> {
    const end = this.now + ms;
    await this.run();
    while (this.standing.at === 'await' && this.standing.until <= end) {
      this.now = Math.max(this.now, this.standing.until);
      this.standing = { at: 'work' };
      await this.run();
    }
    this.now = end;
    return this;
  }

  /** Time passes and nothing runs, as when the region is down. */
  async outage(ms: number): Promise<this> {
    this.now += ms;
    return this.skip(0);
  }

  async act(action: Action, by = 'owner@example.com', ports = this.world): Promise<ActionResult> {
    const file = { record: this.record, feedback: shopFeedback(), history: [], viewer: by, mayAct: true };
    const posted = { action, expects: this.record.events.length };
    return actOnCase(ports, this.configuration, file, posted, this.now);
  }

  /** As `act`, and the machine hears of it. */
  async does(action: Action, by?: string): Promise<ActionResult> {
    const result = await this.act(action, by);
    await this.run();
    return result;
  }

  async answers(score: number, { round = this.state.round, comment = '', ports = this.world } = {}) {
    const question = { caseId: 'C-TEST', round };
    await answerSurvey(ports, this.configuration, question, { score, comment }, this.now);
    await this.run();
  }

  private async work(): Promise<void> {
    this.entered.push('Work');
    this.wakes.push(this.world.mailer.sent.length);
    const around = { configuration: this.configuration, baseUrl };
    const wait = await patiently(() => workCase(this.steps, around, 'C-TEST', this.now));
    await this.await(wait);
  }

  private async await(wait: CaseWait): Promise<void> {
    this.entered.push('Await');
    await patiently(async () => {
      this.tokens += 1;
      const token = `token-${this.tokens}`;
      this.standing = { at: 'await', token, until: this.now + wait.waitSeconds * 1000, wait };
      const { caseId, events } = wait;
      try {
        await awaitOwner(this.steps, this.configuration, { caseId, events, token }, this.now);
      } catch (error) {
        // A token that was used has ended the task, whatever becomes of the function that stored it.
        if (!this.isToldOf(token)) throw error;
      }
    });
  }

  private isToldOf(token: string): boolean {
    const { rearmed, hurried, finished } = this.world.executions;
    return [...rearmed.map((one) => one.token), ...hurried, ...finished].includes(token);
  }

  /** @returns whether the machine was told anything */
  private async goOn(): Promise<boolean> {
    if (this.standing.at !== 'await') return false;
    const { token } = this.standing;
    const { rearmed, hurried, finished } = this.world.executions;
    const rearm = rearmed.find((one) => one.token === token);
    if (rearm) await this.await(rearm.input);
    else if (hurried.includes(token)) this.standing = { at: 'work' };
    else if (finished.includes(token)) {
      this.entered.push('Closed');
      this.standing = { at: 'closed' };
    } else return false;
    return true;
  }
}

/** A machine's patience: a step that fails is tried again. */
async function patiently<Result>(step: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1)
    try {
      return await step();
    } catch (error) {
      if (attempt === 12) throw error;
    }
}

export const acknowledge: Action = { name: 'acknowledge' };
export const contact: Action = { name: 'contacted', note: 'Appelé Ana.' };
export const wait: Action = { name: 'waiting', note: 'Attend le numéro de commande.' };
export const resume: Action = { name: 'resume' };
export const resolve = { name: 'resolve', rootCause: 'carrier', note: 'Reparti en express.' } as const;
export const handOver = (to: string): Action => ({ name: 'hand-over', to, note: '' });
