import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// A listening socket is the lock: the kernel gives it to one process and takes it back when that
// process dies, however it dies. On Linux its name is abstract, so no stale file can be left behind.
const isLinux = process.platform === 'linux';

/** Runs the work while no other process on this machine holds the lock of that name. */
export async function withLock<T>(name: string, work: () => Promise<T>, waiting?: () => void): Promise<T> {
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 24);
  const address = isLinux ? `\0huying-${digest}` : join(tmpdir(), `huying-${digest}.lock`);
  const release = await take(address, waiting);
  try {
    return await work();
  } finally {
    await release();
  }
}

async function take(address: string, waiting?: () => void): Promise<() => Promise<void>> {
  for (let told = false; ; told = true) {
    const waiters = new Set<Socket>();
    const server = createServer((socket) => {
      waiters.add(socket);
      socket.on('error', () => waiters.delete(socket)).on('close', () => waiters.delete(socket));
    });
    if (await listens(server, address)) {
      return () =>
        new Promise((resolve) => {
          server.close(() => resolve());
          for (const socket of waiters) socket.destroy();
        });
    }
    if (!told) waiting?.();
    await untilFree(address);
  }
}

function listens(server: Server, address: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(error);
    });
    server.listen(address, () => resolve(true));
  });
}

function untilFree(address: string): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.resume();
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (!isLinux && error.code === 'ECONNREFUSED') rmSync(address, { force: true });
    });
    socket.on('close', () => setTimeout(resolve, 20));
  });
}
