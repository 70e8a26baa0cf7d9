import {
  chmodSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { bringUpEngines } from '../../../embedded/index.ts';
import { cacheFolder } from '../../../embedded/places.ts';
import {
  allProcesses,
  bringUp,
  endHolder,
  eventually,
  freshFolder,
  processOf,
  read,
  sharedCache,
  startHolder,
  throwAway,
  withRedis,
  write,
} from './engines-fixture.ts';

// No apt, and a proxy that answers nothing: whatever wants to fetch something fails.
function offline(folder: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    PATH: folder,
    http_proxy: 'http://127.0.0.1:9',
    https_proxy: 'http://127.0.0.1:9',
  };
}

/** A cache that has the programs of the shared one, but no prepared database; and the folder that is made in. */
function unpreparedCache(): { cache: string; pack: string } {
  const cache = freshFolder();
  const shared = cacheFolder(sharedCache);
  for (const name of [`documentdb-1-${process.arch}`, `redis-1-${process.arch}`]) {
    mkdirSync(join(cache, name));
    symlinkSync(join(shared, name, 'tree'), join(cache, name, 'tree'));
    copyFileSync(join(shared, name, 'complete.json'), join(cache, name, 'complete.json'));
  }
  return { cache, pack: join(cache, `documentdb-1-${process.arch}`) };
}

const prepared = (pack: string) => readdirSync(pack).filter((name) => name.includes('cluster'));

