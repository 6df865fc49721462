// People at the gateway, from within a cluster: `main.mjs orders --rate 50 --seconds 60`, which reports in JSON, a line each;
// `main.mjs demo --scenario approved`; `main.mjs wait` does nothing until it is ended, so that the others can be run beside it.
import { parseArgs } from 'node:util';
import { demo } from './demo.ts';
import { OrderRush } from './order-rush.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rate: { type: 'string', default: '50' },
    seconds: { type: 'string', default: '60' },
    consumers: { type: 'string', default: '16' },
    scenario: { type: 'string', default: 'approved' },
    all: { type: 'boolean', default: false },
    password: { type: 'string', default: 'ftgo-demo' },
  },
});

const tell = (report: object): void => console.log(JSON.stringify(report));

const gatewayUrl = process.env['FTGO_GATEWAY_URL'] ?? 'http://127.0.0.1:8080';

switch (positionals[0]) {
  case 'wait':
    setInterval(() => undefined, 60_000);
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit());
    break;
  case 'orders': {
    const rush = await OrderRush.prepare(new URL(gatewayUrl), { consumers: Number(values.consumers), password: values.password });
    // Whoever started us is satisfied.
    process.stdin.on('end', () => rush.enough()).resume();
    tell({ placing: true });
    tell(await rush.place(Number(values.rate), Number(values.seconds)));
    tell(await rush.settle());
    process.exit();
    break;
  }
  case 'demo':
    process.exit((await demo(values.all ? undefined : values.scenario, { gatewayUrl, kafkaBrokers: (process.env['FTGO_KAFKA_BROKERS'] ?? '').split(',') })) ? 0 : 1);
    break;
  default:
    console.error('main.mjs demo [--scenario approved | --all], main.mjs orders [--rate 50] [--seconds 60] [--consumers 16] [--password <of the demo sign-ins>], or main.mjs wait');
    process.exitCode = 2;
}
