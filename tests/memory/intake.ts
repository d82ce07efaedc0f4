import { readDelivery, writeDelivery } from '../../functions/aws/delivery-message.ts';
import type { Delivery } from '../../functions/domain/delivery.ts';
import type { Intake } from '../../functions/ports.ts';
import { Failures } from './failures.ts';

export class MemoryIntake extends Failures implements Intake {
  /** The queue's messages, oldest first. */
  readonly messages: string[] = [];

  get accepted(): readonly Delivery[] {
    return this.messages.map(readDelivery);
  }

  async accept(delivery: Delivery): Promise<void> {
    this.failIfTold();
    this.messages.push(writeDelivery(delivery));
  }
}
