import type { Row } from '../harness/row.ts';
import { createOrderGrpc } from './create-order-grpc.ts';
import { createOrderHttp } from './create-order-http.ts';

/** The rows of the table, in its order. */
export const rows: readonly Row[] = [createOrderGrpc, createOrderHttp];
