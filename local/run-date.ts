/**
 * Makes `new Date()` and `Date.now()` of this thread follow the run's clock.
 * A proxy, not a subclass: dates that the runtime itself makes must stay `instanceof Date`.
 */
export function followRunClock(shared: SharedArrayBuffer): void {
  const state = new Float64Array(shared);
  const MachineDate = Date;
  const machineNow = MachineDate.now.bind(MachineDate);
  const now = () => Math.floor(state[1] || machineNow() + (state[0] ?? 0));
  const RunDate = new Proxy(MachineDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: () => new MachineDate(now()).toString(),
    get: (target, key, receiver) => (key === 'now' ? now : Reflect.get(target, key, receiver)),
  });
  Object.defineProperty(MachineDate.prototype, 'constructor', { value: RunDate });
  globalThis.Date = RunDate;
}
