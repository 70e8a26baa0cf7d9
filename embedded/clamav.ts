import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { connect, type NetConnectOpts } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { lastLines, withLog } from './engine-log.ts';
import { ensurePacks, findOnPath } from './pack.ts';
import { clamavRecipe } from './packs.ts';
import { freePort } from './proxy.ts';

/** A virus scanner in a process of its own, until stopped. */
export interface Scanner {
  /** `tcp://127.0.0.1:PORT`. */
  readonly tcp: string;
  /** `unix:///path`. */
  readonly unix: string;
  /** SIGKILL; resolves when it is gone. */
  stop(): Promise<void>;
}

/** What a scanner is to do. */
export interface ScannerOrder {
  /** A folder of signatures (.ndb, .hdb …). */
  signatures: string;
  /** An empty folder for its configuration, socket and log; a socket's path has 107 bytes at most. */
  folder: string;
  /** The largest stream that it takes. */
  streamMib: number;
}

/** ClamAV's daemon of the host, else one unpacked into the cache. */
export async function findClamd(cache: () => string, say: (line: string) => void): Promise<string> {
  const installed = findOnPath('clamd');
  if (installed) return installed;
  const trees = await ensurePacks([clamavRecipe], cache(), say);
  return join(trees.get(clamavRecipe.name) ?? '', 'usr/sbin/clamd');
}

/** Starts it; resolves when it answers. */
export async function startScanner(program: string, order: ScannerOrder): Promise<Scanner> {
  const { signatures, folder, streamMib } = order;
  const port = await freePort();
  const [socket, log] = [join(folder, 'clamd.sock'), join(folder, 'clamd.log')];
  const configuration = join(folder, 'clamd.conf');
  const settings = [
    'Foreground yes',
    `DatabaseDirectory ${signatures}`,
    `TemporaryDirectory ${folder}`,
    `LocalSocket ${socket}`,
    'TCPAddr 127.0.0.1',
    `TCPSocket ${port}`,
    `StreamMaxLength ${streamMib}M`,
    'MaxThreads 2',
    '',
  ];
  writeFileSync(configuration, settings.join('\n'));
  const child = withLog(log, (handle) =>
    spawn(program, ['--config-file', configuration], { stdio: ['ignore', handle, handle] }),
  );
  // It does not outlive this process.
  const orphan = () => child.kill('SIGKILL');
  process.once('exit', orphan);
  child.once('exit', () => process.removeListener('exit', orphan)).on('error', () => undefined);
  for (const where of [{ path: socket }, { host: '127.0.0.1', port }])
    while (!(await answers(where))) {
      if (hasEnded(child)) throw new Error(`clamd does not start; the end of ${log}:\n${lastLines(log, 12)}`);
      await pause(50);
    }
  return {
    tcp: `tcp://127.0.0.1:${port}`,
    unix: `unix://${socket}`,
    async stop() {
      if (hasEnded(child)) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
    },
  };
}

const hasEnded = (child: ChildProcess) =>
  child.exitCode !== null || child.signalCode !== null || child.pid === undefined;

/** Whether it answers PING: it listens before it has read its signatures. */
function answers(where: NetConnectOpts): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(where, () => socket.write('zPING\0'));
    socket.setTimeout(5_000, () => socket.destroy());
    socket.on('data', (reply: Buffer) => {
      resolve(reply.toString().startsWith('PONG'));
      socket.destroy();
    });
    socket.on('error', () => undefined).on('close', () => resolve(false));
  });
}
