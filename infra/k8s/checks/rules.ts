import { topicsOf } from '../../topics.ts';
import type { Overlay } from '../render.ts';
import { availabilityRules } from './availability-rules.ts';
import type { Manifest } from './manifest.ts';
import { podRules } from './pod-rules.ts';
import { referenceRules } from './reference-rules.ts';
import type { Rule } from './rule.ts';

/** The Secret that k8s/README.md has people make for production. */
export const gatewaySecret: Manifest = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'api-gateway' },
  data: { 'token-key.json': 'e30=', 'operator-email': 'b3BzQGZ0Z28uZXhhbXBsZQ==', 'operator-password-hash': 'eA==' },
};

export const rulesFor = (overlay: Overlay): Record<string, Rule> => ({
  ...podRules,
  ...availabilityRules(Math.min(...topicsOf(overlay).map(({ partitions }) => partitions))),
  ...referenceRules(overlay === 'production' ? [gatewaySecret] : []),
});

/** What is wrong with an overlay, a sentence each. */
export const ruleFaults = (overlay: Overlay, manifests: readonly Manifest[]): string[] => Object.values(rulesFor(overlay)).flatMap((rule) => rule(manifests));
