/** What went wrong is seen in what was handled. */
export const silent = { log: () => undefined, warn: () => undefined, error: (message: unknown) => console.error(message) };
