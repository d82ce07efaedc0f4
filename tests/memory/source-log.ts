import type { SourceNote, SourceState } from '../../functions/domain/source-log.ts';
import type { SourceLog } from '../../functions/ports.ts';
import { copy } from './copy.ts';

export class MemorySourceLog implements SourceLog {
  readonly states = new Map<string, SourceState>();
  /** Notes that were written, oldest first. */
  readonly notes: (SourceNote & { readonly source: string })[] = [];

  async note(source: string, note: SourceNote): Promise<void> {
    this.notes.push({ ...note, source });
    this.states.set(source, noted(this.states.get(source) ?? {}, note));
  }

  async read(source: string): Promise<SourceState> {
    return copy(this.states.get(source) ?? {});
  }
}

function noted(state: SourceState, note: SourceNote): SourceState {
  switch (note.what) {
    case 'received':
      return { ...state, received: Math.max(state.received ?? 0, note.at) };
    case 'set-aside':
      return { ...state, setAside: Math.max(state.setAside ?? 0, note.at) };
    case 'repaired':
      return { ...state, repaired: { at: note.at, count: (state.repaired?.count ?? 0) + 1 } };
    case 'refused': {
      const { received = 0, refused } = state;
      const { at, count } = note;
      const row = refused && received < refused.at ? refused : { since: at, count: 0 };
      return { ...state, refused: { at, since: row.since, count: row.count + count } };
    }
  }
}
