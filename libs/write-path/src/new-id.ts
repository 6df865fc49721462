import { randomFillSync } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';

const random = new Uint8Array(16 * 256);
let used = random.length;

/** A UUIDv7. Random bytes are fetched for 256 at a time: a fetch costs more than all the rest of an id. */
export function newId(): string {
  return uuidv7({ rng: nextRandom });
}

function nextRandom(): Uint8Array {
  if (used === random.length) {
    randomFillSync(random);
    used = 0;
  }
  return random.subarray(used, (used += 16));
}
