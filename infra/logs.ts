// `npm run logs [service…]`: the end of the logs, and what is added to them, readably. `order` is all its instances.
import { closeSync, existsSync, openSync, readSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder } from './folders.ts';
import { lastStack } from './stack-state.ts';

const folder = lastStack(dataFolder())?.logs ?? join(dataFolder(), 'logs');
const there = existsSync(folder)
  ? readdirSync(folder)
      .filter((name) => name.endsWith('.log'))
      .map((name) => name.slice(0, -4))
  : [];
const wanted = process.argv.slice(2);
const isOf = (log: string, name: string): boolean => log === name || (log.startsWith(`${name}-`) && /^\d+$/.test(log.slice(name.length + 1)));
const unknown = wanted.filter((name) => !there.some((log) => isOf(log, name)));
if (there.length === 0 || unknown.length > 0) {
  console.error(there.length === 0 ? 'There are no logs yet: `npm start` writes them.' : `There is no log of ${unknown.join(', ')}. There are: ${there.join(', ')}.`);
  process.exit(1);
}
const shown = wanted.length > 0 ? there.filter((log) => wanted.some((name) => isOf(log, name))) : there;
const width = Math.max(...shown.map((name) => name.length));

/** A line of JSON as a person reads it; any other line as it is. */
const readable = (line: string): string => {
  try {
    const { time, level, msg, name: _name, pid: _pid, hostname: _host, service: _service, ...rest } = JSON.parse(line) as Record<string, unknown>;
    const at = typeof time === 'number' || typeof time === 'string' ? new Date(time).toISOString().slice(11, 23) : '';
    const more = Object.entries(rest).map(([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
    return [at, String(level).toUpperCase().padEnd(5), msg, ...more].join(' ');
  } catch {
    return line;
  }
};

const tailBytes = 4_000;

const follow = (name: string): (() => void) => {
  const file = join(folder, `${name}.log`);
  let inode = 0;
  let at = 0;
  let rest = '';
  return () => {
    if (!existsSync(file)) return;
    const { ino, size } = statSync(file);
    if (ino !== inode) {
      at = inode === 0 ? Math.max(0, size - tailBytes) : 0;
      rest = '';
      inode = ino;
    }
    const handle = openSync(file, 'r');
    for (const chunk = Buffer.alloc(65_536); ; ) {
      const read = readSync(handle, chunk, 0, chunk.length, at);
      if (read === 0) break;
      at += read;
      rest += chunk.toString('utf8', 0, read);
    }
    closeSync(handle);
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) console.log(`${name.padEnd(width)} │ ${readable(line)}`);
  };
};

const followers = shown.map(follow);
for (;;) {
  for (const read of followers) read();
  await new Promise((done) => setTimeout(done, 200));
}
