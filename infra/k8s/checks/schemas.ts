import { type Manifest, named } from './manifest.ts';
import { unknownFields, watched } from './watched.ts';

interface Model {
  validate(): void;
}
type ModelClass = new (data: object) => Model;

/** Packages that carry the schemas of an API's group; those of Kubernetes itself for all others. */
const packages: Record<string, string> = {
  'gateway.networking.k8s.io': '@kubernetes-models/gateway-api',
  'postgresql.cnpg.io': '@kubernetes-models/cloudnative-pg',
  'kafka.strimzi.io': '@kubernetes-models/strimzi-kafka-operator',
};

async function modelOf({ apiVersion, kind }: Manifest): Promise<ModelClass | undefined> {
  const group = apiVersion.split('/')[0]!;
  const module = `${packages[group] ?? 'kubernetes-models'}/${apiVersion}/${kind}`;
  return import(module).then(
    (loaded: Record<string, ModelClass>) => loaded[kind],
    () => undefined,
  );
}

/** What is wrong with a manifest by its API's schema: required fields, types, enumerations, formats, and fields that there are not. */
export async function schemaFaults(manifest: Manifest): Promise<string[]> {
  const Model = await modelOf(manifest);
  if (!Model) return [`${named(manifest)}: no schema is known of ${manifest.apiVersion}`];
  const reading = watched(new Model(manifest));
  const faults: string[] = [];
  try {
    Model.prototype.validate.call(reading.subject);
  } catch (error) {
    faults.push(`${named(manifest)}: ${(error as Error).message}`);
  }
  return [...faults, ...unknownFields(reading).map((path) => `${named(manifest)}: there is no field ${path}`)];
}
