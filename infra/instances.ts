import { databaseServices } from './databases.ts';
import type { DatabaseService } from './databases.ts';
import { isTaken } from './free-port.ts';
import { servicePorts } from './ports.ts';
import { Problem } from './problem.ts';
import { instanceId, serviceSpec } from './services.ts';
import type { Instance, ServiceName, Surroundings } from './services.ts';
import { MOST_INSTANCES, numbered } from './stack-size.ts';
import type { Supervisor } from './supervisor.ts';

const isDatabaseService = (name: string): name is DatabaseService => (databaseServices as readonly string[]).includes(name);

/** The instances of the services: who they are, and how one more comes and one goes while the stack runs. */
export class Instances {
  private readonly running: Instance[] = [];
  private readonly supervisor: Supervisor;
  private readonly surroundings: Surroundings;

  constructor(supervisor: Supervisor, surroundings: Surroundings) {
    this.supervisor = supervisor;
    this.surroundings = surroundings;
  }

  /** Starts as many instances of a service as it has ports, and resolves when all are ready. An only one is named as its service. */
  async start(service: ServiceName): Promise<void> {
    const { ports } = this.surroundings;
    const all: Instance[] =
      service === 'api-gateway'
        ? [{ service, number: 1, name: service, http: ports.gateway }]
        : ports.services[service].map((each, index, { length }) => ({
            service,
            number: index + 1,
            name: length === 1 ? service : `${service}-${index + 1}`,
            ...each,
          }));
    await Promise.all(all.map((instance) => this.run(instance)));
  }

  /** @returns the new instance's name */
  async add(service: string): Promise<string> {
    if (!isDatabaseService(service)) throw new Problem(`There can be one more of ${databaseServices.join(', ')}, not of "${service}".`);
    const taken = this.of(service).map(({ number }) => number);
    const number = numbered(MOST_INSTANCES).find((free) => !taken.includes(free));
    if (!number) throw new Problem(`There are ${MOST_INSTANCES} instances of ${service}: there is no room for one more.`);
    const ports = servicePorts(this.surroundings.ports.offset, service, number);
    for (const port of Object.values(ports)) if (await isTaken(port)) throw new Problem(`Port ${port} of 127.0.0.1 is taken by another program.`);
    const instance = { service, number, name: `${service}-${number}`, ...ports };
    try {
      await this.run(instance);
    } catch (error) {
      await this.end(instance);
      throw error;
    }
    return instance.name;
  }

  /** Ends an instance, or the last of a service. @returns its name */
  async remove(name: string): Promise<string> {
    const instance = this.running.find((each) => instanceId(each) === name) ?? this.of(name).at(-1);
    if (!instance) throw new Problem(`There is no instance "${name}" here, only ${this.running.map((each) => each.name).join(', ')}.`);
    if (this.of(instance.service).length === 1) throw new Problem(`${instance.name} is the only one of its service: \`npm run down -- ${instance.name}\` kills it.`);
    await this.end(instance);
    return instance.name;
  }

  /** By number. */
  private of(service: string): Instance[] {
    return this.running.filter((each) => each.service === service).sort((one, other) => one.number - other.number);
  }

  private async run(instance: Instance): Promise<void> {
    this.running.push(instance);
    await this.supervisor.start(serviceSpec(instance, this.surroundings));
  }

  private async end(instance: Instance): Promise<void> {
    await this.supervisor.stop([instanceId(instance)]);
    this.running.splice(this.running.indexOf(instance), 1);
  }
}
