import pg from 'pg';

/** Times and bytes are read as text: their form must not depend on the server's settings. */
const sessionOptions = '-c TimeZone=UTC -c DateStyle=ISO -c bytea_output=hex';

export const sessionSettings = {
  options: sessionOptions,
  application_name: 'ftgo-outbox-relay',
  connectionTimeoutMillis: 5_000,
  keepAlive: true,
} as const;

/**
 * What makes the server end a session of which it hears nothing: a process that hangs keeps its connection, for its kernel goes
 * on answering. A stream has a timeout of its own, and may hold its server back for longer than TCP's would allow.
 */
const silenceTimeouts = {
  session: ['idle_session_timeout', 'idle_in_transaction_session_timeout', 'tcp_user_timeout'],
  stream: ['wal_sender_timeout'],
} as const;

/** @param silence milliseconds */
export function endedAfter(silence: number, of: keyof typeof silenceTimeouts): { readonly options: string } {
  return { options: [sessionOptions, ...silenceTimeouts[of].map((name) => `-c ${name}=${silence}`)].join(' ') };
}

interface ConnectionKind {
  /** It also takes replication commands. */
  readonly replication?: 'database';
  /** It is ended after so many milliseconds of silence: whoever asks for this gives signs of life. */
  readonly silence?: number;
}

/** A connection of the relay's own, beside the service's pool. */
export async function connect(databaseUrl: string, { replication, silence }: ConnectionKind = {}): Promise<pg.Client> {
  // What is asked of it is answered at once; a new slot, though, may wait for other transactions to end.
  const kind = replication ? { replication } : { query_timeout: 30_000 };
  const client = new pg.Client({
    connectionString: databaseUrl,
    ...sessionSettings,
    ...(silence === undefined ? {} : endedAfter(silence, 'session')),
    ...kind,
  } as pg.ClientConfig);
  // A connection that breaks between queries says so here; the next query tells it to whoever needs it.
  client.on('error', () => {});
  await client.connect();
  return client;
}

/** PostgreSQL's code of an error (https://www.postgresql.org/docs/17/errcodes-appendix.html). */
export function sqlState(error: unknown): string | undefined {
  return (error as { code?: string } | undefined)?.code;
}

export const OBJECT_IN_USE = '55006';
export const DUPLICATE_OBJECT = '42710';
export const UNDEFINED_OBJECT = '42704';
export const LOCK_NOT_AVAILABLE = '55P03';
export const INSUFFICIENT_PRIVILEGE = '42501';
