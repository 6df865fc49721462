import { Injectable } from '@nestjs/common';
import { validate as isUuid } from 'uuid';
import { CourierDirectory } from '../../courier/application/ports/courier-directory.ts';
import type { Sighting } from '../../courier/domain/place.ts';
import { type PlannedStop, timed } from '../../courier/domain/plan.ts';
import { DeliveryNotFound } from '../domain/delivery-errors.ts';
import type { DeliveryAsKept } from '../domain/delivery-repository.ts';
import { CourierTerms } from '../../courier/application/courier-terms.ts';
import { type DeliveryHistoryEntry, DeliveryView } from './ports/delivery-view.ts';

/** Who asks, as far as that decides what they may see. */
export type Asker = { readonly consumerId: string } | { readonly courierId: string } | 'operator';

/** A delivery with what is expected of it now. */
export interface DeliveryAsSeen extends DeliveryAsKept {
  readonly position?: Sighting;
  readonly pickUpAt?: Date;
  readonly deliverAt?: Date;
}

@Injectable()
export class GetDelivery {
  constructor(
    private readonly view: DeliveryView,
    private readonly couriers: CourierDirectory,
    private readonly terms: CourierTerms,
  ) {}

  async execute(orderId: string, asker: Asker): Promise<DeliveryAsSeen> {
    return this.#asExpected(await this.#find(orderId, asker));
  }

  /** As it was then. */
  async at(orderId: string, time: Date, asker: Asker): Promise<DeliveryAsSeen> {
    return asKept(await this.#find(orderId, asker, time));
  }

  /** Each version after that one, and at least the last. */
  async since(orderId: string, version: number, asker: Asker): Promise<readonly DeliveryAsSeen[]> {
    const versions = isUuid(orderId) ? await this.view.versions(orderId, version) : [];
    const last = versions.at(-1);
    if (!last || !maySee(asker, last)) throw new DeliveryNotFound(orderId);
    return [...versions.slice(0, -1).map(asKept), await this.#asExpected(last)];
  }

  /** For operators: it tells of everybody who had to do with it. */
  async history(orderId: string): Promise<readonly DeliveryHistoryEntry[]> {
    await this.#find(orderId, 'operator');
    return this.view.history(orderId);
  }

  async #asExpected(found: DeliveryAsKept): Promise<DeliveryAsSeen> {
    const { orderId, stage, assignment, pickedUpAt } = found.delivery;
    if (!assignment || (stage !== 'SCHEDULED' && stage !== 'PICKED_UP')) return asKept(found);
    const { position, stops } = await this.#expected(assignment.courierId);
    const at = (action: PlannedStop['action']) => stops.find((stop) => stop.orderId === orderId && stop.action === action)?.at;
    return { ...found, position, pickUpAt: pickedUpAt ?? at('PICK_UP') ?? assignment.pickUpAt, deliverAt: at('DELIVER') ?? assignment.deliverAt };
  }

  async #find(orderId: string, asker: Asker, at?: Date): Promise<DeliveryAsKept> {
    const found = isUuid(orderId) ? await this.view.find(orderId, at) : undefined;
    if (!found || !maySee(asker, found)) throw new DeliveryNotFound(orderId);
    return found;
  }

  async #expected(courierId: string): Promise<{ position?: Sighting; stops: readonly PlannedStop[] }> {
    const [courier, seen] = await Promise.all([this.couriers.find(courierId), this.couriers.positionsOf([courierId])]);
    const position = seen.get(courierId) ?? courier?.lastStop;
    return { position, stops: timed(courier?.stops ?? [], position, new Date(), this.terms.pace) };
  }
}

function maySee(asker: Asker, { delivery: { consumerId, assignment } }: DeliveryAsKept): boolean {
  if (asker === 'operator') return true;
  return 'consumerId' in asker ? consumerId === asker.consumerId : assignment?.courierId === asker.courierId;
}

function asKept(found: DeliveryAsKept): DeliveryAsSeen {
  const { assignment, pickedUpAt, deliveredAt } = found.delivery;
  return { ...found, pickUpAt: pickedUpAt ?? assignment?.pickUpAt, deliverAt: deliveredAt ?? assignment?.deliverAt };
}
