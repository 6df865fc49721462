import type { FastifyInstance } from 'fastify';

/** Which methods each path has, for 405 instead of 404. */
export class RouteTable {
  private readonly routes: { readonly pattern: RegExp; readonly path: string; readonly method: string }[] = [];

  /** Remembers every route that is registered from now on. */
  static of(fastify: FastifyInstance): RouteTable {
    const table = new RouteTable();
    fastify.addHook('onRoute', ({ method, url }) => {
      for (const each of [method].flat()) table.add(each, url);
    });
    return table;
  }

  /** Such as `GET /v1/orders/:orderId`. */
  all(): readonly string[] {
    return this.routes.map(({ method, path }) => `${method} ${path}`);
  }

  methodsOf(path: string): readonly string[] {
    return this.routes.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method);
  }

  private add(method: string, path: string): void {
    if (path.includes('*')) return;
    const pattern = new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/:\w+/g, '[^/]+')}$`);
    this.routes.push({ method, path, pattern });
  }
}
