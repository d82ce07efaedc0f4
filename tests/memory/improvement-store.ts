import type { CampaignTally, Improvement } from '../../functions/domain/improvement.ts';
import type { ImprovementStore } from '../../functions/ports.ts';
import { copy } from './copy.ts';

export class MemoryImprovementStore implements ImprovementStore {
  readonly improvements = new Map<string, Improvement>();
  readonly tallies = new Map<string, CampaignTally>();

  async register(improvement: Improvement): Promise<Improvement> {
    const kept = this.improvements.get(improvement.id) ?? copy(improvement);
    this.improvements.set(kept.id, kept);
    return copy(kept);
  }

  async get(id: string): Promise<Improvement | undefined> {
    return copy(this.improvements.get(id));
  }

  async saveTally(id: string, tally: CampaignTally): Promise<void> {
    if (!this.improvements.has(id)) throw new Error(`there is no improvement ${id} to count for`);
    this.tallies.set(id, copy(tally));
  }
}
