import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { Fault } from '../../../shared/faults.ts';
import { FILE_TYPES, type FileType } from '../../../shared/file-types.ts';
import type { CongressId } from '../../../shared/ids.ts';
import type { Making } from '../../../server/files/index.ts';
import { newId } from '../../../server/ops/clock.ts';
import { codeOf } from '../../support/code-of.ts';
import { startServer, type TestPerson, type TestServer } from '../../support/server.ts';
import { type WireClient, wireClient } from '../../support/wire-client.ts';
import { announced, begin, bytesOf, idOf, patch, shown } from './sending.ts';

/** Everything is a text to it. */
const texts: Making = {
  judge: (_, allowed) =>
    Promise.resolve(allowed.includes('text/plain') ? { mime: 'text/plain' } : { refused: 'not-allowed' }),
  scan: null,
  make: () => Promise.resolve({ facts: {}, products: [] }),
  transcribe: null,
};

describe('what a congress takes as files', () => {
  let server: TestServer;
  let deputy: WireClient;
  let administrator: WireClient;
  let office: WireClient;
  let roomId: string;

  beforeEach(async function () {
    this.timeout(180_000);
    server = await startServer({
      making: texts,
      env: { HUYING_FILE_TYPES: 'text/plain,image/png', HUYING_VOICE_SECONDS: '90' },
    });
    const people = await server.addPeople(1);
    ({ roomId } = await server.addRoom(people));
    deputy = await wireClient(server.url, people[0] as TestPerson);
    administrator = await wireClient(
      server.url,
      (await server.addPeople(1, ['administrator']))[0] as TestPerson,
    );
    office = await wireClient(server.url, (await server.addPeople(1, ['office']))[0] as TestPerson);
  });
  afterEach(async () => {
    for (const client of [deputy, administrator, office]) client.close();
    await server.stop();
  });

  const ask = async <T>(client: WireClient, name: string, input: object = {}): Promise<T> => {
    const reply = await client.socket(name, input);
    if (!reply.ok) throw new Fault(reply.fault.code);
    return reply.data as T;
  };
  const asked = (types: FileType[] | null, version = 0) => ({
    ...{ version, actKey: randomUUID() },
    ...{ why: '只收公文', types },
  });
  const send = async () => {
    const bytes = bytesOf('text', 10);
    const begun = await begin(deputy, announced(roomId, bytes.length));
    await patch({ url: server.url, token: deputy.token }, begun.upload.path, { offset: 0, bytes });
    return begun;
  };
  const judged = async (begun: Awaited<ReturnType<typeof send>>) => {
    await server.parts.files.carryOn(idOf(begun));
    const { state, why } = await shown(deputy, begun.message);
    return why ?? state;
  };

  it('is what the installation takes, until an administrator or the office says otherwise, and again when they take that back', async () => {
    const seconds = { voice: 90, 'video-note': 60 };
    const installed = { version: 0, types: ['text/plain', 'image/png'], own: false, seconds };
    expect(await ask(deputy, 'file-types:show')).to.deep.equal(installed);
    const first = asked(['text/csv', 'application/pdf', 'text/csv']);
    await ask(administrator, 'file-types:set', first);
    const own = { version: 1, types: ['application/pdf', 'text/csv'], own: true, seconds };
    expect(await ask(deputy, 'file-types:show')).to.deep.equal(own);
    await ask(office, 'file-types:set', asked(null, 1));
    expect(await ask(deputy, 'file-types:show')).to.deep.equal({ ...installed, version: 2 });
    const { changes } = await ask<{ changes: { types: unknown; by: { name: string } }[] }>(
      office,
      'file-types:list-changes',
    );
    expect(changes.map(({ types }) => types)).to.deep.equal([null, own.types]);
    expect(new Set(changes.map(({ by }) => by.name))).to.have.property('size', 2);
  });

  it('holds what is not looked at yet, also what was begun before; what was taken stays', async () => {
    const taken = await send();
    expect(await judged(taken)).to.equal('ready');
    const begun = await send();
    await ask(administrator, 'file-types:set', asked(['application/pdf']));
    expect(await judged(begun)).to.equal('not-allowed');
    expect((await shown(deputy, taken.message)).state).to.equal('ready');
    await ask(administrator, 'file-types:set', asked(['text/plain'], 1));
    expect(await judged(await send())).to.equal('ready');
  });

  it('is of that congress alone', async () => {
    const { types } = server.parts.files;
    const by = { personId: 'system', name: '', label: '' };
    await types.change(newId() as CongressId, by, asked(['application/pdf']));
    expect(await ask(deputy, 'file-types:show')).to.include({ own: false });
    expect(await judged(await send())).to.equal('ready');
  });

  it('is among what the product can judge', async () => {
    for (const wrong of [['application/zip'], ['image/svg+xml'], ['text/html'], []])
      expect(await codeOf(ask(office, 'file-types:set', asked(wrong as FileType[])))).to.equal(
        'INVALID_INPUT',
      );
    await ask(office, 'file-types:set', asked([...FILE_TYPES]));
  });

  it('changes once for a request that comes twice, and for one of several who saw the same version', async () => {
    const request = asked(['text/csv']);
    const twice = await Promise.all([request, request].map((one) => ask(office, 'file-types:set', one)));
    expect(twice[0]).to.deep.equal(twice[1]);
    const codes = await Promise.all(
      (['text/plain', 'application/pdf', 'image/png'] as const).map((type) =>
        codeOf(ask(office, 'file-types:set', asked([type], 1))),
      ),
    );
    expect(codes.sort()).to.deep.equal(['STALE_REVISION', 'STALE_REVISION', 'ok']);
  });
});
