import { type ChildProcess, spawn } from 'node:child_process';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { lastLines, withLog } from './engine-log.ts';
import { allLibraryFolders, proxyRecipe } from './packs.ts';
import { ensurePacks, findOnPath } from './pack.ts';
import { isAtLeast, programVersion } from './plan.ts';

/** A proxy in a process of its own, until stopped. */
export interface Proxy {
  /** `http://127.0.0.1:PORT`; stays the same when it is started again. */
  readonly url: string;
  /** Starts it when it is not running; resolves when it listens. */
  start(): Promise<void>;
  /** kill -9: all connections through it break. Resolves when it is gone. */
  kill(): Promise<void>;
  /** SIGSTOP and SIGCONT, say. */
  signal(signal: NodeJS.Signals): void;
  /** SIGTERM: closes its door and all connections. */
  stop(): Promise<void>;
}

/** What a proxy is to do. */
export interface ProxyOrder {
  /** The configuration, written for HAProxy and taking HUYING_PROXY_BIND and HUYING_WEB1 … from the environment. */
  configuration: string;
  /** The nodes behind it, host:port, eight at most. */
  nodes: readonly string[];
  /** Where it writes what it has to say. */
  log: string;
}

const oldest = [2, 6];

/** How HAProxy is started: of the host where it is new enough, else unpacked into the cache. */
export interface ProxyProgram {
  path: string;
  env: Record<string, string>;
}

export async function findProxy(cache: () => string, say: (line: string) => void): Promise<ProxyProgram> {
  const installed = findOnPath('haproxy');
  if (installed && isAtLeast(await programVersion(installed, '-v').catch(() => [0]), oldest))
    return { path: installed, env: {} };
  const trees = await ensurePacks([proxyRecipe], cache(), say);
  const tree = trees.get(proxyRecipe.name) ?? '';
  return {
    path: join(tree, 'usr/sbin/haproxy'),
    env: { LD_LIBRARY_PATH: allLibraryFolders(tree).join(':') },
  };
}

/** Starts a proxy on a free port of this machine. */
export async function startProxy(program: ProxyProgram, order: ProxyOrder): Promise<Proxy> {
  const port = await freePort();
  let child: ChildProcess | null = null;
  const end = async (signal: NodeJS.Signals) => {
    const ending = child;
    child = null;
    if (!ending || hasEnded(ending)) return;
    const ended = new Promise((resolve) => ending.once('exit', resolve));
    ending.kill(signal);
    await ended;
  };
  const proxy: Proxy = {
    url: `http://127.0.0.1:${port}`,
    async start() {
      if (child && !hasEnded(child)) return;
      const started = launch(program, order, port);
      child = started;
      await whenListening(started, port, order.log);
    },
    kill: () => end('SIGKILL'),
    signal: (signal) => void child?.kill(signal),
    stop: () => end('SIGTERM'),
  };
  await proxy.start();
  return proxy;
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

function launch({ path, env }: ProxyProgram, { configuration, nodes, log }: ProxyOrder, port: number) {
  const named = nodes.map((node, i) => [`HUYING_WEB${i + 1}`, node] as const);
  const child = withLog(log, (handle) =>
    spawn(path, ['-db', '-f', configuration], {
      env: {
        PATH: '/usr/bin:/bin',
        ...env,
        ...Object.fromEntries(named),
        HUYING_PROXY_BIND: `127.0.0.1:${port}`,
      },
      stdio: ['ignore', handle, handle],
    }),
  );
  // It does not outlive this process.
  const orphan = () => child.kill('SIGKILL');
  process.once('exit', orphan);
  child.once('exit', () => process.removeListener('exit', orphan)).on('error', () => undefined);
  return child;
}

async function whenListening(child: ChildProcess, port: number, log: string): Promise<void> {
  while (!(await answers(port))) {
    if (hasEnded(child) || child.pid === undefined)
      throw new Error(`HAProxy does not start; the end of ${log}:\n${lastLines(log, 12)}`);
    await pause(20);
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      resolve(true);
      socket.destroy();
    });
    socket.on('error', () => resolve(false));
  });
}

/** A port of this machine that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
