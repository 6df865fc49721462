import { Injectable } from '@nestjs/common';
import { PrismaClient } from '../../../generated/prisma/client.ts';
import { CourierDirectory } from '../../application/ports/courier-directory.ts';
import type { Courier, SignIn } from '../../domain/courier.ts';
import { signInId } from './courier-tables.ts';

@Injectable()
export class PrismaCourierDirectory extends CourierDirectory {
  constructor(private readonly prisma: PrismaClient) {
    super();
  }

  async find(id: string): Promise<Courier | undefined> {
    const courier = await this.prisma.courier.findUnique({ where: { id }, omit: { version: true } });
    return courier ?? undefined;
  }

  async signInOf(email: string): Promise<SignIn | undefined> {
    const signIn = await this.prisma.courierSignIn.findUnique({
      where: { id: signInId(email) },
      select: { courierId: true, passwordHash: true },
    });
    return signIn ?? undefined;
  }
}
