import type { Configuration } from '../../../functions/domain/configuration.ts';
import type { MemoryPorts } from '../../memory/memory-ports.ts';
import { CaseLife } from './case-life.ts';
import { interposed } from './interposed.ts';

/** What befalls one of the next calls to the world, counted from now. */
export interface Trouble {
  readonly call: number;
  /** The call fails, its function dies with it, or somebody acts at that very moment. */
  readonly kind: 'fails' | 'dies' | 'meanwhile';
  readonly when: 'before' | 'after';
}

/** A case whose world fails at chosen calls; counts what a customer or an owner could notice. */
export class TroubledLife {
  readonly life: CaseLife;
  /** Ids of the mails to the customer that went out, by their claim. */
  readonly mailIds: string[] = [];
  crashes = 0;
  private trouble: Trouble | undefined;
  private meanwhile: (() => Promise<unknown>) | undefined;
  private calls = 0;
  private dead = false;

  constructor(configuration: Configuration) {
    this.life = new CaseLife({ configuration, seenBySteps: (world) => this.troubled(world) });
  }

  expect(trouble: Trouble, meanwhile: () => Promise<unknown>): void {
    this.trouble = trouble;
    this.meanwhile = meanwhile;
    this.calls = 0;
  }

  /** What has not befallen it yet never will. */
  calm(): void {
    this.trouble = undefined;
  }

  private troubled(world: MemoryPorts): MemoryPorts {
    const around = (name: string, call: () => Promise<unknown>) => this.through(name, call);
    const mailer = interposed(world.mailer, (name, call) => {
      return this.through(name, async () => {
        const answer = await call();
        const purpose = world.mailer.sent.at(-1)?.purpose;
        const claim = world.customers.claimed.findLast(({ mail }) => mail.purpose === purpose);
        if (claim) this.mailIds.push(claim.mail.mailId);
        return answer;
      });
    });
    return {
      ...world,
      mailer,
      cases: interposed(world.cases, around),
      feedback: interposed(world.feedback, around),
      customers: interposed(world.customers, around),
      notices: interposed(world.notices, around),
      executions: interposed(world.executions, around),
      linkKeys: interposed(world.linkKeys, around),
    };
  }

  private async through(name: string, call: () => Promise<unknown>): Promise<unknown> {
    // A function that died does nothing more; the next one begins by reading the case or storing its token.
    if (this.dead && name !== 'awaitOwner' && !(name === 'get' && this.calls === 0)) throw new Error('dead');
    this.dead = false;
    const trouble = this.trouble;
    this.calls += 1;
    if (!trouble || this.calls !== trouble.call) return call();
    this.trouble = undefined;
    if (trouble.when === 'before') await this.strike(trouble);
    const answer = await call();
    if (trouble.when === 'after') await this.strike(trouble);
    return answer;
  }

  private async strike({ kind }: Trouble): Promise<void> {
    if (kind === 'meanwhile') {
      await this.meanwhile?.();
      return;
    }
    this.crashes += 1;
    this.dead = kind === 'dies';
    this.calls = 0;
    throw new Error('crash');
  }
}
