import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { bundleFile } from '../../infra/bundle-file.ts';
import type { Row } from '../harness/row.ts';

const SERVICES = ['order', 'consumer', 'restaurant', 'delivery', 'api-gateway'];
const MIB = 2 ** 20;

export const sizes: Row = {
  id: 'sizes',
  title: 'What is deployed: the five services, each one file',
  figures: {
    together: { title: 'together', unit: 'MiB', better: 'less' },
    gzipped: { title: 'together, compressed', unit: 'MiB', better: 'less' },
    largest: { title: 'the largest', unit: 'MiB', better: 'less' },
  },
  goals: [],
  notes: ['No `node_modules` is deployed beside them.'],
  rounds: 1,
  prepare: async () => ({
    contestants: [
      {
        name: 'ours',
        processes: [],
        round: async () => {
          const files = SERVICES.map((service) => readFileSync(bundleFile(service)));
          const sum = (of: (file: Buffer) => number): number => files.reduce((total, file) => total + of(file), 0) / MIB;
          const figures = {
            together: sum(({ length }) => length),
            gzipped: sum((file) => gzipSync(file).length),
            largest: Math.max(...files.map(({ length }) => length)) / MIB,
          };
          return { figures, operations: 0 };
        },
      },
    ],
    close: () => Promise.resolve(),
  }),
};
