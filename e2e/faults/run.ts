import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { readStack } from '../../infra/stack-state.ts';
import { castOf } from './cast.ts';
import { findingsIn } from './checks.ts';
import { Couriers } from './couriers.ts';
import { Disturbance } from './disturbance.ts';
import { deliveriesUnderWay, gather, lagsOf } from './gather.ts';
import type { Books, Evidence } from './evidence.ts';
import { plannedBlows, plannedFreezes } from './fault-plan.ts';
import { isForGood } from './finding.ts';
import type { Finding } from './finding.ts';
import { plannedOrders } from './order-plan.ts';
import { OrderStream } from './order-stream.ts';
import { PatientClient } from './patient-client.ts';
import type { Figures } from './report.ts';

export interface RunOptions {
  /** Of the running stack. */
  readonly folder: string;
  readonly seed: number;
  /** How long it goes on, in milliseconds. */
  readonly lasts: number;
  /** Clients per second. */
  readonly rate: number;
  /** Of each service, at the beginning. */
  readonly instances: number;
  readonly couriers: number;
  /** Nothing is killed, frozen or cut off. */
  readonly calm: boolean;
  /** How long an order may be pending in this stack, in milliseconds. */
  readonly creationDeadline: number;
  readonly tell: (line: string) => void;
}

/** The books are read after every round, while what went wrong is fresh. */
const ROUND = 45_000;
const SHORTEST_ROUND = 10_000;
/** From the last fault on, until every client has its answer; from then on, until nothing moves any more. */
const SETTLES_WITHIN = 90_000;
const BOOKS_ANSWER_WITHIN = 30_000;
/** What is found in a system at rest stays; a second look is for what was read while it still moved. */
const SECOND_LOOKS = 30_000;

/** Lets clients order and faults happen, round by round, and reads the books after each; a finding ends the run. */
export async function runFaults({ folder, seed, lasts, rate, instances, couriers: hands, calm, creationDeadline, tell }: RunOptions): Promise<Figures> {
  const givesUp = new AbortController();
  const client = new PatientClient(readStack(folder).gatewayUrl, givesUp.signal);
  const cast = await castOf(client);
  const { gatewayUrl, logs } = readStack(folder);
  const couriers = await Couriers.hire(hands, { client, gatewayUrl, operator: cast.operator, seed, logFile: join(logs, 'couriers.log') });
  const stream = new OrderStream(cast, client);
  const disturbance = new Disturbance(folder, instances, tell);
  const orders = plannedOrders(seed);
  const blows = plannedBlows(seed);
  const freezes = plannedFreezes(seed, creationDeadline);
  const begun = performance.now();
  const elapsed = (): number => performance.now() - begun;

  let findings: Finding[] = [];
  let evidence: Evidence | undefined;
  for (let round = 1; findings.length === 0 && (round === 1 || lasts - elapsed() > SHORTEST_ROUND); round += 1) {
    const over = AbortSignal.timeout(Math.ceil(Math.max(Math.min(ROUND, lasts - elapsed()), SHORTEST_ROUND)));
    const people = Promise.all([stream.play(orders, rate, over), couriers.play(over)]);
    if (calm) await once(over, 'abort');
    else await Promise.all([disturbance.play(blows, over), disturbance.play(freezes, over)]);
    await disturbance.heal();
    const patienceEnds = setTimeout(() => givesUp.abort(), SETTLES_WITHIN);
    await people;
    clearTimeout(patienceEnds);
    const healed = performance.now();
    ({ evidence, findings } = await settled());
    const took = ((performance.now() - healed) / 1_000).toFixed(1);
    tell(`Round ${round}: ${stream.accepted} orders so far, ${findings.length} findings, the books read after ${took} s`);
  }
  await couriers.goHome();
  return {
    seconds: elapsed() / 1_000,
    asked: [...stream.asked.values()],
    orders: evidence?.orders ?? [],
    steps: evidence?.steps ?? [],
    retries: client.retries,
    faults: disturbance.happened,
    missedFaults: disturbance.missed,
    longestWithoutOrder: stream.longestWithoutOrder,
    findings: [...findings, ...proofless()],
  };

  /** A run in which nothing happened proves nothing. */
  function proofless(): Finding[] {
    const missing = [
      ...(evidence?.orders.some(({ state }) => state === 'APPROVED') ? [] : ['no order was approved']),
      ...(evidence?.orders.some(({ state }) => state === 'DELIVERED') ? [] : ['no order came to the door']),
      ...(calm || disturbance.happened.size > 0 ? [] : ['no fault hit anything']),
    ];
    return missing.map((says) => ({ harm: 'wrong', rule: 'a run has orders and faults', says }));
  }

  /** Reads everything as soon as nothing moves any more, and again while waiting can still mend what is found. */
  async function settled(): Promise<{ evidence: Evidence; findings: Finding[] }> {
    const restBy = performance.now() + SETTLES_WITHIN;
    while (performance.now() < restBy && !(await isAtRest())) await after(250);
    const giveUpAt = performance.now() + SECOND_LOOKS;
    for (;;) {
      const stack = readStack(folder);
      const read = await gather(stack, [...stream.asked.values()], stream.run, await books());
      const found = findingsIn(read);
      if (found.length === 0 || found.some(isForGood) || performance.now() > giveUpAt) return { evidence: read, findings: found };
      await after(1_000);
    }
  }

  async function isAtRest(): Promise<boolean> {
    const { pending, balanced } = await books();
    if (pending > 0 || !balanced) return false;
    const stack = readStack(folder);
    try {
      return (await deliveriesUnderWay(stack)) === 0 && (await lagsOf(stack.kafkaBrokers)).length === 0;
    } catch {
      // Whoever was killed last is still on the way back.
      return false;
    }
  }

  async function books(): Promise<Books> {
    // Not by the clients' own: those may have lost their patience.
    const reader = new PatientClient(gatewayUrl, AbortSignal.timeout(BOOKS_ANSWER_WITHIN));
    const { status, body } = await reader.ask('GET', '/v1/operations/books', { token: cast.operator });
    if (status !== 200) throw new Error(`The books were answered ${status} ${JSON.stringify(body)}`);
    return body;
  }
}
