import type { RequestCause } from '@ftgo/write-path';
import { Injectable } from '@nestjs/common';
import { CourierDirectory } from '../../courier/application/ports/courier-directory.ts';
import { Positions } from '../../courier/application/ports/positions.ts';
import { InvalidPosition } from '../../courier/domain/courier-errors.ts';
import { type Place, metersBetween } from '../../courier/domain/place.ts';
import { DeliveryRepository } from '../domain/delivery-repository.ts';
import { comeNear } from '../domain/transport.ts';

/** Positions that come faster than this are let go. */
const SAMPLED_EVERY_MS = 1_000;
const NEAR_METERS = 200;

/**
 * Takes a courier's position, at most once: the last word counts, one that is lost is not asked for, and none is worth a commit
 * with inbox and outbox. What follows from it for a delivery is worth one.
 */
@Injectable()
export class ReportPosition {
  private readonly sampledAt = new Map<string, number>();

  constructor(
    private readonly positions: Positions,
    private readonly directory: CourierDirectory,
    private readonly deliveries: DeliveryRepository,
  ) {}

  /** @throws InvalidPosition */
  async execute(courierId: string, { lat, lng }: Place, cause: RequestCause, at = new Date()): Promise<void> {
    if (!(Math.abs(lat) <= 90)) throw new InvalidPosition('/lat');
    if (!(Math.abs(lng) <= 180)) throw new InvalidPosition('/lng');
    if (at.getTime() - (this.sampledAt.get(courierId) ?? 0) < SAMPLED_EVERY_MS) return;
    this.sampledAt.set(courierId, at.getTime());
    await this.positions.keep(courierId, { lat, lng, at });
    const next = (await this.directory.find(courierId))?.stops[0];
    if (next?.action !== 'DELIVER' || metersBetween({ lat, lng }, next.address) > NEAR_METERS) return;
    await this.deliveries.update(next.orderId, (delivery) => comeNear(delivery, courierId), cause);
  }
}
