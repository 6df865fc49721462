import { Injectable } from '@nestjs/common';
import { CreateCourier } from './create-courier.ts';
import { GetCourier } from './get-courier.ts';
import { SetAvailability } from './set-availability.ts';
import { VerifyCredentials } from './verify-credentials.ts';

/** All that can be done with couriers. */
@Injectable()
export class CourierUseCases {
  constructor(
    readonly createCourier: CreateCourier,
    readonly setAvailability: SetAvailability,
    readonly verifyCredentials: VerifyCredentials,
    readonly getCourier: GetCourier,
  ) {}
}
