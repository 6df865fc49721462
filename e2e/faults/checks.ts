// What must hold once the system is at rest: each rule is a function from the evidence to its findings.
import { agreementRules } from './agreement-checks.ts';
import { clientRules } from './client-checks.ts';
import { deliveryRules } from './delivery-checks.ts';
import type { Evidence } from './evidence.ts';
import type { Finding } from './finding.ts';
import { messageRules } from './message-checks.ts';
import { sagaRules } from './saga-checks.ts';

const rules = [...clientRules, ...agreementRules, ...deliveryRules, ...messageRules, ...sagaRules];

export const findingsIn = (evidence: Evidence): Finding[] => rules.flatMap((look) => look(evidence));
