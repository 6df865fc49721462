import { randomBytes } from 'node:crypto';

/** A name that no other test has, good for databases, topics and groups alike: lower case, digits and underscores. */
export const uniqueName = (prefix = 'test'): string => `${prefix}_${randomBytes(6).toString('hex')}`;
