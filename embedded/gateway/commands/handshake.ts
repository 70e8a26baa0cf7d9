import { LARGEST_MESSAGE } from '../wire/frames.ts';
import { answer, type Call, type Handler } from './call.ts';

const VERSION = [7, 0, 0, 0] as const;
/** MongoDB 7.0: below 25, so that drivers do not offer the client-level bulkWrite, which is not here. */
const WIRE_VERSION = 21;

/** MongoDB's version that is spoken. */
export const version = VERSION.slice(0, 3).join('.');

/**
 * A primary of a replica set of one: that is what lets drivers begin transactions and repeat lost writes; both are
 * safe here (see engine/setup.ts). No topologyVersion: monitors poll, rather than hold a connection open.
 */
export const hello: Handler = ({ parts, client, envelope }) => {
  const me = `127.0.0.1:${parts.port()}`;
  return answer({
    helloOk: true,
    [envelope.command === 'hello' ? 'isWritablePrimary' : 'ismaster']: true,
    secondary: false,
    setName: 'embedded',
    setVersion: 1,
    hosts: [me],
    primary: me,
    me,
    maxBsonObjectSize: 16 * 1024 * 1024,
    maxMessageSizeBytes: LARGEST_MESSAGE,
    maxWriteBatchSize: 100_000,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: 30,
    connectionId: client.id,
    minWireVersion: 0,
    maxWireVersion: WIRE_VERSION,
    readOnly: false,
  });
};

export const ping: Handler = () => answer({});

export const buildInfo: Handler = () =>
  answer({
    version,
    versionArray: [...VERSION],
    gitVersion: 'documentdb',
    modules: [],
    allocator: 'system',
    javascriptEngine: 'none',
    sysInfo: 'deprecated',
    bits: 64,
    debug: false,
    maxBsonObjectSize: 16 * 1024 * 1024,
    storageEngines: ['documentdb'],
  });

export const whatsMyUri: Handler = ({ client }: Call) => answer({ you: client.address });
