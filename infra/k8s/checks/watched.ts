/** An object that remembers what was asked of it and of everything in it, there or not. */
export interface Watched {
  readonly subject: object;
  readonly root: object;
  readonly asked: ReadonlyMap<object, ReadonlySet<string>>;
}

export function watched(root: object): Watched {
  const asked = new Map<object, Set<string>>();
  const watch = (target: object): object =>
    new Proxy(target, {
      get(object, key, receiver) {
        const value: unknown = Reflect.get(object, key, receiver);
        if (typeof key === 'string') asked.set(object, (asked.get(object) ?? new Set()).add(key));
        return typeof value === 'object' && value !== null ? watch(value) : value;
      },
    });
  return { subject: watch(root), root, asked };
}

/**
 * Paths of what is there and was not asked for. The compiled schemas of kubernetes-models let unknown fields pass without a word, but ask
 * an object for each field that they know. An object that was asked for nothing may hold anything.
 */
export function unknownFields({ root, asked }: Watched): string[] {
  const within = (part: object, path: string): string[] => {
    const known = asked.get(part);
    if (!known) return [];
    return Object.entries(part).flatMap(([key, value]) => {
      const at = path ? `${path}.${key}` : key;
      if (!known.has(key)) return [at];
      return typeof value === 'object' && value !== null ? within(value as object, at) : [];
    });
  };
  return within(root, '');
}
