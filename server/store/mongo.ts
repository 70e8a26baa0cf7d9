import mongoose, { type Connection, type Model, type Schema } from 'mongoose';
import { endWritesOfClosed } from './mongo-closed.ts';

endWritesOfClosed();

export interface Database {
  readonly connection: Connection;
  /** One collection: its type and indexes. Call before `ready`. */
  model<D>(collection: string, schema: Schema<D>): Model<D>;
  /** Creates what collections and indexes are missing. Idempotent; several nodes may do it at once. */
  ready(): Promise<void>;
  /** Milliseconds of a round trip; throws when the database does not answer. */
  ping(): Promise<void>;
  /** What time it is there. */
  time(): Promise<Date>;
  close(): Promise<void>;
}

/** What to do with writes: on the journal of a majority before anybody is told (design: kept before told). */
const WRITES = { w: 'majority', j: true } as const;

const LINES = {
  serverSelectionTimeoutMS: 10_000,
  connectTimeoutMS: 8_000, // also how long a server may be silent before all lines to it are given up
} as const;

/** Connects, or throws after `serverSelectionTimeoutMS` with the driver's reason. */
export async function connectMongo(url: string, databaseName?: string): Promise<Database> {
  const inDatabase = databaseName === undefined ? {} : { dbName: databaseName };
  const connection = mongoose.createConnection(url, {
    ...LINES,
    ...inDatabase,
    autoCreate: false,
    autoIndex: false,
    socketTimeoutMS: 120_000, // one line that went silent alone
    maxPoolSize: 20,
    writeConcern: WRITES,
    enableUtf8Validation: false, // drivers write nothing else, and every text of every answer would be looked through
  });
  await connection.asPromise();
  const schemas = new Map<string, unknown>();
  return {
    connection,
    model<D>(collection: string, schema: Schema<D>) {
      // Several parts may be built on one connection, but a collection has one owner.
      if ((schemas.get(collection) ?? schema) !== schema)
        throw new Error(`two features keep their documents in ${collection}`);
      schemas.set(collection, schema);
      return connection.model<D>(collection, schema, collection);
    },
    async ready() {
      // Over a line of its own, that may be silent as long as it takes: of a million documents an index is made in minutes.
      const patient = await mongoose
        .createConnection(url, { ...LINES, ...inDatabase, maxPoolSize: 1 })
        .asPromise();
      try {
        for (const { schema, collection } of Object.values(connection.models)) {
          await patient.createCollection(collection.name).catch(unlessItExists);
          for (const [fields, options] of schema.indexes())
            await patient
              .collection(collection.name)
              .createIndex(
                fields as mongoose.mongo.IndexSpecification,
                options as mongoose.mongo.IndexOptions,
                {},
              );
        }
      } finally {
        await patient.close();
      }
    },
    async ping() {
      await connection.db?.command({ ping: 1 });
    },
    async time() {
      const hello = (await connection.db?.command({ hello: 1 })) as { localTime?: unknown } | undefined;
      if (!(hello?.localTime instanceof Date)) throw new Error('the database does not say what time it is');
      return hello.localTime;
    },
    close: () => connection.close(),
  };
}

const NAMESPACE_EXISTS = 48;

function unlessItExists(error: unknown): void {
  if (!(error instanceof mongoose.mongo.MongoServerError) || error.code !== NAMESPACE_EXISTS) throw error;
}

const DUPLICATE_KEY = 11000;

/** True for "this unique key is taken", alone or as all of a bulk's errors. */
export function isDuplicate(error: unknown): boolean {
  if (error instanceof mongoose.mongo.MongoBulkWriteError) {
    const errors = writeErrors(error);
    return errors.length > 0 && errors.every((e) => e.code === DUPLICATE_KEY);
  }
  return error instanceof mongoose.mongo.MongoServerError && error.code === DUPLICATE_KEY;
}

const writeErrors = (error: { writeErrors: unknown }) =>
  [error.writeErrors].flat() as { code: number; index: number }[];

/** For an unordered bulk insert: positions that were refused as duplicates. Throws if anything else went wrong. */
export function duplicatePositions(error: unknown): number[] {
  if (error instanceof mongoose.mongo.MongoBulkWriteError && isDuplicate(error)) {
    return writeErrors(error).map((e) => e.index);
  }
  throw error;
}

/** True when the engine could not be reached or broke off: the same request may succeed later. */
export function isUnreachable(error: unknown): boolean {
  const { MongoBulkWriteError, MongoError, MongoNetworkError, MongoServerError, MongoServerSelectionError } =
    mongoose.mongo;
  // Of a bulk that broke off the driver says so only inside.
  if (error instanceof MongoBulkWriteError && error.errorResponse instanceof Error)
    return isUnreachable(error.errorResponse);
  if (error instanceof MongoNetworkError || error instanceof MongoServerSelectionError) return true;
  if (error instanceof MongoServerError && PASSING_CODES.has(Number(error.code))) return true;
  return error instanceof MongoError && PASSING.some((label) => error.hasErrorLabel(label));
}

const PASSING = ['RetryableWriteError', 'TransientTransactionError'];
/**
 * What an engine answers while it stops, starts or changes hands; on reads it comes without a label. Source: "Retryable
 * Reads" and "Server Discovery and Monitoring" of the MongoDB specifications.
 */
const PASSING_CODES: ReadonlySet<number> = new Set([
  6, // HostUnreachable
  7, // HostNotFound
  89, // NetworkTimeout
  91, // ShutdownInProgress
  189, // PrimarySteppedDown
  9001, // SocketException
  10107, // NotWritablePrimary
  11600, // InterruptedAtShutdown
  11602, // InterruptedDueToReplStateChange
  13435, // NotPrimaryNoSecondaryOk
  13436, // NotPrimaryOrSecondary
]);
