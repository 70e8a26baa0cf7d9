import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { makeAtOnce } from '../../../server/files/making/bounds/at-once.ts';
import { makeAskChild } from '../../../server/files/making/bounds/child.ts';
import { runBounded, WorkDied } from '../../../server/files/making/bounds/bounded-program.ts';
import { until } from '../../support/until.ts';
import { BOUNDS, lay, makeFolders, picture } from './contents.ts';

const WIDE = { seconds: 60, mib: 1_024 };

describe('The programs that touch what strangers sent', function () {
  this.timeout(60_000);
  const folders = makeFolders();
  after(() => folders.clear());

  const node = (script: string, bounds = WIDE, folder = folders.fresh()) =>
    runBounded({ program: process.execPath, args: ['-e', script], folder, bounds, isOurs: true });
  const death = (work: Promise<unknown>) =>
    work.then(
      () => 'it lived',
      (error: unknown) => (error instanceof WorkDied ? error.by : String(error)),
    );
  const pidIn = (folder: string, name: string) => Number(readFileSync(join(folder, name), 'utf8'));
  const written = (folder: string, name: string) =>
    until(`${name} is written`, () => existsSync(join(folder, name)) && pidIn(folder, name) > 0);
  /** A zombie that nobody has fetched yet is over as well. */
  const isOver = (pid: number) => {
    try {
      return /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
    } catch {
      return true;
    }
  };

  it('say how they ended and what they printed', async () => {
    const ran = await node('console.log("呼应"); console.error("why"); process.exitCode = 3');
    expect(ran).to.deep.equal({ code: 3, out: '呼应\n', said: 'why' });
  });

  it('are ended when they take too long', async () => {
    expect(await death(node('for (;;);', { seconds: 1, mib: 1_024 }))).to.equal('time');
  });

  it('are ended when they take too much memory', async () => {
    const script = 'const kept = []; setInterval(() => kept.push(Buffer.alloc(16 * 1024 ** 2, 1)), 5)';
    expect(await death(node(script, { seconds: 60, mib: 256 }))).to.equal('memory');
  });

  it('are ended when what they started takes too much memory', async () => {
    const script = 'const kept = []; setInterval(() => kept.push(Buffer.alloc(16 * 1024 ** 2, 1)), 5)';
    const parent = `require('node:child_process').spawnSync(process.execPath, ['-e', ${JSON.stringify(script)}])`;
    expect(await death(node(parent, { seconds: 60, mib: 256 }))).to.equal('memory');
  });

  it('are ended when they say too much', async () => {
    const folder = folders.fresh();
    const talking = runBounded({ program: '/bin/sh', args: ['-c', 'exec yes'], folder, bounds: WIDE });
    expect(await death(talking)).to.equal('talk');
  });

  it('may fall over', async () => {
    expect(await death(node('process.abort()'))).to.equal('itself');
  });

  it('cannot reserve more addresses than they are given', async () => {
    const args = ['-c', 'head -c 400000000 /dev/zero | tail -c 400000000 > /dev/null'];
    const ran = await runBounded({
      program: '/bin/sh',
      args,
      folder: folders.fresh(),
      bounds: { seconds: 60, mib: 32 },
    }).catch((error: unknown) => (error instanceof WorkDied ? error : Promise.reject(error as Error)));
    expect(ran instanceof WorkDied || ran.code !== 0).to.equal(true);
  });

  it('know nothing of what this process is told', async () => {
    process.env['HUYING_TEST_SECRET'] = 'xyz';
    try {
      const ran = await node('console.log(JSON.stringify(Object.keys(process.env).sort()))');
      const names = JSON.parse(ran.out) as string[];
      expect(names).to.include('HOME').and.not.include('HUYING_TEST_SECRET');
    } finally {
      delete process.env['HUYING_TEST_SECRET'];
    }
  });

  it('leave nothing running behind them', async () => {
    const folder = folders.fresh();
    const args = ['-c', 'sleep 1000 & echo $! > grandchild'];
    await runBounded({ program: '/bin/sh', args, folder, bounds: WIDE });
    await until('what it started is gone', () => isOver(pidIn(folder, 'grandchild')));
  });

  it('reach no network, not even this machine, where the system lets us take it away', async function () {
    if (spawnSync('unshare', ['-rn', 'true']).status !== 0) this.skip();
    const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const knock = `net.connect(${port}, '127.0.0.1').on('connect', () => console.log('in')).on('error', (e) => console.log(e.code))`;
    const ran = await node(knock);
    server.close();
    expect(ran.out).to.match(/^E\w+\n$/);
  });

  it('come behind everybody else’s work', async () => {
    const ran = await node('console.log(os.getPriority())');
    expect(Number(ran.out)).to.be.at.least(10);
  });

  it('die with the process that started them, even when that one is killed', async () => {
    const folder = folders.fresh();
    const file = fileURLToPath(new URL('./holder-program.ts', import.meta.url));
    const holder = fork(file, [folder], { execArgv: ['--import=tsx'], stdio: 'ignore' });
    await written(folder, 'child');
    await written(folder, 'grandchild');
    const pids = [pidIn(folder, 'child'), pidIn(folder, 'grandchild')];
    expect(pids.map(isOver)).to.deep.equal([false, false]);
    const ended = once(holder, 'exit');
    holder.kill('SIGKILL');
    await ended;
    await until('all are gone', () => pids.every(isOver));
  });

  it('a child that looks at a content is bounded like the others', async () => {
    const folder = folders.fresh();
    const laid = lay(folder, await picture(40, 30).png().toBuffer(), { name: 'a.png' });
    const task = { do: 'look', path: laid.path, name: laid.name } as const;
    expect(await makeAskChild(BOUNDS)(task, folder)).to.deep.equal({ mime: 'image/png' });
    expect(await death(makeAskChild({ seconds: 60, mib: 8 })(task, folder))).to.equal('memory');
  });
});

describe('So many at once', () => {
  it('and the others in the order in which they came; one that fails makes room like any other', async () => {
    const atOnce = makeAtOnce(2);
    const ends: ((error?: Error) => void)[] = [];
    const begun: number[] = [];
    const work = (n: number) =>
      atOnce(
        () =>
          new Promise<number>((resolve, reject) => {
            begun.push(n);
            ends[n] = (error) => (error ? reject(error) : resolve(n));
          }),
      );
    const all = Promise.allSettled([0, 1, 2, 3].map(work));
    await until('two have begun', () => begun.length === 2);
    expect(begun).to.deep.equal([0, 1]);
    ends[1]?.(new Error('it fell over'));
    await until('the third has begun', () => begun.length === 3);
    ends[0]?.();
    await until('the fourth has begun', () => begun.length === 4);
    expect(begun).to.deep.equal([0, 1, 2, 3]);
    for (const end of ends) end();
    expect((await all).map(({ status }) => status)).to.deep.equal([
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ]);
  });
});
