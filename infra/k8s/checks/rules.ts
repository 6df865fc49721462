import { topicsOf } from '../../topics.ts';
import type { Overlay } from '../render.ts';
import { availabilityRules } from './availability-rules.ts';
import type { Manifest } from './manifest.ts';
import { podRules } from './pod-rules.ts';
import { referenceRules } from './reference-rules.ts';
import type { Rule } from './rule.ts';

const secret = (name: string, values: Record<string, string>): Manifest => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name },
  data: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, Buffer.from(value).toString('base64')])),
});

/** The Secrets that k8s/README.md has people make for production. The hash is of nobody's password. */
export const fromOutside: readonly Manifest[] = [
  secret('api-gateway', {
    'token-key.json': '{}',
    'operator-email': 'ops@ftgo.example',
    'operator-password-hash': '$argon2id$v=19$m=19456,t=2,p=1$bKlC/IyMC+FwORbjAZXWag$4aptOOod8ol0W799ja8k6skMlR9h9mHrvYdnsmO++GE',
  }),
  secret('mail', { url: 'smtps://ftgo:secret@mail.example:465' }),
];

export const rulesFor = (overlay: Overlay): Record<string, Rule> => ({
  ...podRules,
  ...availabilityRules(Math.min(...topicsOf(overlay).map(({ partitions }) => partitions))),
  ...referenceRules(overlay === 'production' ? fromOutside : []),
});

/** What is wrong with an overlay, a sentence each. */
export const ruleFaults = (overlay: Overlay, manifests: readonly Manifest[]): string[] => Object.values(rulesFor(overlay)).flatMap((rule) => rule(manifests));
