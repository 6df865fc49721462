import { Refusal } from '@ftgo/refusals';

/** What an act is refused with. @throws Error where it is not. */
export function refusal(act: () => unknown): Pick<Refusal, 'code' | 'kind' | 'field'> {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, kind: error.kind, field: error.field };
    throw error;
  }
  throw new Error('was not refused');
}
