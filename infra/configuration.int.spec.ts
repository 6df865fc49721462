import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import { bundleOptions } from './bundle.ts';

const folder = mkdtempSync(join(tmpdir(), 'ftgo-configuration-'));
const program = join(folder, 'main.mjs');

interface Ending {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

/** Starts the order service as a platform does, with this environment and nothing else, and waits until it has ended. */
const start = (env: Record<string, string>): Promise<Ending> =>
  new Promise((ended) => {
    const child = execFile(process.execPath, [program], { env, timeout: 20_000 }, (_, out, error) => ended({ code: child.exitCode, out, error }));
  });

const usable = {
  FTGO_DATABASE_URL: 'postgresql://ftgo_order:secret@127.0.0.1:1/ftgo_order',
  FTGO_KAFKA_BROKERS: '127.0.0.1:1',
  FTGO_JWKS_URL: 'http://127.0.0.1:1/jwks.json',
};

beforeAll(async () => {
  await build({ ...bundleOptions('order'), outfile: program, sourcemap: false });
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a service that is started with a wrong configuration (D9)', () => {
  it('ends at once, with one line that names every setting at fault', async () => {
    const { code, out, error } = await start({ FTGO_KAFKA_BROKERS: 'localhost', FTGO_JWKS_URL: usable.FTGO_JWKS_URL });
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(error.trim().split('\n')).toEqual([
      'order: The configuration is not usable: FTGO_DATABASE_URL is not set; ' +
        'FTGO_KAFKA_BROKERS: must be host:port, several separated by commas',
    ]);
  });

  it('names its own settings, too', async () => {
    const { code, error } = await start({ ...usable, FTGO_CREATION_DEADLINE_SECONDS: 'soon' });
    expect({ code, error }).toEqual({ code: 1, error: expect.stringMatching(/^order: .*: FTGO_CREATION_DEADLINE_SECONDS: [^\n]+\n$/) });
  });

  it('tells no secret', async () => {
    const { code, error } = await start({ ...usable, FTGO_DATABASE_URL: 'mysql://ftgo_order:secret@127.0.0.1/ftgo_order' });
    expect({ code, error }).toEqual({ code: 1, error: expect.stringContaining('FTGO_DATABASE_URL: must be a postgresql:// URL') });
    expect(error).not.toContain('secret');
  });
});
