import type { Instant } from '../../functions/domain/instant.ts';
import type { Watermarks } from '../../functions/ports.ts';

export class MemoryWatermarks implements Watermarks {
  private readonly marks = new Map<string, Instant>();

  async watermarkOf(source: string): Promise<Instant | undefined> {
    return this.marks.get(source);
  }

  async moveWatermark(source: string, at: Instant): Promise<void> {
    this.marks.set(source, Math.max(at, this.marks.get(source) ?? at));
  }
}