describe('The cache and the places of the engines', function () {
  this.timeout(180_000);

  let dataDir: string;
  beforeEach(() => (dataDir = freshFolder()));
  afterEach(throwAway);

  it('are enough without any network once they are filled', async () => {
    await (await bringUp(freshFolder())).stop();
    const holder = startHolder([dataDir, 'mongodb,redis', ...(sharedCache ? [sharedCache] : [])], {
      env: offline(freshFolder()),
    });
    const { up, failed } = await holder.outcome;
    expect(failed).to.equal(undefined);
    expect(up).to.have.property('mongodbUrl');
    await endHolder(holder);
  });

  it('refuse, naming both ways out, where there is neither engine nor apt', async () => {
    const holder = startHolder([dataDir, 'mongodb,redis', freshFolder()], { env: offline(freshFolder()) });
    const { failed } = await holder.outcome;
    expect(failed?.name).to.equal('EnginesUnavailable');
    expect(failed?.message)
      .to.match(/docker compose up/)
      .and.match(/MONGODB_URL and REDIS_URL/);
  });

  it('heal when a first start was killed in the middle of filling the cache', async () => {
    const cache = freshFolder();
    const killed = startHolder([dataDir, 'redis', cache], {
      onLine: (line) => {
        if (line.startsWith('Unpacking')) killed.child.kill('SIGKILL');
      },
    });
    await killed.outcome;
    expect(readdirSync(cache).join()).to.match(/^\.unpacking-/);

    const next = startHolder([dataDir, 'redis', cache]);
    expect(await next.outcome).to.have.property('up');
    await endHolder(next);
    expect(readdirSync(cache)).to.deep.equal([`redis-1-${process.arch}`]);
  });

  it('are filled once when two first starts happen at the same time', async () => {
    const cache = freshFolder();
    const both = [startHolder([dataDir, 'redis', cache]), startHolder([freshFolder(), 'redis', cache])];
    for (const { outcome } of both) expect(await outcome).to.have.property('up');
    await Promise.all(both.map(endHolder));
    const fetched = both.flatMap(({ lines }) => lines).filter((line) => line.startsWith('Bringing Redis'));
    expect(fetched).to.have.length(1);
    expect(readdirSync(cache)).to.deep.equal([`redis-1-${process.arch}`]);
  });

  it('heal when a first start was killed, its keeper too, while the empty database was being prepared and copied', async () => {
    await (await bringUp(freshFolder())).stop();
    const { cache, pack } = unpreparedCache();
    const killed = startHolder([dataDir, 'mongodb', cache], {
      onLine: (line) => {
        if (!line.startsWith('Preparing')) return;
        process.kill(processOf(dataDir, 'keeper').pid, 'SIGKILL');
        killed.child.kill('SIGKILL');
      },
    });
    await killed.outcome;
    expect(prepared(pack).join()).to.match(/^\.cluster-/);
    const half = join(dataDir, 'engines', 'postgres.making-half');
    mkdirSync(half);
    writeFileSync(join(half, 'PG_VERSION'), '18\n');

    const next = startHolder([dataDir, 'mongodb,redis', cache]);
    const { up } = await next.outcome;
    if (!up) throw new Error('The next start failed');
    await write(up, 'healed');
    expect(await read(up, 'healed')).to.deep.equal(['mongodb', 'redis']);
    await endHolder(next);
    expect(prepared(pack).join()).to.match(/^cluster-\d+-\d+$/);
    expect(readdirSync(join(dataDir, 'engines')).filter((name) => name.includes('making'))).to.deep.equal([]);

    const other = startHolder([freshFolder(), 'mongodb,redis', cache]);
    const { up: copied } = await other.outcome;
    if (!copied) throw new Error('The start of a copy failed');
    expect(await read(copied, 'healed')).to.deep.equal([]);
    await endHolder(other);
    expect(other.lines.filter((line) => line.startsWith('Preparing'))).to.deep.equal([]);
  });

  it('leave a redis-server in PATH alone when it is older than 7.0', async () => {
    const path = freshFolder();
    writeFileSync(join(path, 'redis-server'), '#!/bin/sh\necho "Redis server v=6.0.16 sha=0"\n');
    chmodSync(join(path, 'redis-server'), 0o755);
    const env = { ...process.env, PATH: `${path}:${process.env['PATH'] ?? ''}` };
    const holder = startHolder([dataDir, 'redis', ...(sharedCache ? [sharedCache] : [])], { env });
    const { up } = await holder.outcome;
    if (!up) throw new Error('Redis did not start');
    const info = await withRedis(up, (redis) => redis.info('server'));
    expect(info).to.match(/redis_version:[789]/);
    await endHolder(holder);
  });

  it('take a redis-server of 7.0 or newer from PATH', async () => {
    await (await bringUp(freshFolder())).stop();
    const programs = join(cacheFolder(sharedCache), `redis-1-${process.arch}`, 'tree/usr/bin');
    const holder = startHolder([dataDir, 'redis', freshFolder()], { env: offline(programs) });
    expect(await holder.outcome).to.have.property('up');
    await endHolder(holder);
  });

  it('say clearly that data of another major version of PostgreSQL cannot be read, and start nothing', async () => {
    const first = await bringUp(dataDir);
    await first.stop();
    writeFileSync(join(dataDir, 'engines/postgres/PG_VERSION'), '15\n');
    const refusal = await bringUp(dataDir).then(
      () => '',
      (error: unknown) => (error as Error).message,
    );
    expect(refusal).to.match(/was written by PostgreSQL 15, but the engine in the cache is PostgreSQL \d+/);
    expect(existsSync(join(dataDir, 'engines.json'))).to.equal(false);
  });

  it('bring up only what is needed', async () => {
    const cache = sharedCache ? { cacheDir: sharedCache } : {};
    const engines = await bringUpEngines({
      dataDir,
      need: { mongodb: false, redis: true },
      say: () => undefined,
      ...cache,
    });
    expect(engines.mongodbUrl).to.equal('');
    expect(await withRedis(engines, (redis) => redis.ping())).to.equal('PONG');
    expect(() => processOf(dataDir, 'postgres')).to.throw();
    await engines.stop();
  });

  describe('as root, in a folder that only root may enter', () => {
    before(function () {
      if (process.getuid?.() !== 0) this.skip();
    });

    it('keep the data where the unprivileged engines can reach it, and say so', async () => {
      const hidden = join(freshFolder(0o700), 'data');
      mkdirSync(hidden);
      const engines = await bringUp(hidden);
      await write(engines, 'hidden');
      const { uid } = statSync(join(hidden, 'engines/postgres'));
      expect(uid).not.to.equal(0);
      await engines.stop();

      expect(lstatSync(join(hidden, 'engines')).isSymbolicLink()).to.equal(true);
      expect(dirname(readlinkSync(join(hidden, 'engines')))).to.equal('/var/lib/huying');
      expect(existsSync(join(hidden, 'ENGINES_ARE_ELSEWHERE.txt'))).to.equal(true);

      const again = await bringUp(hidden);
      expect(await read(again, 'hidden')).to.deep.equal(['mongodb', 'redis']);
      await again.stop();
    });

    it('unpack the programs where the unprivileged engines can reach them, and say so', () => {
      const hidden = freshFolder(0o700);
      expect(dirname(cacheFolder(hidden))).to.equal('/var/cache/huying');
      expect(cacheFolder(hidden)).not.to.equal(cacheFolder(freshFolder(0o700)));
      expect(readFileSync(join(hidden, 'ENGINES_ARE_ELSEWHERE.txt'), 'utf8')).to.contain(cacheFolder(hidden));
    });
  });

  it('leave no socket folder behind after a stop', async () => {
    const engines = await bringUp(dataDir);
    const sockets = dirname(engines.redisUrl.slice('unix://'.length));
    expect(statSync(sockets).mode & 0o777).to.equal(0o700);
    const processes = allProcesses(dataDir);
    await engines.stop();
    await eventually(1_000, () => !existsSync(sockets));
    expect(processes).to.have.length(4);
    expect(realpathSync(dataDir)).to.equal(dataDir);
  });
});
