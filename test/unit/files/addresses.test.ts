import { createSecretKey } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { FILE_KINDS, RENDITIONS } from '../../../shared/values/files.ts';
import { fileId, personId, roomId } from '../../../shared/ids.ts';
import {
  addressOf,
  expiryAfter,
  type Holder,
  isSigned,
  type Target,
} from '../../../server/files/getting/addresses.rules.ts';
import { type Asked, askedOfFile, askedOfPack } from '../../../server/files/getting/queries.rules.ts';

const keyOf = (byte: number) => createSecretKey(Buffer.alloc(32, byte));
const key = keyOf(7);
const MINUTE = 60_000;

const id = fc.uuid({ version: 7 });
const targets: fc.Arbitrary<Target> = fc.oneof(
  fc.record({ fileId: id.map((i) => fileId.parse(i)), rendition: fc.constantFrom(...RENDITIONS) }),
  fc.record({ roomId: id.map((i) => roomId.parse(i)), kind: fc.constantFrom(null, ...FILE_KINDS) }),
);
const holders: fc.Arbitrary<Holder> = fc.record({
  personId: id.map((i) => personId.parse(i)),
  sessionId: fc.uuid(),
});
const instants = fc.date({ min: new Date('2026-01-01'), max: new Date('2036-01-01'), noInvalidDate: true });

/** Reads a path as the door does. */
function read(path: string): Asked | null {
  const url = new URL(path, 'http://localhost');
  const query = Object.fromEntries(url.searchParams);
  const [, , , , first = '', second] = url.pathname.split('/');
  return second === undefined ? askedOfPack(query) : askedOfFile({ fileId: first, rendition: second }, query);
}

const opens = (path: string, by = key): boolean => {
  const asked = read(path);
  return asked !== null && isSigned(by, asked.signature, asked);
};

describe('the address of a file', () => {
  it('says what it gives, to whom and until when, and is signed', () => {
    fc.assert(
      fc.property(targets, holders, instants, (target, holder, now) => {
        const { path, expires } = addressOf(key, target, { holder, now, lifeMs: 10 * MINUTE });
        expect(read(path)).to.deep.include({
          target,
          claim: { ...holder, expires: Date.parse(expires) / 1_000 },
        });
        expect(opens(path)).to.equal(true);
        expect(opens(path, keyOf(8)), 'by another key').to.equal(false);
      }),
    );
  });

  it('opens nothing when one character of it is another', () => {
    const others = Array.from('0123456789abcdefghijklmnopqrstuvwxyzABCDEF-_/&=?.');
    const changes = fc.record({ at: fc.nat(), other: fc.constantFrom(...others) });
    fc.assert(
      fc.property(targets, holders, changes, (...[target, holder, { at, other }]) => {
        const now = new Date('2026-03-05T01:00:00Z');
        const { path } = addressOf(key, target, { holder, now, lifeMs: 10 * MINUTE });
        const start = '/api/v1/files/'.length;
        const place = start + (at % (path.length - start));
        const changed = path.slice(0, place) + other + path.slice(place + 1);
        fc.pre(JSON.stringify(read(changed)) !== JSON.stringify(read(path))); // a capital letter in an id says the same
        expect(opens(changed), changed).to.equal(false);
      }),
      { numRuns: 500 },
    );
  });

  it('of one thing opens no other: file, rendition, room, kind, person, session and time are all signed', () => {
    fc.assert(
      fc.property(
        fc.tuple(targets, targets),
        fc.tuple(holders, holders),
        ([target, otherTarget], [holder, other]) => {
          const now = new Date('2026-03-05T01:00:00Z');
          const asked = read(addressOf(key, target, { holder, now, lifeMs: 10 * MINUTE }).path);
          if (asked === null) throw new Error('not read');
          const { claim, signature } = asked;
          const wrong = [
            { target: otherTarget, claim },
            { target, claim: { ...claim, personId: other.personId } },
            { target, claim: { ...claim, sessionId: other.sessionId } },
            { target, claim: { ...claim, expires: claim.expires + 1 } },
          ];
          for (const of of wrong) expect(isSigned(key, signature, of)).to.equal(false);
        },
      ),
    );
  });

  it('is good for at most its life and at least half of it', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 2, max: 120 }), (now, minutes) => {
        const lifeMs = minutes * MINUTE;
        const left = expiryAfter(now, lifeMs) * 1_000 - now.getTime();
        expect(left).to.be.at.most(lifeMs);
        expect(left).to.be.above(lifeMs / 2 - 1_000);
      }),
    );
  });

  it('is the same when it is asked for again a minute later, but at one moment of each half life', () => {
    const start = Date.parse('2026-03-05T01:00:00Z');
    const seconds = Array.from({ length: 600 }, (_, s) => s);
    const others = seconds.filter((s) => {
      const at = start + s * 1_000;
      const [now, later] = [at, at + MINUTE].map((ms) => expiryAfter(new Date(ms), 10 * MINUTE));
      return now !== later;
    });
    expect(others).to.have.length(2 * 60); // in 10 minutes two such moments, each seen from the minute before it
  });
});
