import type { RequestCause } from '@ftgo/write-path';
import { Injectable } from '@nestjs/common';
import { validate as isUuid } from 'uuid';
import { type Courier, setAvailability } from '../domain/courier.ts';
import { CourierNotFound } from '../domain/courier-errors.ts';
import { CourierRepository } from '../domain/courier-repository.ts';

@Injectable()
export class SetAvailability {
  constructor(private readonly couriers: CourierRepository) {}

  async execute(id: string, available: boolean, cause: RequestCause): Promise<Courier> {
    if (!isUuid(id)) throw new CourierNotFound(id);
    const now = new Date();
    return this.couriers.update(id, (courier) => setAvailability(courier, id, available, now), cause);
  }
}
