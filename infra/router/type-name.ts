/** Whether a `ce_type` is the wanted one, which may be given short: `OrderCreated` for `ftgo.order.OrderCreated.v1`. */
export function isType(type: string, wanted: string): boolean {
  return type === wanted || (!wanted.includes('.') && shortOf(type) === wanted);
}

const shortOf = (type: string): string | undefined => type.split('.').findLast((part) => !/^v\d+$/.test(part));
