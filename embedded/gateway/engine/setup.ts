import type { Engine } from './engine.ts';

/**
 * What the gateway keeps in PostgreSQL: the last write or commit of each session, with its reply.
 *
 * Drivers send a write again when its answer was lost ("retryable writes": same session, same txnNumber). DocumentDB
 * recognises that for single statements only. So the write and the note that it is done are one PostgreSQL
 * transaction here: a repeated write finds the note and gets the first answer, whatever was killed in between —
 * the client, this gateway or PostgreSQL. The lock makes a repetition wait for a first try that is still under way.
 */
const setup = `
SELECT pg_advisory_xact_lock(7305804402);
CREATE SCHEMA IF NOT EXISTS gateway;
CREATE TABLE IF NOT EXISTS gateway.done (
  session bytea PRIMARY KEY,
  txn bigint NOT NULL,
  reply documentdb_core.bson,
  success boolean NOT NULL,
  at timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 40);
CREATE OR REPLACE FUNCTION gateway.write_once(
  kind text, db text, spec documentdb_core.bson, docs documentdb_core.bsonsequence, id bytea, number bigint,
  OUT p_result documentdb_core.bson, OUT p_success boolean
) LANGUAGE plpgsql AS $$
DECLARE
  last bigint;
  locked text;
BEGIN
  locked := pg_advisory_xact_lock(hashbyteaextended(id, 0))::text;
  SELECT d.txn, d.reply, d.success INTO last, p_result, p_success FROM gateway.done d WHERE d.session = id;
  IF last = number THEN RETURN; END IF;
  IF last > number THEN
    RAISE EXCEPTION 'Transaction % has already been followed by transaction % of its session', number, last
      USING ERRCODE = 'GW225';
  END IF;
  CASE kind
    WHEN 'insert' THEN
      SELECT w.p_result, w.p_success INTO p_result, p_success FROM documentdb_api.insert(db, spec, docs) w;
    WHEN 'update' THEN
      SELECT w.p_result, w.p_success INTO p_result, p_success FROM documentdb_api.update(db, spec, docs) w;
    WHEN 'delete' THEN
      SELECT w.p_result, w.p_success INTO p_result, p_success FROM documentdb_api.delete(db, spec, docs) w;
    WHEN 'findAndModify' THEN
      SELECT w.p_result, w.p_success INTO p_result, p_success FROM documentdb_api.find_and_modify(db, spec) w;
  END CASE;
  IF last IS NULL THEN
    INSERT INTO gateway.done VALUES (id, number, p_result, p_success);
  ELSE
    UPDATE gateway.done SET txn = number, reply = p_result, success = p_success, at = now() WHERE session = id;
  END IF;
END $$;
ALTER TABLE gateway.done SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
`;

/** Cursor files are closed by the gateway; DocumentDB sweeps lost ones: after an hour (its longest), not a minute. */
const cursorFiles = `
DO $$ BEGIN
  EXECUTE format('ALTER DATABASE %I SET documentdb.defaultCursorExpiryTimeLimitSeconds = 3600', current_database());
END $$;
`;

/** Makes what the gateway needs in the database, or brings it up to date. */
export const setUp = (engine: Engine): Promise<void> =>
  engine.use(async (link) => {
    await link.script(setup);
    await link.script(cursorFiles);
  });

/** Forgets what sessions did that nobody can repeat any more: MongoDB's sessions live 30 minutes. */
export const forgetOldWrites = (engine: Engine): Promise<void> =>
  engine.use((link) => link.script(`DELETE FROM gateway.done WHERE at < now() - interval '30 minutes'`));
