import type { Delivery, KeptDelivery, SetAside } from '../../functions/domain/delivery.ts';

/** What goes into a memory store and what comes out never share a part with it, as it is with a real one. */

export function copy<Value>(value: Value): Value {
  return structuredClone(value);
}

export function copyDelivery({ body, ...rest }: Delivery): Delivery {
  return { ...copy(rest), body: Buffer.from(body) };
}

export function copyKept({ delivery, order }: KeptDelivery): KeptDelivery {
  return { delivery: copyDelivery(delivery), order };
}

export function copySetAside({ delivery, ...rest }: SetAside): SetAside {
  return { ...copy(rest), delivery: copyDelivery(delivery) };
}
