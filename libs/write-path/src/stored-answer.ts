import { Refusal, type RefusalKind } from '@ftgo/refusals';

/** What a call came to. */
export type Outcome = { readonly answer: unknown } | { readonly error: unknown };

/** An outcome as the inbox keeps it. Only a refusal is an error that is kept: it is the answer to a request. */
export type StoredAnswer =
  | { readonly answer?: unknown }
  | { readonly refusal: { readonly kind: RefusalKind; readonly code: string; readonly detail: string; readonly field?: string } };

export function storedAnswerOf(answer: unknown): StoredAnswer {
  return { answer };
}

export function storedRefusalOf({ kind, code, message, field }: Refusal): StoredAnswer {
  return { refusal: { kind, code, detail: message, field } };
}

export function outcomeOf(stored: StoredAnswer | null): Outcome {
  if (stored && 'refusal' in stored) {
    const { kind, code, detail, field } = stored.refusal;
    return { error: new Refusal(kind, code, detail, field) };
  }
  return { answer: stored?.answer };
}
