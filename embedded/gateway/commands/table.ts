import { Refusal } from '../errors.ts';
import type { Handler } from './call.ts';
import * as catalog from './catalog.ts';
import * as diagnostics from './diagnostics.ts';
import { explain } from './explain.ts';
import { buildInfo, hello, ping, whatsMyUri } from './handshake.ts';
import * as reads from './reads.ts';
import * as sessions from './sessions.ts';
import { writing } from './writes.ts';

const findAndModify = writing('findAndModify');

/** Every command that is answered; README.md lists them with what they lack. */
const table: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ['hello', hello],
  ['isMaster', hello],
  ['ismaster', hello],
  ['ping', ping],
  ['buildInfo', buildInfo],
  ['buildinfo', buildInfo],
  ['whatsmyuri', whatsMyUri],
  ['insert', writing('insert')],
  ['update', writing('update')],
  ['delete', writing('delete')],
  ['findAndModify', findAndModify],
  ['findandmodify', findAndModify],
  ['find', reads.find],
  ['aggregate', reads.aggregate],
  ['getMore', reads.getMore],
  ['killCursors', reads.killCursors],
  ['count', reads.count],
  ['distinct', reads.distinct],
  ['listCollections', reads.listCollections],
  ['listIndexes', reads.listIndexes],
  ['listDatabases', reads.listDatabases],
  ['validate', reads.validate],
  ['currentOp', reads.currentOp],
  ['explain', explain],
  ['create', catalog.create],
  ['createIndexes', catalog.createIndexes],
  ['dropIndexes', catalog.dropIndexes],
  ['deleteIndexes', catalog.dropIndexes],
  ['drop', catalog.drop],
  ['dropDatabase', catalog.dropDatabase],
  ['collMod', catalog.collMod],
  ['renameCollection', catalog.renameCollection],
  ['compact', catalog.compact],
  ['collStats', catalog.collStats],
  ['collstats', catalog.collStats],
  ['dbStats', catalog.dbStats],
  ['dbstats', catalog.dbStats],
  ['startSession', sessions.startSession],
  ['refreshSessions', sessions.refreshSessions],
  ['endSessions', sessions.endSessions],
  ['killSessions', sessions.endSessions],
  ['commitTransaction', sessions.commitTransaction],
  ['abortTransaction', sessions.abortTransaction],
  ['hostInfo', diagnostics.hostInfo],
  ['serverStatus', diagnostics.serverStatus],
  ['connectionStatus', diagnostics.connectionStatus],
  ['getParameter', diagnostics.getParameter],
  ['getLog', diagnostics.getLog],
  ['getCmdLineOpts', diagnostics.getCmdLineOpts],
]);

/** Who answers a command; refuses CommandNotFound. */
export const handlerOf = (command: string): Handler => {
  const handler = table.get(command);
  if (!handler) throw new Refusal(59, `no such command: '${command}'`);
  return handler;
};
