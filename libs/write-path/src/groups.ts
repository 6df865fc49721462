/**
 * Calls that depend on each other, as numbers by the place of the call: two calls are of one group when they share a node,
 * directly or through others. A disjoint-set forest with path halving (Tarjan, van Leeuwen 1984).
 */
export function groupsOf(nodesOfCalls: readonly (readonly string[])[]): number[] {
  const parent = nodesOfCalls.map((_, call) => call);
  const root = (call: number): number => {
    while (parent[call] !== call) call = parent[call] = parent[parent[call]!]!;
    return call;
  };
  const firstAt = new Map<string, number>();
  nodesOfCalls.forEach((nodes, call) => {
    for (const node of nodes) {
      const first = firstAt.get(node);
      if (first === undefined) firstAt.set(node, call);
      else parent[root(call)] = root(first);
    }
  });
  return parent.map((_, call) => root(call));
}
