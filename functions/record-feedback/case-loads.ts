import type { Loads } from '../domain/assignment.ts';
import type { Instant } from '../domain/instant.ts';
import type { CaseStore } from '../ports.ts';

/** Longer than the index of open cases is ever behind. */
const remembered = 10_000;

/**
 * How many cases lie with whom. Those of one batch are given away at the same time, and the index hears of a case a
 * moment late: what was given away here counts at once.
 */
export class CaseLoads {
  private readonly cases: Pick<CaseStore, 'countOpenWith'>;
  private given: readonly { readonly owner: string; readonly at: Instant }[] = [];

  constructor(cases: Pick<CaseStore, 'countOpenWith'>) {
    this.cases = cases;
  }

  /** Lets `decide` say whose a case becomes, knowing how many each of `among` has. */
  async give<Decision extends { readonly owner: string } | undefined>(
    among: readonly string[],
    now: Instant,
    decide: (loads: Loads) => Decision,
  ): Promise<Decision> {
    const counts = await Promise.all(
      among.map(async (owner) => ({ owner, count: await this.cases.countOpenWith(owner) })),
    );
    // Nothing is awaited from here on, or two would be given away by the same numbers.
    this.given = this.given.filter(({ at }) => at > now - remembered);
    const given = (owner: string) => this.given.filter((one) => one.owner === owner).length;
    const decision = decide(new Map(counts.map(({ owner, count }) => [owner, count + given(owner)])));
    if (decision) this.given = [...this.given, { owner: decision.owner, at: now }];
    return decision;
  }
}
