import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { workspaceRoot } from '../folders.ts';

const fixtures = join(import.meta.dirname, 'fixtures', 'red');
const expected: Record<string, string> = {
  'domain-imports-framework.ts': 'ftgo/pure-domain',
  'domain-imports-outbound.ts': 'ftgo/pure-domain',
  'service-imports-service.ts': '@nx/enforce-module-boundaries',
  'service-imports-service-package.ts': '@nx/enforce-module-boundaries',
  'service-imports-generated.ts': '@nx/enforce-module-boundaries',
};

/** The rules that a source breaks, linted as if it stood where its first line says. */
const brokenBy = (fixture: string): string[] => {
  const source = readFileSync(join(fixtures, fixture), 'utf8');
  const place = /^\/\/ Stands for (\S+)/.exec(source)?.[1] ?? '';
  const eslint = join(workspaceRoot, 'node_modules', 'eslint', 'bin', 'eslint.js');
  const args = [eslint, '--stdin', '--stdin-filename', place, '--format', 'json'];
  let answer: string;
  try {
    answer = execFileSync(process.execPath, args, { cwd: workspaceRoot, input: source, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] });
  } catch (error) {
    answer = (error as { stdout: string }).stdout;
  }
  const [{ messages = [] } = {}] = JSON.parse(answer) as { messages: { ruleId: string }[] }[];
  return messages.map(({ ruleId }) => ruleId);
};

describe('the boundary rules of the lint', () => {
  it('have a red fixture each', () => {
    expect(readdirSync(fixtures).sort()).toEqual(Object.keys(expected).sort());
  });

  it.each(Object.entries(expected))('%s breaks %s', (fixture, rule) => {
    expect(brokenBy(fixture)).toEqual([rule]);
  });
});
