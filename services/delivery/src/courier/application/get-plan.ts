import { Injectable } from '@nestjs/common';
import { validate as isUuid } from 'uuid';
import { CourierNotFound } from '../domain/courier-errors.ts';
import { type PlannedStop, timed } from '../domain/plan.ts';
import { CourierTerms } from './courier-terms.ts';
import { CourierDirectory } from './ports/courier-directory.ts';

export interface Plan {
  readonly courierId: string;
  readonly stops: readonly PlannedStop[];
  readonly version: number;
}

@Injectable()
export class GetPlan {
  constructor(
    private readonly directory: CourierDirectory,
    private readonly terms: CourierTerms,
  ) {}

  async execute(courierId: string): Promise<Plan> {
    const kept = isUuid(courierId) ? await this.directory.findKept(courierId) : undefined;
    if (!kept) throw new CourierNotFound(courierId);
    const { courier, version } = kept;
    const seen = await this.directory.positionsOf([courierId]);
    return { courierId, stops: timed(courier.stops, seen.get(courierId) ?? courier.lastStop, new Date(), this.terms.pace), version };
  }
}
