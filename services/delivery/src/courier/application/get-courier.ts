import { Injectable } from '@nestjs/common';
import { validate as isUuid } from 'uuid';
import type { Courier } from '../domain/courier.ts';
import { CourierNotFound } from '../domain/courier-errors.ts';
import { CourierDirectory } from './ports/courier-directory.ts';

@Injectable()
export class GetCourier {
  constructor(private readonly directory: CourierDirectory) {}

  async execute(id: string): Promise<Courier> {
    const courier = isUuid(id) ? await this.directory.find(id) : undefined;
    if (!courier) throw new CourierNotFound(id);
    return courier;
  }
}
