import type { IContainer } from 'kubernetes-models/v1/Container';
import { type Manifest, ofKind } from './manifest.ts';

type Values = Readonly<Record<string, string>>;

/** Config maps and secrets by name, as containers get to see them. */
export class Told {
  private readonly maps: ReadonlyMap<string, Values>;
  private readonly secrets: ReadonlyMap<string, Values>;

  constructor(manifests: readonly Manifest[]) {
    const decoded = (data: Values): Values => Object.fromEntries(Object.entries(data).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]));
    this.maps = new Map(ofKind(manifests, 'ConfigMap').map(({ metadata, data }) => [metadata.name, data as Values]));
    this.secrets = new Map(ofKind(manifests, 'Secret').map(({ metadata, data }) => [metadata.name, decoded(data as Values)]));
  }

  secret(name: string): Values | undefined {
    return this.secrets.get(name);
  }

  /** The environment of a container, and the names of what it refers to and is not there. */
  environmentOf({ env = [], envFrom = [] }: IContainer): { environment: Record<string, string>; missing: string[] } {
    const missing: string[] = [];
    const environment: Record<string, string> = {};
    for (const { configMapRef, secretRef } of envFrom) {
      const values = configMapRef ? this.maps.get(configMapRef.name!) : this.secrets.get(secretRef!.name!);
      if (values) Object.assign(environment, values);
      else missing.push(configMapRef?.name ?? secretRef!.name!);
    }
    for (const { name, value, valueFrom } of env) {
      const reference = valueFrom?.secretKeyRef ?? valueFrom?.configMapKeyRef;
      if (!reference) {
        environment[name] = value ?? 'told by the platform';
        continue;
      }
      const from = valueFrom?.secretKeyRef ? this.secrets : this.maps;
      const found = from.get(reference.name!)?.[reference.key];
      if (found === undefined) missing.push(`${reference.name}/${reference.key}`);
      else environment[name] = found;
    }
    return { environment, missing };
  }
}
