declare module 'kafkajs/src/network/requestQueue/index.js' {
  const requestQueue: unknown;
  export default requestQueue;
}

declare module 'kafkajs/src/protocol/requests/produce/index.js' {
  const produce: unknown;
  export default produce;
}
