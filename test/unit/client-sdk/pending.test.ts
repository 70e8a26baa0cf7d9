import { expect } from 'chai';
import type { PendingMessage } from '../../../client-sdk/index.ts';
import { PendingShelf } from '../../../client-sdk/pending.ts';
import { memoryStorage, personPrefix, type Storage } from '../../../client-sdk/storage.ts';
import { ROOM } from './said.ts';

const ME = '01890a5d-ac96-774b-bcce-b302099a8001';
const KEY = '01890a5d-ac96-774b-bcce-b302099a8057';
const FILE = { kind: 'picture', name: '照片.jpg', bytes: 12, progress: 0.5 };
const TEXT = {
  ...{ sendKey: KEY, roomId: ROOM, text: '您好', writtenAt: 1_650_000_000_000 },
  ...{ state: 'waiting', fault: null },
};

describe('what lies unsent in a storage', () => {
  let storage: Storage;
  const found = async (kept: unknown): Promise<PendingMessage[]> => {
    await storage.set(`${personPrefix(ME)}outbox/${ROOM}/${KEY}`, JSON.stringify(kept));
    return all();
  };
  async function all(): Promise<PendingMessage[]> {
    const found: PendingMessage[] = [];
    for await (const item of new PendingShelf(storage, ME).all()) found.push(item);
    return found;
  }
  beforeEach(() => {
    storage = memoryStorage();
  });

  for (const [what, kept] of [
    ['a text', TEXT],
    ['an answer that calls somebody', { ...TEXT, replyTo: 3, mentions: [{ kind: 'everyone' }] }],
    [
      'a call of persons and roles',
      {
        ...TEXT,
        mentions: [
          { kind: 'person', personId: ME },
          { kind: 'role', role: 'lead-unit' },
        ],
      },
    ],
    ['an announcement', { ...TEXT, announcement: { ackRequired: true } }],
    ['a file that is begun', { ...TEXT, text: '', file: { ...FILE, begun: { fileId: KEY, seq: 2 } } }],
    ['a file on a disk that was given up', { ...TEXT, file: { ...FILE, path: '/a', cancelled: true } }],
    ['what was refused', { ...TEXT, state: 'refused', fault: { code: 'MUTED', facts: { until: null } } }],
  ] as const)
    it(`is taken up as it was kept: ${what}`, async () => {
      expect(await found(kept)).to.deep.equal([kept]);
    });

  for (const [what, kept] of [
    ['nothing', null],
    ['a list', [TEXT]],
    ['what has no text', { ...TEXT, text: undefined }],
    ['what goes to no room', { ...TEXT, roomId: 'r1' }],
    ['what has no key', { ...TEXT, sendKey: '' }],
    ['an answer to half a message', { ...TEXT, replyTo: 1.5 }],
    ['a call of nobody', { ...TEXT, mentions: [{ kind: 'person' }] }],
    ['a call of a role that there is not', { ...TEXT, mentions: [{ kind: 'role', role: 'king' }] }],
    ['a file of no kind', { ...TEXT, file: { ...FILE, kind: 'song' } }],
    ['a file begun under no id', { ...TEXT, file: { ...FILE, begun: { fileId: 'f1', seq: 2 } } }],
    ['what is being sent', { ...TEXT, state: 'sending' }],
    ['a refusal without a code', { ...TEXT, fault: { facts: {} } }],
  ] as const)
    it(`is left where it is: ${what}`, async () => {
      expect(await found(kept)).to.deep.equal([]);
      expect(await storage.keys(personPrefix(ME))).to.have.length(1);
    });

  it('is left where it is when it is torn', async () => {
    await storage.set(`${personPrefix(ME)}outbox/${ROOM}/${KEY}`, '{"sendKey":"0189');
    expect(await all()).to.deep.equal([]);
  });
});
