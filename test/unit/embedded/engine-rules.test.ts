import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect } from 'chai';
import { withLock } from '../../../embedded/lock.ts';
import { isAtLeast } from '../../../embedded/plan.ts';
import { sharedBuffers } from '../../../embedded/postgres.ts';
import { identityOf, isAlive } from '../../../embedded/process-identity.ts';

describe('Versions of engines', () => {
  it('are compared part by part as numbers', () => {
    expect(isAtLeast([7, 0, 15], [7, 0])).to.equal(true);
    expect(isAtLeast([10, 0], [7, 2])).to.equal(true);
    expect(isAtLeast([7], [7, 0])).to.equal(true);
    expect(isAtLeast([6, 9, 9], [7, 0])).to.equal(false);
    expect(isAtLeast([8, 0, 5], [8, 0, 6])).to.equal(false);
    expect(isAtLeast([0], [5, 0])).to.equal(false);
  });
});

describe('The identity of a process', () => {
  it('is not that of a later process with the same number', () => {
    const me = identityOf(process.pid);
    expect(me).not.to.equal(null);
    expect(me && isAlive(me)).to.equal(true);
    expect(isAlive({ pid: process.pid, started: 'earlier' })).to.equal(false);
  });

  it('is gone with the process', async () => {
    const child = spawn('/bin/sleep', ['60']);
    const identity = identityOf(child.pid ?? 0);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(identity && isAlive(identity)).to.equal(false);
  });
});

describe('A lock', () => {
  it('lets one work after the other, in whatever order they come', async () => {
    const events: string[] = [];
    const work = (name: string) => async () => {
      events.push(`${name} in`);
      await new Promise((resolve) => setImmediate(resolve));
      events.push(`${name} out`);
    };
    const name = `test ${process.pid}`;
    await Promise.all(['a', 'b', 'c'].map((each) => withLock(name, work(each))));
    expect(events).to.have.length(6);
    for (let at = 0; at < events.length; at += 2)
      expect(events[at + 1]).to.equal(events[at]?.replace('in', 'out'));
  });

  it('is free again after work that failed, and after a holder that was killed', async () => {
    const name = `test failing ${process.pid}`;
    const refusal = await withLock(name, () => Promise.reject(new Error('no'))).catch(
      (error: unknown) => error,
    );
    expect(refusal).to.have.property('message', 'no');
    const lock = new URL('../../../embedded/lock.ts', import.meta.url).href;
    const code = `import { withLock } from ${JSON.stringify(lock)};
      await withLock(${JSON.stringify(name)}, () => { console.log('held'); return new Promise((r) => setTimeout(r, 60000)); });`;
    const holder = spawn(process.execPath, ['--import=tsx', '--input-type=module', '-e', code], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(holder.stdout, 'data');
    const waiting = withLock(
      name,
      () => Promise.resolve('mine'),
      () => holder.kill('SIGKILL'),
    );
    expect(await waiting).to.equal('mine');
  });
});

describe('The pages that PostgreSQL keeps', () => {
  const GIB = 2 ** 30;

  it('are a quarter of the memory, within what is of use', () => {
    expect([GIB / 4, GIB, 3 * GIB, 64 * GIB].map(sharedBuffers)).to.deep.equal([128, 256, 768, 1_024]);
  });
});
