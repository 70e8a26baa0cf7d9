import { expect } from 'chai';
import { memoryStorage } from '../../../client-sdk/storage.ts';
import type { PersonId, RoomId } from '../../../shared/ids.ts';
import { makeDrafts } from '../../../web/src/room/drafts.ts';

const room = 'room' as RoomId;

describe('drafts', () => {
  it('of one person keep the last of many quick changes, with few writes', async () => {
    const storage = memoryStorage();
    const written: string[] = [];
    const watched = {
      ...storage,
      set: (key: string, value: string) => {
        written.push(value);
        return storage.set(key, value);
      },
    };
    const drafts = makeDrafts(watched, 'chen' as PersonId);
    await Promise.all(['呼', '呼应', '呼应您', '呼应您好'].map((text) => drafts.keep(room, text)));
    expect(written).to.deep.equal(['呼', '呼应您好']);
    expect(await makeDrafts(storage, 'chen' as PersonId).read(room)).to.equal('呼应您好');
    expect(await makeDrafts(storage, 'wang' as PersonId).read(room)).to.equal('');
  });

  it('are settled when the last of them is kept, and wait for none that cannot be', async () => {
    const storage = memoryStorage();
    const drafts = makeDrafts(storage, 'chen' as PersonId);
    await drafts.settled();
    void drafts.keep(room, '呼应');
    void drafts.keep(room, '呼应您好');
    await drafts.settled();
    expect(await makeDrafts(storage, 'chen' as PersonId).read(room)).to.equal('呼应您好');
    const full = { ...storage, set: () => Promise.reject(new Error('full')) };
    const lost = makeDrafts(full, 'chen' as PersonId);
    lost.keep(room, '存不下').catch(() => undefined);
    await lost.settled();
  });

  it('keep whom they call beside them, and wait for that, too', async () => {
    const storage = memoryStorage();
    const drafts = makeDrafts(storage, 'chen' as PersonId);
    void drafts.keep(room, '@领衔代表 ');
    void drafts.calls.keep(room, 'calls');
    await drafts.settled();
    const again = makeDrafts(storage, 'chen' as PersonId);
    expect([await again.read(room), await again.calls.read(room)]).to.deep.equal(['@领衔代表 ', 'calls']);
  });

  it('leave nothing behind once sent', async () => {
    const storage = memoryStorage();
    const drafts = makeDrafts(storage, 'chen' as PersonId);
    const first = drafts.keep(room, '呼应');
    await Promise.all([first, drafts.keep(room, '')]);
    expect(await storage.keys('')).to.deep.equal([]);
  });
});
