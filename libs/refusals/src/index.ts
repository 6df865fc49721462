/** What kind of no it is; REST status and gRPC status follow from it in one place (`@ftgo/service-runtime`). */
export type RefusalKind =
  | 'invalid' // 400 INVALID_ARGUMENT: the request can never be right
  | 'unauthenticated' // 401
  | 'forbidden' // 403
  | 'not-found' // 404
  | 'conflict' // 409 FAILED_PRECONDITION: not in this state
  | 'unprocessable' // 422 FAILED_PRECONDITION: well-formed, but a business rule says no
  | 'too-many' // 429
  | 'overloaded'; // 503 RESOURCE_EXHAUSTED: try again later

/**
 * A business "no": a stable code, a kind and a sentence for a person. Not a fault: nothing is retried,
 * and a request that is refused gets the same refusal under the same idempotency key.
 */
export class Refusal extends Error {
  constructor(
    readonly kind: RefusalKind,
    /** Stable, in capitals, such as `ORDER_NOT_FOUND`. */
    readonly code: string,
    detail: string,
    /** The field of the request that is to blame, as a JSON pointer such as `/lineItems/0/quantity`. */
    readonly field?: string,
  ) {
    super(detail);
    this.name = new.target.name;
  }
}

/**
 * Neither yes nor no: what a command asks for cannot be decided before something else has arrived. It changes nothing and is not
 * answered; whoever commands asks again, and gives up when their time is over.
 */
export class NotYet extends Error {
  override readonly name = 'NotYet';
}
