// People at the gateway, from within a cluster: `main.mjs orders --rate 50 --seconds 60`; `main.mjs wait` does nothing until it is ended,
// so that the other can be run beside it. Reports are JSON, a line each.
import { parseArgs } from 'node:util';
import { OrderRush } from './order-rush.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rate: { type: 'string', default: '50' },
    seconds: { type: 'string', default: '60' },
    consumers: { type: 'string', default: '16' },
    password: { type: 'string', default: 'ftgo-demo' },
  },
});

const tell = (report: object): void => console.log(JSON.stringify(report));

switch (positionals[0]) {
  case 'wait':
    setInterval(() => undefined, 60_000);
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit());
    break;
  case 'orders': {
    const gateway = new URL(process.env['FTGO_GATEWAY_URL'] ?? 'http://127.0.0.1:8080');
    const rush = await OrderRush.prepare(gateway, { consumers: Number(values.consumers), password: values.password });
    // Whoever started us is satisfied.
    process.stdin.on('end', () => rush.enough()).resume();
    tell({ placing: true });
    tell(await rush.place(Number(values.rate), Number(values.seconds)));
    tell(await rush.settle());
    process.exit();
    break;
  }
  default:
    console.error('main.mjs orders [--rate 50] [--seconds 60] [--consumers 16] [--password <of the demo sign-ins>], or main.mjs wait');
    process.exitCode = 2;
}
