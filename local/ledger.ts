export interface LedgerLine {
  readonly function: string;
  readonly service: string;
  readonly action: string;
  count: number;
  denied: number;
  /** Billed units, as the service counts them: WRU/RRU, 64 kB requests, 100 characters, recipients, transitions. */
  units: number;
}

/** Who called what, how often, how often in vain, and what AWS would have billed. */
export class Ledger {
  private readonly lines = new Map<string, LedgerLine>();

  record(caller: string, service: string, action: string, units: number): void {
    const line = this.line(caller, service, action);
    line.count += 1;
    line.units += units;
  }

  deny(caller: string, service: string, action: string): void {
    const line = this.line(caller, service, action);
    line.count += 1;
    line.denied += 1;
  }

  list(): readonly LedgerLine[] {
    return [...this.lines.values()];
  }

  private line(caller: string, service: string, action: string): LedgerLine {
    const key = `${caller} ${service}:${action}`;
    const known = this.lines.get(key);
    if (known !== undefined) return known;
    const line: LedgerLine = { function: caller, service, action, count: 0, denied: 0, units: 0 };
    this.lines.set(key, line);
    return line;
  }
}
