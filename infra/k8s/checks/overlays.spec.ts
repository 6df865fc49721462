import { beforeAll, describe, expect, it } from '@jest/globals';
import { readGatewayConfig } from '../../../services/api-gateway/src/config.ts';
import { readConsumerConfig } from '../../../services/consumer/src/config.ts';
import { readDeliveryConfig } from '../../../services/delivery/src/config.ts';
import { readOrderConfig } from '../../../services/order/src/config.ts';
import { readRestaurantConfig } from '../../../services/restaurant/src/config.ts';
import { kafkaFaults, postgresFaults } from '../../compose-faults.ts';
import { type Overlay, render } from '../render.ts';
import { type Manifest, manifestsIn, named, ofKind, programOf, workloadsIn } from './manifest.ts';
import { madeByOperators } from './operators.ts';
import { canRender, manifestsOf, pod, program, without, withWrong } from './overlays.mother.ts';
import { fromOutside, ruleFaults } from './rules.ts';
import { schemaFaults } from './schemas.ts';
import { Told } from './told.ts';

const overlays: Overlay[] = ['local', 'production'];

const readers: [string, (env: NodeJS.ProcessEnv) => object][] = [
  ['api-gateway', readGatewayConfig],
  ['consumer', readConsumerConfig],
  ['delivery', readDeliveryConfig],
  ['order', readOrderConfig],
  ['restaurant', readRestaurantConfig],
];

const schemaFaultsOf = async (manifests: readonly Manifest[]): Promise<string[]> => (await Promise.all(manifests.map(schemaFaults))).flat();

const environmentOf = (manifests: readonly Manifest[], name: string): Record<string, string> => {
  const workload = workloadsIn(manifests).find((each) => each.name === name)!;
  return new Told([...manifests, ...madeByOperators(manifests), ...fromOutside]).environmentOf(programOf(workload)).environment;
};

