import { Global, Module } from '@nestjs/common';
import { PrismaService } from '../persistence/prisma.service.ts';
import { Inbox } from './inbox.ts';
import { OutboxPublisher } from './outbox-publisher.ts';

@Global()
@Module({ providers: [PrismaService, Inbox, OutboxPublisher], exports: [PrismaService, Inbox] })
export class MessagingModule {}
