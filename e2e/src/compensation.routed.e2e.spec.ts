import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as after } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@ftgo/testing';
import { Random } from '../faults/random.ts';
import { cancelOrder } from './compensation/cancel-order.ts';
import { type Cell, faults, type Fault, isPlayed } from './compensation/cell.ts';
import { createOrder } from './compensation/create-order.ts';
import { type Observed, matrixDocument } from './compensation/document.ts';
import { reviseOrder } from './compensation/revise-order.ts';
import { Scene } from './compensation/scene.ts';
import { Stage } from './compensation/stage.ts';
import { agrees } from './compensation/standing.ts';
import { balancedBooks } from './ftgo.ts';

const document = new URL('../../docs/compensation.md', import.meta.url);
const seed = Number(process.env['FTGO_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const LONGEST_ACT_MS = 150_000;
const sagas = [createOrder, cancelOrder, reviseOrder];

const cells = sagas.flatMap(({ title, steps }) =>
  steps.flatMap((step) =>
    (Object.keys(faults) as Fault[]).flatMap((fault) => {
      const entry = step.cells[fault];
      return isPlayed(entry) ? [{ name: `${title}: ${step.name} ${faults[fault]}`, cell: entry }] : [];
    }),
  ),
);

/** Of each cell, what was seen or what went wrong. */
const outcomes = new Map<Cell, Observed | Error>();

/** Where the order lives the scene goes on. */
async function play(cell: Cell, scene: Scene): Promise<void> {
  await cell.play(scene);
  if (cell.ends !== 'APPROVED') return;
  await scene.stands({ order: 'APPROVED', sameLines: true });
  await scene.isCooked();
}

async function observe(cell: Cell, scene: Scene): Promise<Observed> {
  const end = await eventually(
    async () => {
      const standing = await scene.standing();
      agrees(standing, cell.ends);
      return standing;
    },
    { within: 20_000, every: 400 },
  );
  return { ...(scene.meanwhile && { meanwhile: scene.meanwhile }), end };
}

/** One cell that gets nowhere must not keep the others from being told of. */
const inTime = (act: Promise<void>, scene: Scene): Promise<void> =>
  Promise.race([
    act,
    after(LONGEST_ACT_MS, undefined, { ref: false }).then(() => {
      throw new Error(`Order ${scene.orderId || '(none yet)'} has got nowhere within ${LONGEST_ACT_MS / 1_000} s`);
    }),
  ]);

const failure = (reason: unknown): Error => (reason instanceof Error ? reason : new Error(String(reason)));

describe(`whatever befalls a step (FTGO_SEED=${seed})`, () => {
  beforeAll(async () => {
    const stage = await Stage.open(cells.length + 1);
    await stage.router.reset();
    const scenes = new Map(new Random(seed).shuffled(cells).map(({ cell }) => [cell, new Scene(stage)]));
    const each = async (act: (cell: Cell, scene: Scene) => Promise<void>): Promise<void> => {
      const acts = [...scenes].map(async ([cell, scene]) => {
        if (!outcomes.has(cell)) await inTime(act(cell, scene), scene).catch((reason: unknown) => outcomes.set(cell, failure(reason)));
      });
      await Promise.all(acts);
    };
    await each(play);
    await stage.router.reset();
    // Whoever is late is heard by now: so is an order that came after them.
    const last = new Scene(stage);
    await last.approved();
    await each(async (cell, scene) => void outcomes.set(cell, await observe(cell, scene)));
  }, 600_000);

  it.each(cells)('$name', ({ cell }) => {
    const outcome = outcomes.get(cell);
    if (outcome instanceof Error) throw outcome;
    expect(outcome?.end.order).toBe(cell.ends);
  });

  it('all books balance, and nothing is locked', async () => {
    expect(await balancedBooks(60_000)).toMatchObject({ balanced: true, pending: 0 });
  }, 70_000);

  it('is what docs/compensation.md says', () => {
    const failed = cells.filter(({ cell }) => !(outcomes.get(cell) instanceof Object) || outcomes.get(cell) instanceof Error);
    expect(failed.map(({ name }) => name)).toEqual([]);
    const observed = matrixDocument(sagas, (cell) => outcomes.get(cell) as Observed);
    if (process.env['FTGO_WRITE_DOCUMENTS']) writeFileSync(document, observed);
    expect(observed).toBe(readFileSync(document, 'utf8'));
  });
});
