/**
 * A port whose every call goes through `around`: tests slip a crash, a pause or somebody else's action in before the
 * call, or between its effect and its answer.
 */
export function interposed<Port extends object>(
  port: Port,
  around: (name: string, call: () => Promise<unknown>) => Promise<unknown>,
): Port {
  return new Proxy(port, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      if (typeof value !== 'function') return value;
      return (...given: unknown[]) => around(String(key), async () => Reflect.apply(value, target, given));
    },
  });
}
