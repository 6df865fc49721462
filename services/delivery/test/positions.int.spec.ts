import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type ServiceDatabase, requested, serviceDatabase } from '@ftgo/component-testing';
import { v7 as newId } from 'uuid';
import { InvalidPosition } from '../src/courier/domain/courier-errors.ts';
import { PrismaCourierDirectory } from '../src/courier/outbound/prisma/prisma-courier-directory.ts';
import { PrismaPositions } from '../src/courier/outbound/prisma/prisma-positions.ts';
import { ReportPosition } from '../src/delivery/application/index.ts';
import { inMinutes } from '../src/delivery/domain/delivery.mother.ts';
import { WritePathDeliveries } from '../src/delivery/outbound/prisma/write-path-deliveries.ts';
import { PrismaClient } from '../src/generated/prisma/client.ts';

let database: ServiceDatabase<PrismaClient>;
beforeAll(async () => {
  database = await serviceDatabase('delivery', PrismaClient);
});
afterAll(() => database?.drop());

const replica = () =>
  new ReportPosition(new PrismaPositions(database.prisma), new PrismaCourierDirectory(database.prisma), new WritePathDeliveries(database.writePath));
const inSeconds = (seconds: number): Date => inMinutes(seconds / 60);

describe('a courier’s position (T11)', () => {
  let kim: string;
  let one: ReportPosition;
  beforeEach(() => {
    kim = newId();
    one = replica();
  });
  const isAt = (lat: number, seconds: number, by = one) => by.execute(kim, { lat, lng: -122 }, requested(), inSeconds(seconds));
  const kept = async () => (await database.query<{ lat: number; at: Date }>('select lat, at from courier_positions where courier_id = $1', [kim]))[0];

  it('is sampled: of those within a second the first counts, and then the next', async () => {
    for (const tenths of [0, 1, 5, 9]) await isAt(37 + tenths / 10, tenths / 10);
    expect(await kept()).toMatchObject({ lat: 37, at: inSeconds(0) });
    await isAt(38, 1);
    expect(await kept()).toMatchObject({ lat: 38, at: inSeconds(1) });
  });

  it('is one row, the last word, whichever replica hears it first', async () => {
    const other = replica();
    await isAt(38, 20, other);
    await isAt(37, 10);
    expect(await kept()).toMatchObject({ lat: 38, at: inSeconds(20) });
    await isAt(39, 30);
    expect(await database.query('select from courier_positions where courier_id = $1', [kim])).toHaveLength(1);
    expect(await kept()).toMatchObject({ lat: 39 });
  });

  it('is taken at most once: one that cannot be kept is lost, and is not tried again', async () => {
    await isAt(37, 0);
    await database.query('alter table courier_positions rename to away');
    await expect(isAt(38, 10)).rejects.toThrow();
    await database.query('alter table away rename to courier_positions');
    await isAt(39, 10.5);
    expect(await kept()).toMatchObject({ lat: 37 });
    await isAt(40, 11);
    expect(await kept()).toMatchObject({ lat: 40 });
  });

  it('leaves nothing in inbox or outbox', async () => {
    await isAt(37, 0);
    for (const table of ['inbox', 'outbox']) expect(await database.query(`select from ${table}`)).toEqual([]);
  });

  it('is on earth', async () => {
    await expect(isAt(91, 0)).rejects.toThrow(InvalidPosition);
    await expect(isAt(Number.NaN, 0)).rejects.toThrow(InvalidPosition);
    await expect(one.execute(kim, { lat: 0, lng: -181 }, requested())).rejects.toThrow(InvalidPosition);
    expect(await kept()).toBeUndefined();
  });
});
