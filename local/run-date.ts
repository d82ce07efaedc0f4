/**
 * Makes `new Date()` and `Date.now()` of this thread follow the run's clock.
 * A proxy, not a subclass: dates that the runtime itself makes must stay `instanceof Date`.
 */
export function followRunClock(sharedOffset: SharedArrayBuffer): void {
  const offset = new Float64Array(sharedOffset);
  const MachineDate = Date;
  const machineNow = MachineDate.now.bind(MachineDate);
  const now = () => Math.floor(machineNow() + (offset[0] ?? 0));
  const RunDate = new Proxy(MachineDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: () => new MachineDate(now()).toString(),
    get: (target, key, receiver) => (key === 'now' ? now : Reflect.get(target, key, receiver)),
  });
  Object.defineProperty(MachineDate.prototype, 'constructor', { value: RunDate });
  globalThis.Date = RunDate;
}
