import type { LinkKeys, SourceSecrets } from '../../functions/ports.ts';

/** Has its secrets changed under it by `rotate`; as with the real ones, only a fresh look finds out at once. */
export class MemorySourceSecrets implements SourceSecrets {
  /** How often each source was looked up afresh. */
  readonly freshLooks = new Map<string, number>();
  private readonly current: Map<string, readonly string[]>;
  private readonly cached = new Map<string, readonly string[]>();

  constructor(secrets: Readonly<Record<string, readonly string[]>> = {}) {
    this.current = new Map(Object.entries(secrets));
  }

  rotate(source: string, secrets: readonly string[]): void {
    this.current.set(source, secrets);
  }

  async of(source: string, fresh = false): Promise<readonly string[]> {
    if (fresh) this.freshLooks.set(source, (this.freshLooks.get(source) ?? 0) + 1);
    if (fresh || !this.cached.has(source)) this.cached.set(source, this.current.get(source) ?? []);
    return this.cached.get(source) ?? [];
  }
}

export class MemoryLinkKeys implements LinkKeys {
  private readonly live: readonly string[];

  constructor(live: readonly string[] = ['a key for links in tests']) {
    this.live = live;
  }

  async keys(): Promise<readonly string[]> {
    return this.live;
  }
}
