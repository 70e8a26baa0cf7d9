import { expect } from 'chai';
import { watched } from '../../../server/files/getting/watched.actions.ts';

const MIB = 1024 * 1024;

/** So many pieces of half a MiB; `ended`: it was told that nobody reads any more. */
function source(pieces: number) {
  const state = { given: 0, ended: false };
  async function* give(): AsyncGenerator<Buffer, void, undefined> {
    try {
      for (; state.given < pieces; state.given++) yield await Promise.resolve(Buffer.alloc(MIB / 2));
    } finally {
      state.ended = true;
    }
  }
  return { state, give };
}

/** Reads to the end; how many bytes came, and the error with which it ended. */
async function readAll(bytes: AsyncIterable<Buffer>, onPiece: () => void = () => undefined) {
  let read = 0;
  try {
    for await (const piece of bytes) {
      read += piece.length;
      onPiece();
    }
    return { read, error: null };
  } catch (error) {
    return { read, error };
  }
}

describe('bytes on their way to somebody', () => {
  it('come all as long as they may be had, and it is looked at again every 8 MiB', async () => {
    let looks = 0;
    const { give } = source(80);
    const check = () => Promise.resolve((looks += 1));
    expect(await readAll(watched(give(), { check, tick: () => 0 }))).to.deep.equal({
      read: 40 * MIB,
      error: null,
    });
    expect(looks).to.equal(4);
  });

  it('end at the next look when they may not be had any more, and nothing more is read', async () => {
    const gone = new Error('removed');
    const { give, state } = source(100);
    const check = () => Promise.reject(gone);
    const { read, error } = await readAll(watched(give(), { check, tick: () => 0 }));
    expect(error).to.equal(gone);
    expect(read).to.equal(8.5 * MIB); // one piece while it was looked
    expect(state).to.deep.include({ ended: true });
    expect(state.given).to.equal(17);
  });

  it('end also for who reads slowly: it is looked at after three seconds, too', async () => {
    let now = 0;
    const gone = new Error('removed');
    const { give } = source(100);
    const slow = watched(give(), { check: () => Promise.reject(gone), tick: () => now });
    const { read, error } = await readAll(slow, () => (now += 3_000));
    expect(error).to.equal(gone);
    expect(read).to.equal(MIB); // one piece before the look, and one while it was looked
  });

  it('are let go of when nobody wants the rest', async () => {
    const { give, state } = source(100);
    const bytes = watched(give(), { check: () => Promise.resolve(), tick: () => 0 });
    await bytes.next();
    await bytes.return();
    expect(state).to.deep.equal({ given: 0, ended: true });
  });
});
