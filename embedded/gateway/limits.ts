/** What bounds the gateway. Times in milliseconds. */
export type Limits = {
  /** PostgreSQL connections for commands outside transactions; further commands wait in line */
  connections: number;
  /** PostgreSQL connections for transactions, one held by each; further transactions wait in line */
  transactions: number;
  /** a transaction that is older is aborted (MongoDB: transactionLifetimeLimitSeconds) */
  transactionLifetime: number;
  /** how long a statement of a transaction waits for another's lock before it is a WriteConflict */
  lockWait: number;
  /** a cursor that nobody asks is closed (MongoDB: cursorTimeoutMillis) */
  cursorIdle: number;
  /** a PostgreSQL connection that nobody needs is closed */
  connectionIdle: number;
  /** a PostgreSQL connection is replaced after this, so that its memory stays bounded */
  connectionLifetime: number;
  /** how long a command waits for a PostgreSQL that is down or starting */
  engineWait: number;
  /** how long close() waits for commands under way */
  drain: number;
};

/** The limits of MongoDB where it has one. */
export const defaultLimits: Limits = {
  connections: 32,
  transactions: 24,
  transactionLifetime: 60_000,
  lockWait: 5_000,
  cursorIdle: 600_000,
  connectionIdle: 60_000,
  connectionLifetime: 1_800_000,
  engineWait: 20_000,
  drain: 5_000,
};
