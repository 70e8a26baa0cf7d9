import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { expect } from 'chai';
import type { Engines } from '../../../embedded/index.ts';
import { isAlive, processesIn, signalTo } from '../../../embedded/process-identity.ts';
import {
  allProcesses,
  areGone,
  bringUp,
  endHolder,
  eventually,
  freshFolder,
  processOf,
  read,
  startHolder,
  throwAway,
  write,
} from './engines-fixture.ts';

describe('The engines the product brings up by itself', function () {
  this.timeout(180_000);

  describe('while they run', () => {
    let dataDir: string;
    let engines: Engines;

    before(async () => {
      dataDir = freshFolder();
      engines = await bringUp(dataDir);
      await write(engines, 'before');
    });
    after(async () => {
      await engines.stop();
      throwAway();
    });

    it('can be joined by another process, which stops nothing when it ends', async () => {
      const other = startHolder([dataDir, 'mongodb,redis']);
      const { up } = await other.outcome;
      const { mongodbUrl, mongodbNearUrl, redisUrl } = engines;
      expect(up).to.include({ mongodbUrl, mongodbNearUrl, redisUrl });
      await endHolder(other);
      expect(await read(engines, 'before')).to.deep.equal(['mongodb', 'redis']);
    });

    it('listen on the loopback port of the gateway and on nothing else of the network', () => {
      const listening = (engine: string) => listeningAddresses(processOf(dataDir, engine).pid);
      const port = Number(new URL(engines.mongodbUrl).port).toString(16).toUpperCase().padStart(4, '0');
      expect(listening('gateway')).to.deep.equal([`0100007F:${port}`]);
      expect(listening('postgres')).to.deep.equal([]);
      expect(listening('redis')).to.deep.equal([]);
    });

    it('have sockets for their own account only', () => {
      const near = decodeURIComponent(/^mongodb:\/\/([^/]+)\//.exec(engines.mongodbNearUrl)?.[1] ?? '');
      for (const socket of [near, engines.redisUrl.replace('unix://', '')]) {
        expect(statSync(socket).isSocket(), socket).to.equal(true);
        expect(statSync(socket).mode & 0o077, socket).to.equal(0);
      }
    });

    it('do not run as root', () => {
      for (const engine of ['postgres', 'redis', 'gateway']) {
        const status = readFileSync(`/proc/${processOf(dataDir, engine).pid}/status`, 'utf8');
        expect(/^Uid:\s+(\d+)/m.exec(status)?.[1], engine).not.to.equal('0');
      }
    });

    for (const engine of ['redis', 'postgres', 'gateway']) {
      it(`serve again within seconds at the same address with all data when ${engine} is killed`, async () => {
        await write(engines, `just before ${engine}`);
        process.kill(processOf(dataDir, engine).pid, 'SIGKILL');
        const back = async () => (await read(engines, `just before ${engine}`)).length === 2;
        await eventually(10_000, back);
        expect(await read(engines, 'before')).to.deep.equal(['mongodb', 'redis']);
      });
    }

    it('serve again when a process of the killed database does not end with it', async () => {
      await write(engines, 'just before one hangs');
      const database = processOf(dataDir, 'postgres');
      const [one] = processesIn(readlinkSync(`/proc/${database.pid}/cwd`)).filter(
        (p) => p.pid !== database.pid,
      );
      if (!one) throw new Error('the database has no processes');
      signalTo(one, 'SIGSTOP');
      signalTo(database, 'SIGKILL');
      await eventually(10_000, async () => (await read(engines, 'just before one hangs')).length === 2);
      expect(isAlive(one)).to.equal(false);
    });

    it('serve again at the same address with all data when their keeper is killed', async () => {
      await write(engines, 'just before the keeper');
      const killed = allProcesses(dataDir);
      process.kill(processOf(dataDir, 'keeper').pid, 'SIGKILL');
      await eventually(10_000, () => areGone(killed));
      await eventually(20_000, async () => (await read(engines, 'just before the keeper')).length === 2);
      expect(await read(engines, 'before')).to.deep.equal(['mongodb', 'redis']);
    });

    it('do not mix with those of another folder', async () => {
      const otherDir = freshFolder();
      const other = await bringUp(otherDir);
      try {
        expect(other.mongodbUrl).not.to.equal(engines.mongodbUrl);
        expect(other.redisUrl).not.to.equal(engines.redisUrl);
        expect(await read(other, 'before')).to.deep.equal([]);
      } finally {
        await other.stop();
      }
      expect(await read(engines, 'before')).to.deep.equal(['mongodb', 'redis']);
    });
  });

  describe('from one start to the next', () => {
    let dataDir: string;

    beforeEach(() => (dataDir = freshFolder()));
    afterEach(throwAway);

    it('keep what was written, start within 10 s and leave no process behind', async () => {
      const first = await bringUp(dataDir);
      await write(first, 'kept');
      const processes = allProcesses(dataDir);
      await first.stop();
      expect(areGone(processes)).to.equal(true);

      const began = Date.now();
      const second = await bringUp(dataDir);
      try {
        expect(Date.now() - began).to.be.below(10_000);
        expect(await read(second, 'kept')).to.deep.equal(['mongodb', 'redis']);
      } finally {
        await second.stop();
      }
    });

    it('stop by themselves when the process that started them is killed', async () => {
      const owner = startHolder([dataDir, 'mongodb,redis']);
      expect(await owner.outcome).to.have.property('up');
      const processes = allProcesses(dataDir);
      owner.child.kill('SIGKILL');
      await eventually(20_000, () => areGone(processes));
    });

    it('are not joined by a process that starts while they are stopping', async () => {
      const owner = startHolder([dataDir, 'mongodb,redis']);
      const { up } = await owner.outcome;
      if (!up) throw new Error('The first start failed');
      await write(up, 'restarted at once');
      const stopping = allProcesses(dataDir);
      owner.child.kill('SIGKILL');
      await eventually(5_000, () => owner.child.signalCode !== null);

      const next = await bringUp(dataDir);
      try {
        expect(areGone(stopping)).to.equal(true);
        expect(await read(next, 'restarted at once')).to.deep.equal(['mongodb', 'redis']);
      } finally {
        await next.stop();
      }
    });

    it('are taken over, with all data, when the process and its keeper were both killed', async () => {
      const owner = startHolder([dataDir, 'mongodb,redis']);
      const { up } = await owner.outcome;
      if (!up) throw new Error('The first start failed');
      await write(up, 'left behind');
      const left = allProcesses(dataDir);
      owner.child.kill('SIGKILL');
      const keeper = processOf(dataDir, 'keeper');
      process.kill(keeper.pid, 'SIGKILL');
      await eventually(5_000, () => areGone([keeper]) && owner.child.signalCode !== null);

      const next = await bringUp(dataDir);
      try {
        expect(areGone(left)).to.equal(true);
        expect(await read(next, 'left behind')).to.deep.equal(['mongodb', 'redis']);
      } finally {
        await next.stop();
      }
    });

    it('are started once when two processes ask at the same moment', async () => {
      const both = [startHolder([dataDir, 'mongodb,redis']), startHolder([dataDir, 'mongodb,redis'])];
      const [one, other] = await Promise.all(both.map(({ outcome }) => outcome));
      expect(one?.up?.mongodbUrl).to.be.a('string').and.equal(other?.up?.mongodbUrl);
      await Promise.all(both.map(endHolder));
    });
  });
});

// The TCP addresses a process listens on, as the kernel writes them: address and port in hexadecimal.
function listeningAddresses(pid: number): string[] {
  const sockets = readdirSync(`/proc/${pid}/fd`)
    .map((name) => readlinkSync(`/proc/${pid}/fd/${name}`))
    .map((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1]);
  const listening = ['tcp', 'tcp6'].flatMap((table) =>
    readFileSync(`/proc/net/${table}`, 'utf8').split('\n'),
  );
  return listening
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[3] === '0A' && sockets.includes(fields[9]))
    .map((fields) => fields[1] ?? '');
}
