import { randomUUID } from 'node:crypto';
import { setTimeout as after } from 'node:timers/promises';
import { pino } from 'pino';
import { demoPassword } from '../../infra/operator.ts';
import { Api } from '../../infra/simulators/api.ts';
import { SimulatedCourier } from '../../infra/simulators/courier/courier.ts';
import { Habits } from '../../infra/simulators/courier/habits.ts';
import { Fate } from '../../infra/simulators/fate.ts';
import { Pace } from '../../infra/simulators/pace.ts';
import { goRounds } from '../../infra/simulators/rounds.ts';
import { Worker } from '../../infra/simulators/worker.ts';
import type { PatientClient } from './patient-client.ts';
import { type Shift, plannedShifts } from './shift-plan.ts';

/** How much faster than ours the couriers' time passes. */
export const COURIERS_SPEED = 500;

interface Employer {
  readonly client: PatientClient;
  readonly gatewayUrl: string;
  readonly operator: string;
  readonly seed: number;
  /** Where they write down what they do. */
  readonly logFile: string;
}

interface Hired {
  readonly id: string;
  readonly email: string;
  readonly token: string;
  readonly shifts: Generator<Shift, never>;
}

/** The couriers of a run: simulated ones, who besides go off duty now and then, and come back without memory. */
export class Couriers {
  readonly #client: PatientClient;
  readonly #hired: readonly Hired[];
  readonly #beginWork: (courier: Hired, signal: AbortSignal) => Promise<void>;
  readonly #atWork = new Map<Hired, { end: AbortController; ended: Promise<void> }>();

  private constructor({ client, gatewayUrl, seed, logFile }: Employer, hired: readonly Hired[]) {
    this.#client = client;
    this.#hired = hired;
    const log = pino({ base: { service: 'couriers' }, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(logFile));
    const habits = new Habits(new Fate(seed), new Pace(COURIERS_SPEED));
    const api = new Api(gatewayUrl);
    this.#beginWork = ({ email }, signal) => {
      const own = log.child({ email });
      const courier = new SimulatedCourier(new Worker(api, email, demoPassword), habits, own);
      const onFailure = (error: Error): void => {
        courier.startOver();
        own.warn(error.message);
      };
      return goRounds({ round: () => courier.round(Date.now), onFailure, signal });
    };
  }

  /** So many, who are on duty and at work when it resolves. */
  static async hire(many: number, employer: Employer): Promise<Couriers> {
    const { client, operator, seed } = employer;
    const hire = async (number: number): Promise<Hired> => {
      const email = `courier-${number}-${randomUUID()}@ftgo.example`;
      const { body: created } = await client.ask('POST', '/v1/couriers', { token: operator, key: randomUUID(), body: { name: `Courier ${number}`, email, password: demoPassword } });
      const { body: session } = await client.ask('POST', '/v1/sessions', { body: { email, password: demoPassword } });
      return { id: created.courierId, email, token: session.accessToken, shifts: plannedShifts(seed, number) };
    };
    const couriers = new Couriers(employer, await Promise.all(Array.from({ length: many }, (_, number) => hire(number))));
    await Promise.all(couriers.#hired.map((courier) => couriers.#comeOnDuty(courier)));
    return couriers;
  }

  /** Shift after shift until the signal; resolves when everybody is on duty, and they stay at work. */
  async play(over: AbortSignal): Promise<void> {
    await Promise.all(this.#hired.map((courier) => this.#playShifts(courier, over)));
  }

  async goHome(): Promise<void> {
    for (const { end } of this.#atWork.values()) end.abort();
    await Promise.all([...this.#atWork.values()].map(({ ended }) => ended));
  }

  async #playShifts(courier: Hired, over: AbortSignal): Promise<void> {
    for (;;) {
      const { on, off } = courier.shifts.next().value;
      await sleep(on, over);
      if (over.aborted) return;
      await this.#setAvailable(courier, false);
      await sleep(off, over);
      await this.#comeOnDuty(courier);
    }
  }

  async #comeOnDuty(courier: Hired): Promise<void> {
    const before = this.#atWork.get(courier);
    before?.end.abort();
    await before?.ended;
    await this.#setAvailable(courier, true);
    const end = new AbortController();
    this.#atWork.set(courier, { end, ended: this.#beginWork(courier, end.signal) });
  }

  async #setAvailable({ id, token }: Hired, available: boolean): Promise<void> {
    const { status, body } = await this.#client.ask('PUT', `/v1/couriers/${id}/availability`, { token, body: { available } });
    if (status >= 300) throw new Error(`A courier's availability was answered ${status} ${JSON.stringify(body)}`);
  }
}

/** Ends early when the round is over. */
const sleep = (ms: number, over: AbortSignal): Promise<void> => after(ms, undefined, { signal: over }).catch(() => undefined);
