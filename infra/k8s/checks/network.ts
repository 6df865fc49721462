import type { INetworkPolicyPeer } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicyPeer';
import type { INetworkPolicyPort } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicyPort';
import type { INetworkPolicySpec } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicySpec';
import { type Manifest, type Workload, containersOf, ofKind, selects } from './manifest.ts';

type Direction = 'Ingress' | 'Egress';

/** `from` may open connections to this port of `to`. */
export interface Edge {
  readonly from: Workload;
  readonly to: Workload;
  readonly port: number;
}

export const edgeName = ({ from, to, port }: Edge): string => `${from.name} → ${to.name}:${port}`;

/** The policies of one namespace, judged as an enforcer judges them: what none of them allows is forbidden where one of them looks. */
export class Network {
  private readonly policies: readonly INetworkPolicySpec[];

  constructor(manifests: readonly Manifest[]) {
    this.policies = ofKind(manifests, 'NetworkPolicy').map(({ spec }) => spec as INetworkPolicySpec);
  }

  /** Whether one end of an edge lets it pass. */
  allows(direction: Direction, { from, to, port }: Edge): boolean {
    const [own, other] = direction === 'Egress' ? [from, to] : [to, from];
    const looking = this.policies.filter(({ podSelector, policyTypes }) => policyTypes?.includes(direction) && selects(podSelector ?? {}, own.labels));
    if (looking.length === 0) return true;
    return looking.some((policy) => {
      const rules = (direction === 'Egress' ? policy.egress : policy.ingress) ?? [];
      return rules.some((rule) => {
        const peers = 'to' in rule ? rule.to : 'from' in rule ? rule.from : undefined;
        return isAmong(peers, other) && isPort(rule.ports, port, to);
      });
    });
  }
}

/** Of this namespace only: a peer by namespace or address is somebody else. */
const isAmong = (peers: INetworkPolicyPeer[] | undefined, { labels }: Workload): boolean =>
  !peers || peers.some(({ podSelector, namespaceSelector, ipBlock }) => podSelector && !namespaceSelector && !ipBlock && selects(podSelector, labels));

const isPort = (ports: INetworkPolicyPort[] | undefined, port: number, to: Workload): boolean =>
  !ports ||
  ports.some(({ port: first, endPort, protocol = 'TCP' }) => {
    if (protocol !== 'TCP') return false;
    const number = typeof first === 'string' ? portsOf(to).find(({ name }) => name === first)?.containerPort : first;
    return number === undefined || (port >= number && port <= (endPort ?? number));
  });

export const portsOf = (workload: Workload) => containersOf(workload).flatMap(({ ports = [] }) => ports);
