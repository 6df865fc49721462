import type { Edge } from './network.ts';
import { portsOf } from './network.ts';
import { type Manifest, type Workload, containersOf, ofKind, selects, workloadsIn } from './manifest.ts';
import type { Told } from './told.ts';

const usualPorts: Record<string, string> = { 'http:': '80', 'https:': '443', 'postgresql:': '5432' };

/** The hosts and ports in a setting: a URL, or `host:port`, several separated by commas. */
export function addressesIn(value: string): { host: string; port: number }[] {
  if (URL.canParse(value) && /^\w+:\/\//.test(value)) {
    const { hostname, port, protocol } = new URL(value);
    return [{ host: hostname, port: Number(port || usualPorts[protocol]) }];
  }
  return value.split(',').flatMap((part) => {
    const [, host, port] = /^([a-z][\w.-]*):(\d+)$/.exec(part) ?? [];
    return host ? [{ host, port: Number(port) }] : [];
  });
}

export interface Needs {
  readonly edges: readonly Edge[];
  /** Sentences on addresses at which nothing listens. */
  readonly faults: readonly string[];
}

/** Whom each container is told to talk to, found through the Services' names, ports and selectors. */
export function needsOf(manifests: readonly Manifest[], told: Told): Needs {
  const everyone = workloadsIn(manifests);
  const services = new Map(ofKind(manifests, 'Service').map((service) => [service.metadata.name, service]));
  const edges: Edge[] = [];
  const faults: string[] = [];
  for (const from of everyone) {
    for (const container of containersOf(from)) {
      for (const [name, value] of Object.entries(told.environmentOf(container).environment)) {
        if (!name.startsWith('FTGO_')) continue;
        for (const { host, port } of addressesIn(value)) {
          const found = listeners(services.get(host), port, everyone);
          if (found.length === 0) faults.push(`${from.name}: ${name} names ${host}:${port}, where nothing listens`);
          edges.push(...found.map((listener) => ({ from, ...listener })));
        }
      }
    }
  }
  return { edges, faults };
}

function listeners(service: Manifest | undefined, port: number, everyone: readonly Workload[]): { to: Workload; port: number }[] {
  const { selector, ports } = (service?.['spec'] ?? { ports: [] }) as { selector: Record<string, string>; ports: { port: number; targetPort: number | string }[] };
  const { targetPort } = ports.find((each) => each.port === port) ?? {};
  if (targetPort === undefined) return [];
  return everyone
    .filter(({ labels }) => selects({ matchLabels: selector }, labels))
    .flatMap((to) => portsOf(to).filter(({ name, containerPort }) => targetPort === name || targetPort === containerPort).map(({ containerPort }) => ({ to, port: containerPort })));
}
