import { arch, cpus, hostname, platform, release, totalmem } from 'node:os';
import { deserialize } from 'bson';
import { Refusal } from '../errors.ts';
import { answer, type Handler } from './call.ts';
import { version } from './handshake.ts';

export const hostInfo: Handler = () =>
  answer({
    system: {
      currentTime: new Date(),
      hostname: hostname(),
      cpuAddrSize: 64,
      memSizeMB: Math.floor(totalmem() / 1_048_576),
      numCores: cpus().length,
      cpuArch: arch(),
    },
    os: { type: platform(), name: platform(), version: release() },
    extra: {},
  });

export const serverStatus: Handler = ({ parts }) => {
  const census = parts.engine.census();
  return answer({
    host: hostname(),
    version,
    process: 'gateway',
    pid: process.pid,
    uptime: Math.floor(process.uptime()),
    uptimeMillis: Math.floor(process.uptime() * 1000),
    localTime: new Date(),
    connections: { current: parts.clients() },
    mem: { bits: 64, resident: Math.floor(process.memoryUsage.rss() / 1_048_576) },
    logicalSessionRecordCache: { activeSessionsCount: parts.sessions.size },
    metrics: { cursor: { open: { total: parts.cursors.size } } },
    postgres: { connections: census.open, busy: census.busy },
  });
};

/** There are no users: who reaches the loopback address may do everything. */
export const connectionStatus: Handler = () =>
  answer({
    authInfo: { authenticatedUsers: [], authenticatedUserRoles: [], authenticatedUserPrivileges: [] },
  });

const parameters: Readonly<Record<string, unknown>> = {
  featureCompatibilityVersion: { version: '7.0' },
  authenticationMechanisms: [],
};

export const getParameter: Handler = ({ envelope, parts }) => {
  const { getParameter: wanted, ...asked } = deserialize(envelope.body);
  const known = {
    ...parameters,
    transactionLifetimeLimitSeconds: parts.limits.transactionLifetime / 1000,
    cursorTimeoutMillis: parts.limits.cursorIdle,
  };
  const found = Object.entries(known).filter(([name]) => wanted === '*' || name in asked);
  if (found.length === 0) throw new Refusal(72, 'no option found to get');
  return answer(Object.fromEntries(found));
};

export const getLog: Handler = ({ envelope }) =>
  envelope.target === '*' ? answer({ names: ['global'] }) : answer({ totalLinesWritten: 0, log: [] });

export const getCmdLineOpts: Handler = () => answer({ argv: ['gateway'], parsed: {} });
