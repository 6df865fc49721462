import { type Manifest, containersOf, named, ofKind, programOf, selects, workloadsIn } from './manifest.ts';
import { addressesIn, needsOf } from './addresses.ts';
import { Network, edgeName, portsOf } from './network.ts';
import { madeByOperators } from './operators.ts';
import type { Rule } from './rule.ts';
import { Told } from './told.ts';

const whole = (manifests: readonly Manifest[]): Manifest[] => [...manifests, ...madeByOperators(manifests)];

/** @param fromOutside Secrets that are made by hand or by another tool, with their keys */
const referencesAreThere =
  (fromOutside: readonly Manifest[]): Rule =>
  (manifests) => {
    const everything = [...whole(manifests), ...fromOutside];
    const told = new Told(everything);
    const accounts = new Set(ofKind(manifests, 'ServiceAccount').map(({ metadata }) => metadata.name));
    return workloadsIn(manifests).flatMap((workload) => {
      const { serviceAccountName = '', volumes = [] } = workload.pod;
      const missing = [
        ...containersOf(workload).flatMap((container) => told.environmentOf(container).missing),
        ...volumes.flatMap(({ secret }) => (secret ? (secret.items ?? []).filter(({ key }) => !told.secret(secret.secretName!)?.[key]).map(({ key }) => `${secret.secretName}/${key}`) : [])),
        ...(accounts.has(serviceAccountName) ? [] : [`ServiceAccount ${serviceAccountName}`]),
      ];
      return missing.map((name) => `${workload.name}: ${name} is not there`);
    });
  };

const servicesHaveListeners: Rule = (manifests) =>
  ofKind(manifests, 'Service').flatMap((service) => {
    const { selector, ports } = service['spec'] as { selector: Record<string, string>; ports: { targetPort: number | string }[] };
    const behind = workloadsIn(manifests).filter(({ labels }) => selects({ matchLabels: selector }, labels));
    if (behind.length === 0) return [`${named(service)}: nobody is behind it`];
    const open = new Set(behind.flatMap(portsOf).flatMap(({ name, containerPort }) => [name, containerPort]));
    return ports.filter(({ targetPort }) => !open.has(targetPort)).map(({ targetPort }) => `${named(service)}: nobody behind it listens at ${targetPort}`);
  });

const addressesAreThere: Rule = (manifests) => {
  const everything = whole(manifests);
  return needsOf(everything, new Told(everything)).faults;
};

/** A connection through a Service's own address lasts, and with it the choice of an instance: calls over it are not spread. */
const callsAreSpread: Rule = (manifests) => {
  const told = new Told(manifests);
  const headless = new Set(ofKind(manifests, 'Service').flatMap(({ metadata, spec }) => (spec.clusterIP === 'None' ? [metadata.name] : [])));
  return workloadsIn(manifests).flatMap((workload) =>
    Object.entries(told.environmentOf(programOf(workload)).environment)
      .filter(([name]) => name.endsWith('_GRPC'))
      .flatMap(([name, value]) => addressesIn(value).filter(({ host }) => !headless.has(host)).map(({ host }) => `${workload.name}: ${name} sends every call of a connection to one pod of ${host}`)),
  );
};

const nobodyIsTrusted: Rule = (manifests) => {
  const all = ofKind(manifests, 'NetworkPolicy').find(({ spec }) => Object.keys((spec.podSelector ?? {}) as object).length === 0 && spec.policyTypes?.length === 2 && !spec.ingress && !spec.egress);
  return all ? [] : ['NetworkPolicy: what no policy selects may talk to everybody'];
};

const edges: Rule = (manifests) => {
  const everything = whole(manifests);
  const { edges: needed } = needsOf(everything, new Told(everything));
  const network = new Network(everything);
  const everyone = workloadsIn(everything);
  const names = new Set(needed.map(edgeName));
  const cut = needed.flatMap((edge) =>
    (['Egress', 'Ingress'] as const).filter((end) => !network.allows(end, edge)).map((end) => `${edgeName(edge)} is needed, and its ${end === 'Egress' ? 'caller may not call' : 'receiver does not receive'}`),
  );
  const spare = everyone.flatMap((from) =>
    everyone
      .filter((to) => to !== from)
      .flatMap((to) => portsOf(to).map(({ containerPort: port }) => ({ from, to, port })))
      .filter((edge) => !names.has(edgeName(edge)) && network.allows('Egress', edge)),
  );
  return [...new Set(cut), ...spare.map((edge) => `${edgeName(edge)} is allowed, and nobody needs it`)];
};

const namespaces: Rule = (manifests) => {
  const own = ofKind(manifests, 'Namespace');
  const restricted = own.length === 1 && own[0]!.metadata.labels?.['pod-security.kubernetes.io/enforce'] === 'restricted';
  const elsewhere = manifests.filter(({ kind, metadata }) => kind !== 'Namespace' && metadata.namespace !== own[0]?.metadata.name);
  return [...(restricted ? [] : ['Namespace: pods in it may do more than ours need']), ...elsewhere.map((manifest) => `${named(manifest)}: it is in no namespace of ours`)];
};

/** Passwords in what anybody may read. */
const secretsAreSecrets: Rule = (manifests) => {
  const isSecret = (name: string, value: string): boolean => /:\/\/[^/@]*:[^/@]+@/.test(value) || (/PASSWORD|PRIVATE|TOKEN$/.test(name) && value !== '');
  const open = [
    ...ofKind(manifests, 'ConfigMap').flatMap((map) => Object.entries(map['data'] as Record<string, string>).map(([name, value]) => ({ of: named(map), name, value }))),
    ...workloadsIn(manifests).flatMap((workload) => containersOf(workload).flatMap(({ env = [] }) => env.map(({ name, value = '' }) => ({ of: workload.name, name, value })))),
  ];
  return open.filter(({ name, value }) => isSecret(name, value)).map(({ of, name }) => `${of}: ${name} is a secret that anybody may read`);
};

/** @param fromOutside Secrets that are made by hand or by another tool */
export const referenceRules = (fromOutside: readonly Manifest[]): Record<string, Rule> => ({
  referencesAreThere: referencesAreThere(fromOutside),
  servicesHaveListeners,
  addressesAreThere,
  callsAreSpread,
  nobodyIsTrusted,
  edges,
  namespaces,
  secretsAreSecrets,
});
