import { readDelivery, writeDelivery } from '../../functions/aws/delivery-message.ts';
import type { Delivery } from '../../functions/domain/delivery.ts';
import type { Refusals } from '../../functions/domain/source-log.ts';
import type { Intake } from '../../functions/ports.ts';
import { copy } from './copy.ts';
import { Failures } from './failures.ts';

export class MemoryIntake extends Failures implements Intake {
  /** The queue's deliveries, oldest first. */
  readonly messages: string[] = [];
  readonly refusals: Refusals[] = [];

  get accepted(): readonly Delivery[] {
    return this.messages.map(readDelivery);
  }

  async accept(delivery: Delivery): Promise<void> {
    this.failIfTold();
    this.messages.push(writeDelivery(delivery));
  }

  async noteRefusals(refusals: Refusals): Promise<void> {
    this.failIfTold();
    this.refusals.push(copy(refusals));
  }
}
