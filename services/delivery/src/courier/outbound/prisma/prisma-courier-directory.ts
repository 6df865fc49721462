import { Injectable } from '@nestjs/common';
import { PrismaClient } from '../../../generated/prisma/client.ts';
import { CourierDirectory } from '../../application/ports/courier-directory.ts';
import type { Courier, SignIn } from '../../domain/courier.ts';
import type { Sighting } from '../../domain/place.ts';
import { courierOf, signInId } from './courier-tables.ts';

@Injectable()
export class PrismaCourierDirectory extends CourierDirectory {
  constructor(private readonly prisma: PrismaClient) {
    super();
  }

  async find(id: string): Promise<Courier | undefined> {
    return (await this.findKept(id))?.courier;
  }

  async findKept(id: string): Promise<{ courier: Courier; version: number } | undefined> {
    const row = await this.prisma.courier.findUnique({ where: { id } });
    if (!row) return undefined;
    const { version, lastStop, freeSince, ...rest } = row;
    return { courier: courierOf(id, { ...rest, last_stop: lastStop, free_since: freeSince }), version };
  }

  async signInOf(email: string): Promise<SignIn | undefined> {
    const signIn = await this.prisma.courierSignIn.findUnique({
      where: { id: signInId(email) },
      select: { courierId: true, passwordHash: true },
    });
    return signIn ?? undefined;
  }

  async positionsOf(ids: readonly string[]): Promise<ReadonlyMap<string, Sighting>> {
    if (ids.length === 0) return new Map();
    const rows = await this.prisma.courierPosition.findMany({ where: { courierId: { in: [...ids] } } });
    return new Map(rows.map(({ courierId, ...sighting }) => [courierId, sighting]));
  }
}
