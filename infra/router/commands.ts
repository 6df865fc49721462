import type { z } from 'zod';
import { HttpProblem } from './http-problem.ts';
import type { MessageRouter } from './message-router.ts';
import type { Rule } from './rule.ts';
import { releaseRequest, ruleRequest } from './rule-request.ts';

/** What is asked by HTTP. */
export interface Command {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** The body's JSON; undefined where there is none. */
  readonly body: unknown;
}

export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly location?: string;
}

type Handler = (body: unknown, id: string) => Reply | Promise<Reply>;

/**
 * What the router can be told, by method and path.
 *
 * @returns answers a command, or throws an HttpProblem
 */
export function commands(router: MessageRouter, isReady: () => boolean): (command: Command) => Promise<Reply> {
  const { rules, listeners, channels } = router;
  const ofRules = ruleRequest(listeners);
  const known = (id: string): Rule => {
    const rule = rules.find(id);
    if (!rule) throw HttpProblem.of(404, 'UNKNOWN_RULE', `There is no rule ${id}`);
    return rule;
  };
  const table: Record<string, Record<string, Handler>> = {
    '/': { GET: () => ok({ listeners, channels, ...router.status, rules: rules.all.length }) },
    '/healthz': { GET: () => ok({ status: 'ok' }) },
    '/readyz': { GET: () => (isReady() ? ok({ status: 'ok' }) : { status: 503, body: { status: 'joining' } }) },
    '/rules': {
      GET: () => ok({ rules: rules.all.map(({ document }) => document) }),
      POST: (body) => {
        const rule = rules.add(usable(ofRules, body));
        return { status: 201, body: rule.document, location: `/rules/${rule.id}` };
      },
      DELETE: async () => ok({ released: await rules.removeAll() }),
    },
    '/rules/:id': {
      GET: (_, id) => ok(known(id).document),
      DELETE: async (_, id) => ok({ released: await rules.remove(known(id)) }),
    },
    '/rules/:id/held': { GET: (_, id) => ok({ held: known(id).held.map(({ type, key, record }) => ({ type, key, channel: record.channel })) }) },
    '/rules/:id/release': {
      POST: async (body, id) => ok({ released: await known(id).release(usable(releaseRequest, body).order) }),
    },
    '/release': { POST: async (body) => ok({ released: await rules.release(usable(releaseRequest, body).order) }) },
  };

  return async ({ method, path, body }) => {
    const [, first, id, last] = /^\/([^/]*)(?:\/(\d+)(?:\/(\w+))?)?$/.exec(path) ?? [];
    const handlers = table[id === undefined ? path : `/${first}/:id${last ? `/${last}` : ''}`];
    if (!handlers) throw HttpProblem.of(404, 'UNKNOWN_PATH', `There is nothing at ${path}`);
    const handler = handlers[method];
    if (!handler) throw HttpProblem.of(405, 'WRONG_METHOD', `${path} takes ${Object.keys(handlers).join(', ')}`);
    return handler(body, id ?? '');
  };
}

const ok = (body: unknown): Reply => ({ status: 200, body });

function usable<S extends z.ZodType>(schema: S, body: unknown): z.infer<S> {
  const read = schema.safeParse(body ?? {});
  if (!read.success) throw HttpProblem.ofFields(read.error);
  return read.data;
}
