import { services, type Stage } from './stage.ts';

const NODE = '/nodejs/bin/node';

/** Says of each host:port whether it took a connection within two seconds. */
const KNOCK = `
const { connect } = require('node:net');
const knock = (target) => new Promise((told) => {
  const [host, port] = target.split(':');
  const socket = connect({ host, port, timeout: 2000 });
  const tell = (answer) => { socket.destroy(); told([target, answer]); };
  socket.on('connect', () => tell('open')).on('timeout', () => tell('nothing')).on('error', (error) => tell(error.code));
});
Promise.all(process.argv.slice(1).map(knock)).then((all) => console.log(JSON.stringify(Object.fromEntries(all))));`;

/** Who may talk to whom, and nobody else. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'api-gateway': ['order:9090', 'consumer:9090', 'restaurant:9090', 'delivery:9090'],
  order: ['postgres:5432', 'kafka:9092', 'api-gateway:80'],
  consumer: ['postgres:5432', 'kafka:9092', 'api-gateway:80'],
  restaurant: ['postgres:5432', 'kafka:9092', 'api-gateway:80'],
  delivery: ['postgres:5432', 'kafka:9092', 'api-gateway:80'],
  visitors: ['api-gateway.ftgo:80'],
};

const forbidden: Readonly<Record<string, readonly string[]>> = {
  'api-gateway': ['postgres:5432', 'kafka:9092', 'kubernetes.default:443'],
  order: ['consumer:9090', 'restaurant:9090', 'delivery:9090', 'kubernetes.default:443'],
  consumer: ['order:9090'],
  restaurant: ['order:9090', 'delivery:9090'],
  delivery: ['restaurant:9090'],
  visitors: ['order.ftgo:9090', 'postgres.ftgo:5432', 'kafka.ftgo:9092'],
};

/** The allowed edges work, and nothing comes through the others. */
export async function edges(stage: Stage): Promise<void> {
  for (const [kind, wanted, targets] of [['allowed', 'open', allowed], ['forbidden', 'nothing', forbidden]] as const) {
    const knocked = await Promise.all(Object.entries(targets).map(async ([from, each]) => Object.entries(await knock(stage, from, each)).map(([to, answer]) => ({ from, to, answer }))));
    const wrong = knocked.flat().filter(({ answer }) => answer !== wanted);
    const said = wrong.map(({ from, to, answer }) => `${from} → ${to} ${answer}`).join(', ');
    stage.narrator.check(`${knocked.flat().length} ${kind} edges: ${wanted === 'open' ? 'each takes a connection' : 'none takes a connection within 2 s'}`, wrong.length === 0, said);
  }
}

async function knock({ cluster, visitors }: Stage, from: string, targets: readonly string[]): Promise<Record<string, string>> {
  const isService = (services as readonly string[]).includes(from);
  return JSON.parse(await (isService ? cluster.exec(`deployment/${from}`, NODE, '--eval', KNOCK, ...targets) : visitors.script(KNOCK, ...targets))) as Record<string, string>;
}
