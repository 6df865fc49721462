import { Injectable } from '@nestjs/common';
import { CourierTerms } from '../../courier/application/courier-terms.ts';
import { GetCourier } from '../../courier/application/index.ts';
import { hasRoom } from '../../courier/domain/courier.ts';
import type { OpenOffer } from '../domain/delivery.ts';
import { DeliveryView } from './ports/delivery-view.ts';

const AT_ONCE = 50;

@Injectable()
export class ListOffers {
  constructor(
    private readonly view: DeliveryView,
    private readonly getCourier: GetCourier,
    private readonly terms: CourierTerms,
  ) {}

  /** What the courier can still answer; nothing where they are off duty, or have no room. */
  async execute(courierId: string): Promise<readonly (OpenOffer & { readonly orderId: string })[]> {
    const courier = await this.getCourier.execute(courierId);
    if (!hasRoom(courier, this.terms.capacity)) return [];
    const open = await this.view.openOffers(new Date(), AT_ONCE);
    return open.filter(({ answers }) => !answers.some((answer) => answer.courierId === courierId));
  }
}
