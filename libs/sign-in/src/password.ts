import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(argon2);

/** OWASP's recommendation for Argon2id (Password Storage Cheat Sheet): 19 MiB, two passes, one lane. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 };
const SALT_BYTES = 16;
const TAG_BYTES = 32;
const ARGON2_VERSION = 19;

/** Argon2id (RFC 9106) as a PHC string: `$argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash>`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const tag = await tagOf(password, { ...COST, salt, length: TAG_BYTES });
  return `$argon2id$v=${ARGON2_VERSION}$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${unpadded(salt)}$${unpadded(tag)}`;
}

/**
 * @param hash undefined for a user who does not exist: the answer is no and takes as long, so that nobody learns who does.
 * @throws Error where the hash is not an Argon2id PHC string.
 */
export async function verifyPassword(password: string, hash: string | undefined): Promise<boolean> {
  if (hash === undefined) {
    await tagOf(password, { ...COST, salt: Buffer.alloc(SALT_BYTES), length: TAG_BYTES });
    return false;
  }
  const { tag, ...parameters } = parsePhc(hash);
  return timingSafeEqual(await tagOf(password, { ...parameters, length: tag.length }), tag);
}

/** Whether `verifyPassword` can read it. */
export const isPasswordHash = (hash: string): boolean => PHC.test(hash);

interface Parameters {
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
  readonly salt: Buffer;
  readonly length: number;
}

// The same letters typed on different keyboards are the same password (RFC 8265).
const tagOf = (password: string, { memory, passes, parallelism, salt, length }: Parameters): Promise<Buffer> =>
  derive('argon2id', { message: Buffer.from(password.normalize('NFC')), nonce: salt, memory, passes, parallelism, tagLength: length }) as Promise<Buffer>;

const PHC = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;

function parsePhc(hash: string) {
  const [, memory, passes, parallelism, salt, tag] = PHC.exec(hash) ?? [];
  if (!tag || !salt) throw new Error('The stored password hash is not an Argon2id PHC string');
  const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  return { ...cost, salt: Buffer.from(salt, 'base64'), tag: Buffer.from(tag, 'base64') };
}

const unpadded = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');
