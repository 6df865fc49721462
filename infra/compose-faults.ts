import { verifyPassword } from '../libs/sign-in/src/password.ts';
import { databaseName, databaseServices } from './databases.ts';
import { kafkaProperties } from './kafka.ts';
import { demoPassword, operatorEmail } from './operator.ts';
import { portsAt } from './ports.ts';
import { postgresSettings } from './postgres.ts';
import { serviceNames, serviceSpec } from './services.ts';
import type { ServiceName } from './services.ts';

type Environment = Readonly<Record<string, string | number>>;

interface ComposeService {
  readonly environment?: Environment;
  readonly command?: readonly string[];
  readonly ports?: readonly string[];
  readonly healthcheck?: unknown;
  readonly restart?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
}

export interface ComposeFile {
  readonly services: Readonly<Record<string, ComposeService>>;
}

const ports = portsAt(0);

/** What the local stack tells a service, apart from what this process was told itself. */
function localEnvironment(service: ServiceName): Environment {
  const own = service === 'api-gateway' ? { http: ports.gateway } : ports.services[service][0]!;
  const surroundings = {
    ports,
    databaseUrls: Object.fromEntries(databaseServices.map((each) => [each, ''])) as Record<(typeof databaseServices)[number], string>,
    kafkaBrokers: '',
    router: false,
    tokenKeyFile: '',
    operator: { email: operatorEmail, passwordHash: '' },
    logs: '',
  };
  const { env = {} } = serviceSpec({ service, number: 1, name: service, ...own }, surroundings);
  return Object.fromEntries(Object.entries(env).filter(([name, value]) => name.startsWith('FTGO_') && process.env[name] !== value)) as Environment;
}

/** What is another address in a container, or a secret. */
const ofThePlace = /^FTGO_(HOST|KAFKA_BROKERS|JWKS_URL|DATABASE_URL|\w+_GRPC|TOKEN_KEY_FILE|OPERATOR_PASSWORD_HASH)$/;

function compared(what: string, given: Environment, wanted: Environment, except: RegExp): string[] {
  return [...new Set([...Object.keys(given), ...Object.keys(wanted)])].flatMap((name) => {
    if (!(name in given)) return [`${what}: ${name} is missing`];
    if (!(name in wanted)) return [`${what}: the local stack does not set ${name}`];
    const differs = !except.test(name) && String(given[name]) !== String(wanted[name]);
    return differs ? [`${what}: ${name} is ${given[name]}, and ${wanted[name]} in the local stack`] : [];
  });
}

/** As a process is told it: Compose doubles dollar signs. */
export const environmentIn = ({ services }: ComposeFile, name: string): Record<string, string> =>
  Object.fromEntries(Object.entries(services[name]?.environment ?? {}).map(([key, value]) => [key, String(value).replaceAll('$$', '$')]));

/** What a broker of these settings, as the image apache/kafka takes them, does otherwise than the local stack's. */
export function kafkaFaults(environment: Readonly<Record<string, string>>): string[] {
  const addresses = /^(process\.roles|controller\.|listener|advertised\.|inter\.broker|log\.dirs|node\.id)/;
  const asVariable = (name: string): string => `KAFKA_${name.toUpperCase().replaceAll('.', '_')}`;
  const lines = kafkaProperties({ folder: '', logFile: '', ports: ports.brokers }).split('\n').map((line) => line.split('=', 2) as [string, string]);
  const wanted = lines.filter(([name]) => !addresses.test(name)).map(([name, value]) => [asVariable(name), value]);
  const given = Object.entries(environment).filter(([name]) => name !== 'KAFKA_HEAP_OPTS' && !lines.some(([of]) => addresses.test(of) && asVariable(of) === name));
  return compared('kafka', Object.fromEntries(given.filter(([name]) => !name.startsWith('KAFKA_INTER_BROKER'))), Object.fromEntries(wanted), /^$/);
}

/** What a PostgreSQL that is started like this does otherwise than the local stack's. */
export function postgresFaults(command: readonly string[]): string[] {
  const given = Object.fromEntries(command.filter((word) => word.includes('=')).map((word) => word.split('=', 2)));
  const { listen_addresses: _, unix_socket_directories: __, ...wanted } = postgresSettings;
  return compared('postgres', given, wanted, /^$/);
}

function addressFaults(file: ComposeFile): string[] {
  const gateway = environmentIn(file, 'api-gateway');
  return databaseServices.flatMap((service) => {
    const { FTGO_GRPC_PORT, FTGO_DATABASE_URL } = environmentIn(file, service);
    const password = environmentIn(file, 'prepare')[`FTGO_${service.toUpperCase()}_PASSWORD`];
    const name = databaseName(service);
    return [
      ...(gateway[`FTGO_${service.toUpperCase()}_GRPC`] === `${service}:${FTGO_GRPC_PORT}` ? [] : [`api-gateway: it looks for ${service} where it is not`]),
      ...(FTGO_DATABASE_URL === `postgresql://${name}:${password}@postgres:5432/${name}` ? [] : [`${service}: this is not the database that was prepared`]),
    ];
  });
}

function hardeningFaults({ services }: ComposeFile): string[] {
  return serviceNames.flatMap((name) => {
    const { healthcheck, restart, read_only: readOnly, cap_drop: dropped } = services[name] ?? {};
    return [
      ...(healthcheck ? [] : [`${name}: nobody asks whether it is ready`]),
      ...(restart === 'unless-stopped' ? [] : [`${name}: nobody starts it again`]),
      ...(readOnly && dropped?.includes('ALL') ? [] : [`${name}: it may do more than it needs to`]),
    ];
  });
}

function portFaults({ services }: ComposeFile): string[] {
  const wanted = { 'api-gateway': `127.0.0.1:${ports.gateway}:${ports.gateway}`, kafka: `127.0.0.1:${ports.brokers[0]!.broker}:${ports.brokers[0]!.broker}`, postgres: `127.0.0.1:${ports.postgres}:5432` };
  return Object.entries(services).flatMap(([name, { ports: published = [] }]) => {
    const due = name in wanted ? [wanted[name as keyof typeof wanted]] : [];
    return String(published) === String(due) ? [] : [`${name}: it is published as ${String(published)}, not as ${String(due) || 'nothing'}`];
  });
}

/** What a compose file says otherwise than the local stack, a sentence each. */
export async function composeFaults(file: ComposeFile): Promise<string[]> {
  const hash = environmentIn(file, 'api-gateway')['FTGO_OPERATOR_PASSWORD_HASH'] ?? '';
  return [
    ...serviceNames.flatMap((name) => compared(name, environmentIn(file, name), localEnvironment(name), ofThePlace)),
    ...kafkaFaults(environmentIn(file, 'kafka')),
    ...postgresFaults(file.services['postgres']?.command ?? []),
    ...addressFaults(file),
    ...hardeningFaults(file),
    ...portFaults(file),
    ...((await verifyPassword(demoPassword, hash)) ? [] : ['api-gateway: the operator signs in with another password']),
  ];
}
