import { expect, it } from '@jest/globals';
import { fastify } from 'fastify';
import { RouteTable } from './route-table.ts';

it('knows the methods of a path, whatever stands in its parameters', () => {
  const app = fastify({ exposeHeadRoutes: false });
  const table = RouteTable.of(app);
  app.get('/orders/:id', async () => '');
  app.post('/orders', async () => '');
  app.get('/keys.json', async () => '');
  expect(['/orders/1', '/orders', '/orders/1/2', '/orders/', '/keys.json', '/keysXjson'].map((path) => table.methodsOf(path))).toEqual([
    ['GET'],
    ['POST'],
    [],
    [],
    ['GET'],
    [],
  ]);
});
