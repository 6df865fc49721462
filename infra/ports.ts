import { databaseServices } from './databases.ts';
import type { DatabaseService } from './databases.ts';
import { isTaken } from './free-port.ts';
import { Problem } from './problem.ts';
import type { StackSize } from './stack-size.ts';
import { LARGEST, SMALLEST, numbered } from './stack-size.ts';

/** Where each part of the local stack listens; `FTGO_PORT_OFFSET` moves them all, so that two stacks run side by side. */
export interface Ports {
  readonly offset: number;
  readonly gateway: number;
  readonly services: Readonly<Record<DatabaseService, readonly ServicePorts[]>>;
  readonly postgres: number;
  readonly router: number;
  readonly mail: MailPorts;
  readonly brokers: readonly BrokerPorts[];
}

export interface ServicePorts {
  readonly http: number;
  readonly grpc: number;
}

export interface MailPorts {
  readonly smtp: number;
  readonly http: number;
}

export interface BrokerPorts {
  readonly broker: number;
  readonly controller: number;
}

/** All ports of a stack lie within so many: stacks whose offsets are further apart do not meet. */
const ROOM = 400;

/** @param number of the instance, from 1 */
export const servicePorts = (offset: number, service: DatabaseService, number: number): ServicePorts => {
  const place = databaseServices.indexOf(service) + 1 + 20 * (number - 1) + offset;
  return { http: 8080 + place, grpc: 8280 + place };
};

export const portsAt = (offset: number, gateway = 8080 + offset, { instances, brokers }: StackSize = SMALLEST): Ports => ({
  offset,
  gateway,
  services: Object.fromEntries(
    databaseServices.map((service) => [service, numbered(instances[service]).map((number) => servicePorts(offset, service, number))]),
  ) as Record<DatabaseService, ServicePorts[]>,
  postgres: 8432 + offset,
  router: 8088 + offset,
  mail: { smtp: 8086 + offset, http: 8087 + offset },
  brokers: numbered(brokers).map((number) => ({ broker: 8090 + 2 * number + offset, controller: 8091 + 2 * number + offset })),
});

/** Every port with the name of what listens there. */
export const namedPorts = ({ gateway, services, postgres, router, mail, brokers }: Ports): [name: string, port: number][] => {
  const nth = (name: string, index: number): string => (index === 0 ? name : `${name}-${index + 1}`);
  return [
    ['gateway', gateway],
    ...databaseServices.flatMap((service) =>
      services[service].flatMap(({ http, grpc }, index): [string, number][] => [
        [`${nth(service, index)} http`, http],
        [`${nth(service, index)} grpc`, grpc],
      ]),
    ),
    ['postgres', postgres],
    ['router', router],
    ['mail smtp', mail.smtp],
    ['mail http', mail.http],
    ...brokers.flatMap(({ broker, controller }, index): [string, number][] => [
      [nth('kafka', index), broker],
      [`${nth('kafka', index)} controller`, controller],
    ]),
  ];
};

/** On the fetch standard's list of ports that no browser and no `fetch` connects to. */
export const UNREACHABLE_PORT = 10_080;

/** An offset at which nothing listens on any port that a stack may come to use: for a second stack beside the first. */
export const freeOffset = async (): Promise<number> => {
  for (let offset = 2_400; offset < 20_000; offset += ROOM) {
    const ports = namedPorts(portsAt(offset, undefined, LARGEST)).map(([, port]) => port);
    const taken = await Promise.all(ports.map(isTaken));
    if (!taken.includes(true) && !ports.includes(UNREACHABLE_PORT)) return offset;
  }
  throw new Problem('There is no room for a second stack among the ports 10480 to 28400 of 127.0.0.1.');
};
