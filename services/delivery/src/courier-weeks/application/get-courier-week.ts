import { Injectable } from '@nestjs/common';
import { GetCourier } from '../../courier/application/index.ts';
import { type CourierWeek, weekOf } from '../../courier/domain/courier-week.ts';
import { type IsoWeek, isoWeek } from '../../courier/domain/iso-week.ts';
import { Trips } from './ports/trips.ts';

@Injectable()
export class GetCourierWeek {
  constructor(
    private readonly trips: Trips,
    private readonly getCourier: GetCourier,
  ) {}

  /** @throws CourierNotFound; Refusal `INVALID_WEEK` */
  async execute(courierId: string, name: string): Promise<{ readonly week: IsoWeek; readonly brought: CourierWeek }> {
    const week = isoWeek(name);
    await this.getCourier.execute(courierId);
    return { week, brought: weekOf(await this.trips.of(courierId, week.from, week.to)) };
  }
}
