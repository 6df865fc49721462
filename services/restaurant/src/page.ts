import { Refusal } from '@ftgo/refusals';
import { validate as isUuid } from 'uuid';

const USUAL = 20;
const MOST = 100;

/** @throws Refusal `INVALID_PAGE` names what is wrong with it. */
export function pageOf(limit: number | undefined, after: string | undefined): { limit: number; after: string | undefined } {
  const asked = limit || USUAL;
  if (!Number.isInteger(asked) || asked < 1 || asked > MOST) {
    throw new Refusal('invalid', 'INVALID_PAGE', `A page has 1 to ${MOST} entries.`, '/limit');
  }
  if (after && !isUuid(after)) throw new Refusal('invalid', 'INVALID_PAGE', 'Pages begin after what an earlier page named.', '/after');
  return { limit: asked, after: after || undefined };
}
