import { expect } from 'chai';
import { whyLoadLimited } from '../../../bench/bottleneck.ts';

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
});
