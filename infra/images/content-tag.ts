import { createHash } from 'node:crypto';
import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Names what the files are: the same content has the same tag, wherever and whenever it was built. */
export function contentTag(folders: readonly string[]): string {
  const digest = createHash('sha256');
  for (const folder of folders) {
    for (const file of globSync('**/*', { cwd: folder }).toSorted()) {
      const path = join(folder, file);
      if (statSync(path).isFile()) digest.update(`${file}\0`).update(readFileSync(path)).update('\0');
    }
  }
  return digest.digest('hex').slice(0, 12);
}
