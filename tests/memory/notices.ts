import type { Notice, Notices } from '../../functions/ports.ts';
import { copy } from './copy.ts';

export class MemoryNotices implements Notices {
  readonly published: Notice[] = [];

  async publish(notice: Notice): Promise<void> {
    this.published.push(copy(notice));
  }
}
