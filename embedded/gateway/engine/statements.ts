import type { Statement } from './prepared-run.ts';

const bson = 'documentdb_core.bson';
/** Of this statement only: the gateway decides for each write whether its sender waits for the journal. */
const durably = (param: string): string => `set_config('synchronous_commit', ${param}::text, true)`;

const named = (name: string, text: string): Statement => ({ name, text });

/** Writes: (db, command, documents or null, 'on' | 'off') → result, success. */
export const writes = {
  insert: writing('insert'),
  update: writing('update'),
  delete: writing('delete'),
} as const;

function writing(name: string): Statement {
  return named(
    name,
    `SELECT p_result, p_success, ${durably('$4')}
     FROM documentdb_api.${name}($1::text, $2::${bson}, $3::documentdb_core.bsonsequence)`,
  );
}

/** (db, command, unused null, 'on' | 'off') → result, success. */
export const findAndModify = named(
  'find_and_modify',
  `SELECT p_result, p_success, ${durably('$4')}, $3::text FROM documentdb_api.find_and_modify($1::text, $2::${bson})`,
);

/** (kind, db, command, documents or null, session, txnNumber, 'on' | 'off') → result, success; see setup.ts. */
export const writeOnce = named(
  'write_once',
  `SELECT p_result, p_success, ${durably('$7')}
   FROM gateway.write_once($1::text, $2::text, $3::${bson}, $4::documentdb_core.bsonsequence, $5::bytea, $6::bigint)`,
);

/** (session, txnNumber, 'on' | 'off'): part of the transaction that it notes. */
export const noteCommit = named(
  'note_commit',
  `INSERT INTO gateway.done VALUES ($1::bytea, $2::bigint, NULL, true)
   ON CONFLICT (session) DO UPDATE SET txn = excluded.txn, reply = NULL, success = true, at = now()
   RETURNING ${durably('$3')}`,
);

/** (session, txnNumber) → whether that transaction was committed. */
export const wasCommitted = named(
  'was_committed',
  `SELECT EXISTS (SELECT FROM gateway.done WHERE session = $1::bytea AND txn = $2::bigint AND reply IS NULL)`,
);

const firstPage = (name: string): Statement =>
  named(
    name,
    `SELECT cursorPage, continuation, persistConnection, cursorId
     FROM documentdb_api.${name}_cursor_first_page($1::text, $2::${bson})`,
  );

/** (db, command) → page, continuation, whether the cursor is bound to this connection, cursor id. */
export const firstPages = {
  find: firstPage('find'),
  aggregate: firstPage('aggregate'),
  listCollections: firstPage('list_collections'),
  listIndexes: firstPage('list_indexes'),
} as const;

/** (db, command, continuation) → page, continuation. */
export const nextPage = named(
  'next_page',
  `SELECT cursorPage, continuation FROM documentdb_api.cursor_get_more($1::text, $2::${bson}, $3::${bson})`,
);

/** (cursor id): removes the file of a persistent cursor. */
export const closeCursor = named(
  'close_cursor',
  `SELECT documentdb_api_internal.delete_cursors(ARRAY[$1::text::bigint])`,
);

const asking = (name: string, call: string): Statement => named(name, `SELECT ${call}`);

/** Commands that are one call: (db, command) → reply. */
export const calls = {
  count: asking('count', `documentdb_api.count_query($1::text, $2::${bson})`),
  distinct: asking('distinct', `documentdb_api.distinct_query($1::text, $2::${bson})`),
  create: asking('create', `documentdb_api.create_collection_view($1::text, $2::${bson})`),
  createIndexes: asking(
    'create_indexes',
    `documentdb_api_internal.create_indexes_non_concurrently($1::text, $2::${bson}, true)`,
  ),
  dropIndexes: named('drop_indexes', `CALL documentdb_api.drop_indexes($1::text, $2::${bson}, NULL)`),
  listDatabases: asking('list_databases', `documentdb_api.list_databases($2::${bson}), $1::text`),
  renameCollection: asking('rename_collection', `documentdb_api.rename_collection($2::${bson}), $1::text`),
  validate: asking('validate', `documentdb_api.validate($1::text, $2::${bson})`),
  compact: asking('compact', `documentdb_api.compact($2::${bson}), $1::text`),
  currentOp: asking('current_op', `documentdb_api.current_op_command($2::${bson}), $1::text`),
} as const;

/** (db, collection, command) → reply. */
export const collMod = asking('coll_mod', `documentdb_api.coll_mod($1::text, $2::text, $3::${bson})`);
/** (db, collection, scale) → reply. */
export const collStats = asking(
  'coll_stats',
  `documentdb_api.coll_stats($1::text, $2::text, $3::text::float8)`,
);
/** (db, scale) → reply. */
export const dbStats = asking('db_stats', `documentdb_api.db_stats($1::text, $2::text::float8)`);
/** (db, collection) → whether it was there. */
export const dropCollection = asking('drop_collection', `documentdb_api.drop_collection($1::text, $2::text)`);
/** (db) → nothing. */
export const dropDatabase = asking('drop_database', `documentdb_api.drop_database($1::text)::text`);

/** (db, collection, name or internal id of an index) → its name and its key as BSON. */
export const indexKey = named(
  'index_key',
  `SELECT (index_spec).index_name::text, (index_spec).index_key
   FROM documentdb_api_catalog.collection_indexes i JOIN documentdb_api_catalog.collections c USING (collection_id)
   WHERE c.database_name = $1::text AND c.collection_name = $2::text
     AND ((index_spec).index_name = $3::text OR 'documents_rum_index_' || i.index_id = $3::text)`,
);

const plan = (name: string, source: string): Record<'planned' | 'executed', Statement> => {
  const query = `SELECT document FROM documentdb_api_catalog.${source}($1::text, $2::${bson})`;
  return {
    planned: named(`plan_${name}`, `EXPLAIN (FORMAT JSON) ${query}`),
    executed: named(`execute_${name}`, `EXPLAIN (ANALYZE, FORMAT JSON) ${query}`),
  };
};

/** (db, command) → PostgreSQL's plan as JSON text; `executed`: with what running it took. */
export const plans = {
  find: plan('find', 'bson_aggregation_find'),
  aggregate: plan('aggregate', 'bson_aggregation_pipeline'),
  count: plan('count', 'bson_aggregation_count'),
  distinct: plan('distinct', 'bson_aggregation_distinct'),
} as const;