// CI has kubectl. Elsewhere manifests may go unchecked, and the summary counts them as skipped.
(canRender || process.env['CI'] ? describe : describe.skip)('Kubernetes manifests (kubectl or kustomize on the path renders them)', () => {
  beforeAll(async () => void (await Promise.all(overlays.map(manifestsOf))), 120_000);

  describe.each(overlays)('the overlay %s', (overlay) => {
    it('is what the schemas of its APIs ask for', async () => expect(await schemaFaultsOf(await manifestsOf(overlay))).toEqual([]));

    it('keeps every rule of ours', async () => expect(ruleFaults(overlay, await manifestsOf(overlay))).toEqual([]));

    it.each(readers)('tells %s all that it needs, in words it understands', async (service, read) => {
      const environment = environmentOf(await manifestsOf(overlay), `Deployment ${service}`);
      expect(() => read(environment)).not.toThrow();
    });
  });

  it('the local overlay runs the servers that the local stack runs', async () => {
    const manifests = await manifestsOf('local');
    const { args } = program(manifests.find((manifest) => named(manifest) === 'StatefulSet postgres')!);
    expect([...kafkaFaults(environmentOf(manifests, 'StatefulSet kafka')), ...postgresFaults(args)]).toEqual([]);
  });

  it('a cluster without the Gateway API may have an Ingress', async () => {
    const [ingress] = ofKind(manifestsIn(await render('local', { components: ['ingress'] })), 'Ingress');
    expect(await schemaFaults(ingress!)).toEqual([]);
  });

  it('the production overlay has no secret in it', async () => expect(ofKind(await manifestsOf('production'), 'Secret')).toEqual([]));

  describe('a manifest that its API would not take is found out', () => {
    it.each<[string, (manifest: any) => void, string]>([
      ['a required field is missing', (order) => delete order.spec.selector, 'must have required property selector'],
      ['a type is wrong', (order) => (order.spec.progressDeadlineSeconds = 'soon'), 'progressDeadlineSeconds must be integer'],
      ['a value is not of the enumeration', (order) => (program(order).imagePullPolicy = 'Sometimes'), 'must be equal to one of the allowed values'],
      ['a quantity is none', (order) => (program(order).resources.limits.memory = '512Megs'), 'must match format "quantity"'],
      ['a field there is not', (order) => (program(order).readynessProbe = {}), 'there is no field spec.template.spec.containers.0.readynessProbe'],
    ])('%s', async (_what, makeWrong, fault) => {
      expect(await schemaFaultsOf(await withWrong('local', 'Deployment order', makeWrong))).toEqual([expect.stringContaining(fault)]);
    });

    it.each<[string, (manifest: any) => void, string]>([
      ['Cluster order-database', (cluster) => (cluster.spec.instances = 'three'), 'data/spec/instances must be integer'],
      ['Cluster order-database', (cluster) => (cluster.spec.replicas = 3), 'there is no field spec.replicas'],
      ['Kafka ftgo', (kafka) => (kafka.spec.kafka.listeners[0].type = 'inside'), 'must be equal to one of the allowed values'],
      ['KafkaNodePool broker', (pool) => delete pool.spec.storage, 'must have required property storage'],
      ['HTTPRoute api-gateway', (route) => (route.spec.rule = []), 'there is no field spec.rule'],
      ['Gateway ftgo', (gateway) => (gateway.apiVersion = 'gateway.networking.k8s.io/v9'), 'no schema is known of gateway.networking.k8s.io/v9'],
    ])('%s', async (name, makeWrong, fault) => {
      expect(await schemaFaultsOf(await withWrong('production', name, makeWrong))).toContainEqual(expect.stringContaining(fault));
    });
  });

  describe('a manifest that breaks a rule is found out', () => {
    it.each<[string, string, (manifest: any, all: Manifest[]) => void]>([
      ['Deployment order: nobody asks whether it has started', 'Deployment order', (order) => delete program(order).startupProbe],
      ['Deployment order: nobody asks whether it is ready', 'Deployment order', (order) => delete program(order).readinessProbe],
      ['Deployment order: nobody asks whether it is alive', 'Deployment order', (order) => delete program(order).livenessProbe],
      ['Deployment order: an outage of what it needs would kill it', 'Deployment order', (order) => (program(order).livenessProbe.httpGet.path = '/readyz')],
      ['StatefulSet kafka: kafka has no limit of memory', 'StatefulSet kafka', (kafka) => delete program(kafka).resources.limits],
      ['Deployment order: schema requests no CPU', 'Deployment order', (order) => delete pod(order).initContainers[0].resources.requests.cpu],
      ['Deployment order: program may fill its limit of memory with its heap alone', 'Deployment order', (order) => (program(order).resources.limits.memory = '300Mi')],
      ['Deployment order: program may run as root', 'Deployment order', (order) => delete pod(order).securityContext.runAsNonRoot],
      ['Deployment order: program may make every system call', 'Deployment order', (order) => delete pod(order).securityContext.seccompProfile],
      ['Deployment order: program may gain privileges', 'Deployment order', (order) => delete program(order).securityContext.allowPrivilegeEscalation],
      ['Deployment order: program keeps capabilities', 'Deployment order', (order) => delete program(order).securityContext.capabilities],
      ['Deployment order: program is given privileges', 'Deployment order', (order) => (program(order).securityContext.capabilities.add = ['NET_ADMIN'])],
      ['Deployment order: program may write to its own image', 'Deployment order', (order) => delete program(order).securityContext.readOnlyRootFilesystem],
      ['Deployment order: it is given a token of the Kubernetes API', 'Deployment order', (order) => delete pod(order).automountServiceAccountToken],
      ['StatefulSet kafka: each Service becomes a variable in its environment', 'StatefulSet kafka', (kafka) => delete pod(kafka).enableServiceLinks],
      ['Deployment order: it shares the default service account', 'Deployment order', (order) => (pod(order).serviceAccountName = 'default')],
      ['Deployment order: it reaches into its node', 'Deployment order', (order) => (pod(order).volumes = [{ name: 'node', hostPath: { path: '/' } }])],
      ['Deployment order: program has an image without a tag: ftgo/order', 'Deployment order', (order) => (program(order).image = 'ftgo/order')],
      ['Deployment order: program has an image that may be another tomorrow: ftgo/order:latest', 'Deployment order', (order) => (program(order).image = 'ftgo/order:latest')],
      ['Deployment order: program asks the registry for an image that is there', 'Deployment order', (order) => (program(order).imagePullPolicy = 'Always')],
      ['Deployment order: program listens at a privileged port', 'Deployment order', (order) => (program(order).ports[0].containerPort = 80)],
      ["Deployment order: program takes a port of its node's", 'Deployment order', (order) => (program(order).ports[0].hostPort = 8080)],
      ['Deployment order: 0 budgets guard it from eviction, not one', 'PodDisruptionBudget order', without],
      ['Deployment order: its budget does not let nodes be emptied one pod at a time', 'PodDisruptionBudget order', (budget) => (budget.spec.maxUnavailable = 0)],
      ['Deployment order: nothing scales it', 'HorizontalPodAutoscaler order', (scaler) => (scaler.spec.scaleTargetRef.name = 'orders')],
      ['Deployment order: applying it again would undo its scaling', 'Deployment order', (order) => (order.spec.replicas = 2)],
      ['Deployment order: while its only pod is moved, nobody takes its place', 'HorizontalPodAutoscaler order', (scaler) => (scaler.spec.minReplicas = 1)],
      ['Deployment order: a topic has 3 partitions, and the rest of 4 pods would hear nothing', 'HorizontalPodAutoscaler order', (scaler) => (scaler.spec.maxReplicas = 4)],
      ['Deployment order: an old pod may go before a new one is ready', 'Deployment order', (order) => delete order.spec.strategy],
      ['Deployment order: it stops while requests still come in', 'Deployment order', (order) => delete program(order).lifecycle],
      ['Deployment order: it is killed after 20 s, and may need 30 s to stop', 'Deployment order', (order) => (pod(order).terminationGracePeriodSeconds = 20)],
      ['Deployment api-gateway: it is killed after 29 s, and may need 30 s to stop', 'Deployment api-gateway', (gateway) => (pod(gateway).terminationGracePeriodSeconds = 29)],
      ['Deployment order: its pods may all share one kubernetes.io/hostname', 'Deployment order', (order) => pod(order).topologySpreadConstraints.pop()],
      ['Deployment order: its pods are spread over topology.kubernetes.io/zone by the wrong labels', 'Deployment order', (order) => delete pod(order).topologySpreadConstraints[0].matchLabelKeys],
      ['Job topics: the next version could not be applied, since a Job never changes', 'Job topics-tried', (job) => (job.metadata.name = 'topics')],
      ['Deployment order: it may start before its schema is there', 'Deployment order', (order) => delete pod(order).initContainers],
      ["Deployment order: it waits for another version's schema", 'Deployment order', (order) => (pod(order).initContainers[0].image = 'ftgo/setup:earlier')],
      ['Deployment order: orders is not there', 'Deployment order', (order) => (program(order).envFrom[2].configMapRef.name = 'orders')],
      ['Deployment order: ServiceAccount orders is not there', 'Deployment order', (order) => (pod(order).serviceAccountName = 'orders')],
      ['Deployment api-gateway: own/token-key.json is not there', 'Deployment api-gateway', (gateway) => (pod(gateway).volumes[0].secret.secretName = 'own')],
      ['Service order: nobody is behind it', 'Service order', (service) => (service.spec.selector = { app: 'order' })],
      ['Service order: nobody behind it listens at rpc', 'Service order', (service) => (service.spec.ports[0].targetPort = 'rpc')],
      ['Deployment api-gateway: FTGO_ORDER_GRPC names order-instances:9090, where nothing listens', 'Service order-instances', without],
      ['Deployment api-gateway: FTGO_ORDER_GRPC sends every call of a connection to one pod of order-instances', 'Service order-instances', (service) => delete service.spec.clusterIP],
      ['NetworkPolicy: what no policy selects may talk to everybody', 'NetworkPolicy nothing', without],
      ['Deployment order → StatefulSet kafka:9092 is needed, and its caller may not call', 'NetworkPolicy to-kafka', without],
      ['Deployment api-gateway → Deployment order:9090 is needed, and its receiver does not receive', 'NetworkPolicy order', (policy) => delete policy.spec.ingress],
      ['Deployment order → Deployment consumer:9090 is allowed, and nobody needs it', 'NetworkPolicy order', (policy) => policy.spec.egress.push({ ports: [{ port: 9090 }] })],
      ['Namespace: pods in it may do more than ours need', 'Namespace ftgo', (namespace) => (namespace.metadata.labels['pod-security.kubernetes.io/enforce'] = 'baseline')],
      ['Service order: it is in no namespace of ours', 'Service order', (service) => delete service.metadata.namespace],
      ['Deployment order: FTGO_DATABASE_URL is a secret that anybody may read', 'Deployment order', (order) => (program(order).env = [{ name: 'FTGO_DATABASE_URL', value: 'postgresql://ftgo_order:simple@postgres/ftgo_order' }])],
    ])('%s', async (fault, name, makeWrong) => {
      expect(ruleFaults('local', await withWrong('local', name, makeWrong))).toContain(fault);
    });

    it('a service that may read the database of another, in production', async () => {
      const manifests = await withWrong('production', 'NetworkPolicy to-order-database', (policy) => policy.spec.podSelector.matchExpressions[0].values.push('delivery'));
      expect(ruleFaults('production', manifests)).toEqual(['Deployment delivery → StatefulSet order-database:5432 is allowed, and nobody needs it']);
    });
  });
});
