import { expect } from 'chai';
import { whyLoadLimited } from '../../../bench/bottleneck.ts';
import { refusal } from '../../../bench/runs.ts';

describe('the rule that refuses what the load generator limited', () => {
  const busy = { loadLoop: 0.5, loadCpu: 0.5, serverCpu: 0.95, allServersCpu: 1.1, coresForServers: 1 };

  it('reports a run in which the server was full', () => {
    expect(whyLoadLimited(busy)).to.equal(null);
    expect(whyLoadLimited({ ...busy, loadLoop: 0.97, loadCpu: 0.95 })).to.equal(null);
  });

  it('reports a run in which neither was full: the loop of questions and answers was the limit', () => {
    expect(whyLoadLimited({ ...busy, serverCpu: 0.4, allServersCpu: 0.5 })).to.equal(null);
  });

  it('refuses a run in which the load generator was full and the server had time', () => {
    const idle = { ...busy, serverCpu: 0.6, allServersCpu: 0.7 };
    expect(whyLoadLimited({ ...idle, loadLoop: 0.95 })).to.match(/event loop 95 %.*60 % of a core/);
    expect(whyLoadLimited({ ...idle, loadCpu: 0.93 })).to.match(/processor 93 %/);
  });

  it('reports when the server side used all cores together, whichever process did', () => {
    const shared = { ...busy, loadLoop: 0.95, serverCpu: 0.6, allServersCpu: 1.75, coresForServers: 2 };
    expect(whyLoadLimited(shared)).to.equal(null);
  });

  describe('asked of a run', () => {
    const bench = { coresForServers: 3 };
    const loadIsFull = { loop: 0.99, cpu: 0.95, whole: 10 };
    const ran = (kind: 'huying' | 'ejabberd' | 'prosody', after: Record<string, number>) =>
      refusal(bench, { kind, ...loadIsFull }, { before: { server: 0 }, after });

    it('takes a program of one thread for full when it used a core', () => {
      expect(ran('prosody', { server: 9.5 })).to.equal(null);
      expect(ran('huying', { server: 9.5, postgres: 3 })).to.equal(null);
      expect(ran('huying', { server: 2, redis: 9 })).to.equal(null);
    });

    it('takes programs of many threads or processes for full only when they used all cores', () => {
      expect(ran('ejabberd', { server: 9.5 })).to.match(/event loop 99 %/);
      expect(ran('ejabberd', { server: 29 })).to.equal(null);
      expect(ran('huying', { server: 3, postgres: 12 })).to.match(/30 % of a core/);
    });
  });
});
