import { expect } from 'chai';
import * as z from 'zod/mini';
import { EVERY_REQUEST, PACES } from '../../shared/contract.ts';
import { FAULTS } from '../../shared/faults.ts';
import { FETCHING, SENDING_BYTES } from '../../shared/file-acts.ts';
import { SENDING_TABLE } from '../../shared/import.ts';
import { broadcasts, jobs, requests } from '../../shared/protocol.ts';
import { startServer, type TestServer } from '../support/server.ts';

describe('the protocol', () => {
  it('names requests noun:verb, broadcasts noun:verb-ed and jobs noun.verb, each once', () => {
    const names = [...requests, ...broadcasts, ...jobs].map((c) => c.name);
    expect(new Set(names).size).to.equal(names.length);
    for (const r of requests) expect(r.name).to.match(/^[a-z-]+:[a-z-]+$/);
    for (const b of broadcasts) expect(b.name).to.match(/^[a-z-]+:([a-z-]+ed|heard)$/);
    for (const j of jobs) expect(j.name).to.match(/^[a-z-]+\.[a-z-]+$/);
  });

  it('promises each fault somewhere, none twice, and uses each pace', () => {
    for (const r of requests) {
      const promised = [...EVERY_REQUEST, ...r.faults];
      expect(new Set(promised).size, r.name).to.equal(promised.length);
    }
    const promised = new Set<string>([
      ...EVERY_REQUEST,
      ...FETCHING,
      ...SENDING_BYTES,
      ...SENDING_TABLE,
      ...requests.flatMap((r) => [...r.faults]),
    ]);
    expect(Object.keys(FAULTS).filter((code) => !promised.has(code))).to.deep.equal([]);
    expect(new Set<string>(requests.map((r) => r.pace))).to.deep.equal(new Set(PACES));
  });

  it('takes only objects, and ignores nothing silently that it did not ask for: unknown fields are dropped', () => {
    for (const r of requests) {
      const schema = z.toJSONSchema(r.input, { io: 'input' }) as { type?: string };
      expect(schema.type, r.name).to.equal('object');
      const stray = r.input.safeParse({ stray: 1 });
      if (stray.success) expect(stray.data).to.not.have.property('stray');
    }
  });

  describe('on a server', () => {
    let server: TestServer;
    before(async function () {
      this.timeout(180_000);
      server = await startServer();
    });
    after(() => server.stop());

    it('has exactly one answer bound to each request', () => {
      const bound = server.parts.bindings.map((b) => b.request.name).sort();
      expect(bound).to.deep.equal(requests.map((r) => r.name).sort());
    });
  });
});
