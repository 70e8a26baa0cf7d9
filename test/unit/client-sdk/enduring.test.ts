import { expect } from 'chai';
import { enduringStorage } from '../../../client-sdk/enduring.ts';
import { memoryStorage, type Storage } from '../../../client-sdk/storage.ts';

describe('a storage that endures', () => {
  let lasting: Storage;
  let refusals: unknown[];
  let storage: Storage;
  /** From now on the disk takes nothing more. */
  const fill = () => {
    const refuse = () => Promise.reject(new Error('full'));
    lasting.set = refuse;
    if (lasting.contents) lasting.contents.set = refuse;
  };

  beforeEach(() => {
    lasting = memoryStorage();
    refusals = [];
    storage = enduringStorage(lasting, (why) => refusals.push(String(why)));
  });

  it('keeps on the disk as long as that takes it', async () => {
    await storage.set('a', '1');
    expect(await lasting.get('a')).to.equal('1');
    expect(refusals).to.deep.equal([]);
  });

  it('goes on in memory when the disk is full, and says so once', async () => {
    await storage.set('a', 'old');
    fill();
    await storage.set('a', 'new');
    await storage.set('b', '2');
    await storage.contents?.set('c', new Blob(['3']));
    expect(await storage.get('a')).to.equal('new');
    expect(await storage.keys('')).to.deep.equal(['a', 'b', 'c']);
    expect(await (await storage.contents?.get('c'))?.text()).to.equal('3');
    expect(await lasting.get('a')).to.equal('old');
    expect(refusals).to.deep.equal(['Error: full']);
  });

  it('removes what lies on the disk and in memory', async () => {
    await storage.set('a', 'old');
    fill();
    await storage.set('a', 'new');
    await storage.remove('a');
    expect(await storage.get('a')).to.equal(null);
    expect(await lasting.get('a')).to.equal(null);
  });

  it('is read from the disk again once that has taken something newer', async () => {
    const set = lasting.set.bind(lasting);
    fill();
    await storage.set('a', 'in memory');
    lasting.set = set;
    await storage.set('a', 'on the disk');
    expect(await lasting.get('a')).to.equal('on the disk');
    expect(await storage.get('a')).to.equal('on the disk');
  });

  it('is a storage also where the browser keeps nothing at all', async () => {
    const refuse = () => Promise.reject(new Error('refused'));
    Object.assign(lasting, { get: refuse, set: refuse, remove: refuse, keys: refuse });
    expect(await storage.get('a')).to.equal(null);
    await storage.set('a', '1');
    expect(await storage.get('a')).to.equal('1');
    expect(await storage.keys('')).to.deep.equal(['a']);
    await storage.remove('a');
    expect(await storage.keys('')).to.deep.equal([]);
    expect(refusals).to.deep.equal(['Error: refused']);
  });
});
