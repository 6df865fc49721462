import { Injectable } from '@nestjs/common';
import { PrismaClient } from '../../../generated/prisma/client.ts';
import { Positions } from '../../application/ports/positions.ts';
import type { Sighting } from '../../domain/place.ts';

@Injectable()
export class PrismaPositions extends Positions {
  constructor(private readonly prisma: PrismaClient) {
    super();
  }

  async keep(courierId: string, { lat, lng, at }: Sighting): Promise<void> {
    // Of two instances that hear the same courier, the later word stays.
    await this.prisma.$executeRaw`insert into courier_positions (courier_id, lat, lng, at) values (${courierId}::uuid, ${lat}, ${lng}, ${at})
      on conflict (courier_id) do update set lat = excluded.lat, lng = excluded.lng, at = excluded.at where courier_positions.at < excluded.at`;
  }
}
