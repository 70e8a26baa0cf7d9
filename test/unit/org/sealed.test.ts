import { expect } from 'chai';
import { randomBytes } from 'node:crypto';
import { makeSealer } from '../../../server/store/sealed.ts';

const place = { collection: 'people', field: 'phone', id: 'p1' };
const key = randomBytes(32);
const sealer = makeSealer([key]);

describe('sealing', () => {
  it('opens in its place what it sealed, and never seals twice alike', () => {
    for (const plain of ['13800000000', '', '证件号 Ａ1', 'x'.repeat(5_000)])
      expect(sealer.open(sealer.seal(plain, place), place)).to.equal(plain);
    const many = new Set(Array.from({ length: 1_000 }, () => sealer.seal('13800000000', place)));
    expect(many.size).to.equal(1_000);
    for (const sealed of many) expect(sealed).to.not.include('13800000000');
  });

  it('names algorithm and key in each value', () => {
    const [algorithm, keyId] = sealer.seal('a', place).split('.');
    expect(algorithm).to.equal('A256GCM');
    expect(keyId).to.match(/^[\w-]{8}$/u);
    expect(
      makeSealer([randomBytes(32)])
        .seal('a', place)
        .split('.')[1],
    ).to.not.equal(keyId);
  });

  it('refuses another collection, field or document', () => {
    const sealed = sealer.seal('13800000000', place);
    for (const other of [{ collection: 'units' }, { field: 'certificate' }, { id: 'p2' }])
      expect(() => sealer.open(sealed, { ...place, ...other })).to.throw();
  });

  it('refuses a value with any byte changed, cut short, or renamed', () => {
    const sealed = sealer.seal('13800000000', place);
    const [algorithm = '', keyId = '', body = ''] = sealed.split('.');
    const bytes = Buffer.from(body, 'base64url');
    for (let i = 0; i < bytes.length; i++) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(i) ^ 1, i);
      const forged = [algorithm, keyId, changed.toString('base64url')].join('.');
      expect(() => sealer.open(forged, place), `byte ${i}`).to.throw();
    }
    for (let length = 0; length < bytes.length; length++) {
      const cut = [algorithm, keyId, bytes.subarray(0, length).toString('base64url')].join('.');
      expect(() => sealer.open(cut, place), `${length} bytes`).to.throw();
    }
    expect(() => sealer.open(sealed.replace('A256GCM', 'A128GCM'), place)).to.throw(/algorithm or key/u);
    expect(() => sealer.open('', place)).to.throw(/algorithm or key/u);
  });

  it('opens with old keys, seals with the newest, and knows what is left to reseal', () => {
    const newer = makeSealer([randomBytes(32), key]);
    const old = sealer.seal('13800000000', place);
    expect(newer.open(old, place)).to.equal('13800000000');
    expect(newer.isCurrent(old)).to.equal(false);
    const fresh = newer.seal('13800000000', place);
    expect(newer.isCurrent(fresh)).to.equal(true);
    expect(() => sealer.open(fresh, place)).to.throw(/algorithm or key/u);
  });

  it('fingerprints for finding: same for the same key, value and purpose only', () => {
    const newer = makeSealer([randomBytes(32), key]);
    const [print] = sealer.fingerprints('13800000000', 'phone');
    expect(sealer.fingerprints('13800000000', 'phone')).to.deep.equal([print]);
    expect(newer.fingerprints('13800000000', 'phone')[1]).to.equal(print);
    expect(newer.fingerprints('13800000000', 'phone')[0]).to.not.equal(print);
    expect(sealer.fingerprints('13800000000', 'other')).to.not.deep.equal([print]);
    expect(sealer.fingerprints('13800000001', 'phone')).to.not.deep.equal([print]);
  });

  it('is not made without a key', () => {
    expect(() => makeSealer([])).to.throw();
  });
});
