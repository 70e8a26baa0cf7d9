import { execFileSync, spawn } from 'node:child_process';
import { chownSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { answerQuestions } from './child.ts';
import { HOW, type Peer, type Place } from './peers.ts';

/** A peer below a process of ours, which takes it along when it ends, however the bench ends. */
const PATIENCE_MS = 30_000;

answerQuestions({
  listen: async ({ peer }: { peer: Peer }) => {
    const folder = mkdtempSync(join(tmpdir(), `huying-bench-${peer}-`));
    const place = { folder, port: await freePort() };
    run(peer, place);
    await untilOpen(place.port);
    return { url: `tcp://127.0.0.1:${place.port}` };
  },
});

/** Starts it as the user that its package made for it when we are root, since neither wants to be root. */
function run(peer: Peer, place: Place): void {
  const { files, command, environment } = HOW[peer];
  const user = process.getuid?.() === 0 ? { uid: idOf('-u', peer), gid: idOf('-g', peer) } : null;
  const paths = Object.entries(files(place)).map(([name, text]) => {
    writeFileSync(join(place.folder, name), text);
    return join(place.folder, name);
  });
  if (user) for (const path of [place.folder, ...paths]) chownSync(path, user.uid, user.gid);
  const [program, ...args] = command(place);
  const said = join(place.folder, 'said');
  const out = openSync(said, 'w');
  const daemon = spawn(program, args, {
    ...{ cwd: place.folder, detached: true, stdio: ['ignore', out, out] },
    env: { PATH: process.env['PATH'], HOME: place.folder, ...environment(place) },
    ...user,
  });
  process.on('exit', () => {
    if (daemon.pid !== undefined) killGroup(daemon.pid);
    rmSync(place.folder, { recursive: true, force: true, maxRetries: 5 });
  });
  daemon.on('error', giveUp);
  daemon.on('exit', (code) => giveUp(new Error(`${peer} ended (${code}): ${readFileSync(said, 'utf8')}`)));
}

const idOf = (which: '-u' | '-g', user: string): number =>
  Number(execFileSync('id', [which, user], { encoding: 'utf8' }));

/** Lets go of whoever asked, which ends this process. */
function giveUp(error: Error): void {
  console.error(error.message);
  process.exitCode = 1;
  process.disconnect();
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL'); // what it has kept is thrown away with it
  } catch {
    // it is gone
  }
}

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

async function untilOpen(port: number): Promise<void> {
  const isOpen = () =>
    new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.destroy();
        resolve(true);
      }).on('error', () => resolve(false));
    });
  for (let waited = 0; waited < PATIENCE_MS; waited += 100) {
    if (await isOpen()) return;
    await pause(100);
  }
  throw new Error(`nobody listens on ${port}`);
}
