import { hashPassword } from '@ftgo/sign-in';
import type { RequestCause } from '@ftgo/write-path';
import { Injectable } from '@nestjs/common';
import { v7 as newId } from 'uuid';
import { type Courier, registerCourier } from '../domain/courier.ts';
import { type CourierDetails, courierDetails } from '../domain/courier-details.ts';
import { CourierRepository } from '../domain/courier-repository.ts';

@Injectable()
export class CreateCourier {
  constructor(private readonly couriers: CourierRepository) {}

  async execute(given: CourierDetails, cause: RequestCause): Promise<Courier> {
    const { name, email, password } = courierDetails(given);
    const courier = { id: newId(), name, email, passwordHash: await hashPassword(password) };
    return this.couriers.register(courier.id, email, (owner) => registerCourier(owner, courier), cause);
  }
}
