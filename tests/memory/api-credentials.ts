import type { ApiCredentials } from '../../functions/ports.ts';

/** Has its credentials changed under it by `put`; as with the real ones, only a fresh look finds out at once. */
export class MemoryApiCredentials implements ApiCredentials {
  private readonly current = new Map<string, string>();
  private readonly cached = new Map<string, string | undefined>();

  put(source: string, credential: string): void {
    this.current.set(source, credential);
  }

  async of(source: string, fresh = false): Promise<string | undefined> {
    if (fresh || !this.cached.has(source)) this.cached.set(source, this.current.get(source));
    return this.cached.get(source);
  }
}
