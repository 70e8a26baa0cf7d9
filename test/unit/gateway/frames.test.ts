import { expect } from 'chai';
import { Binary, deserialize, Long, serialize } from 'bson';
import { crc32c } from '../../../embedded/gateway/wire/crc32c.ts';
import { readEnvelope, withArray } from '../../../embedded/gateway/wire/envelope.ts';
import {
  BrokenFrame,
  documentsOf,
  FrameReader,
  parseRequest,
  replyHead,
} from '../../../embedded/gateway/wire/frames.ts';
import { BrokenBson, checkDocument } from '../../../embedded/gateway/wire/bson-walk.ts';
import { codeOfPackedState, codeOfState, nameOfCode } from '../../../embedded/gateway/errors.ts';

const bytesOf = (document: object): Buffer => Buffer.from(serialize(document));

const frame = (sections: readonly Buffer[], flags = 0): Buffer => {
  const body = Buffer.concat(sections);
  const head = Buffer.alloc(20);
  head.writeInt32LE(20 + body.length, 0);
  head.writeInt32LE(7, 4);
  head.writeInt32LE(2013, 12);
  head.writeUInt32LE(flags, 16);
  return Buffer.concat([head, body]);
};

const bodySection = (document: object): Buffer => Buffer.concat([Buffer.of(0), bytesOf(document)]);

const sequenceSection = (name: string, documents: readonly object[]): Buffer => {
  const content = Buffer.concat([Buffer.from(`${name}\0`), ...documents.map(bytesOf)]);
  const head = Buffer.alloc(5);
  head[0] = 1;
  head.writeInt32LE(4 + content.length, 1);
  return Buffer.concat([head, content]);
};

describe('gateway frames', () => {
  it('cuts a stream into frames however it is chopped', () => {
    const frames = [
      frame([bodySection({ ping: 1 })]),
      frame([bodySection({ insert: 'c', text: 'x'.repeat(99) })]),
    ];
    const stream = Buffer.concat(frames);
    for (const size of [1, 3, 16, 17, 50, stream.length]) {
      const reader = new FrameReader();
      const found: Buffer[] = [];
      for (let at = 0; at < stream.length; at += size)
        found.push(...reader.push(stream.subarray(at, at + size)));
      expect(Buffer.concat(found).equals(stream)).to.equal(true);
      expect(found).to.have.length(2);
    }
  });

  it('reads a body with sequences, in any order', () => {
    const documents = [{ _id: 1 }, { _id: 2 }];
    const request = parseRequest(
      frame([sequenceSection('documents', documents), bodySection({ insert: 'c', $db: 'd' })]),
    );
    expect(deserialize(request.body)).to.deep.equal({ insert: 'c', $db: 'd' });
    expect(request.sequences.map(({ name }) => name)).to.deep.equal(['documents']);
    expect(
      documentsOf(request.sequences[0]?.documents ?? Buffer.alloc(0)).map((one) => deserialize(one)),
    ).to.deep.equal(documents);
  });

  it('does not answer moreToCome, and ignores exhaustAllowed', () => {
    expect(parseRequest(frame([bodySection({ ping: 1 })], 2)).wantsReply).to.equal(false);
    expect(parseRequest(frame([bodySection({ ping: 1 })], 0x10000)).wantsReply).to.equal(true);
  });

  it('takes a right checksum and refuses a wrong one', () => {
    expect(crc32c(Buffer.from('123456789'))).to.equal(0xe3069283);
    const whole = Buffer.concat([frame([bodySection({ ping: 1 })], 1), Buffer.alloc(4)]);
    whole.writeInt32LE(whole.length, 0);
    whole.writeUInt32LE(crc32c(whole.subarray(0, -4)), whole.length - 4);
    expect(deserialize(parseRequest(whole).body)).to.deep.equal({ ping: 1 });
    whole[whole.length - 1] = (whole.at(-1) ?? 0) ^ 1;
    expect(() => parseRequest(whole)).to.throw(BrokenFrame);
  });

  it('refuses lengths, opcodes, flags and sections that cannot be', () => {
    const broken = (change: (bytes: Buffer) => void): (() => unknown) => {
      const bytes = frame([bodySection({ ping: 1 })]);
      change(bytes);
      return () => new FrameReader().push(bytes).map(parseRequest);
    };
    expect(broken((bytes) => bytes.writeInt32LE(15, 0))).to.throw(BrokenFrame);
    expect(broken((bytes) => bytes.writeInt32LE(48_000_001, 0))).to.throw(BrokenFrame);
    expect(broken((bytes) => bytes.writeInt32LE(2012, 12))).to.throw(BrokenFrame);
    expect(broken((bytes) => bytes.writeUInt32LE(4, 16))).to.throw(BrokenFrame);
    expect(broken((bytes) => (bytes[20] = 2))).to.throw(BrokenFrame);
    expect(broken((bytes) => bytes.writeInt32LE(200, 21))).to.throw(BrokenBson);
    expect(() => parseRequest(frame([bodySection({ a: 1 }), bodySection({ b: 1 })]))).to.throw(BrokenFrame);
  });

  it('answers OP_QUERY with OP_REPLY, for the first hello of old drivers', () => {
    const name = Buffer.from('admin.$cmd\0');
    const document = bytesOf({ ismaster: 1 });
    const query = Buffer.concat([Buffer.alloc(20), name, Buffer.alloc(8), document]);
    query.writeInt32LE(query.length, 0);
    query.writeInt32LE(9, 4);
    query.writeInt32LE(2004, 12);
    const request = parseRequest(query);
    const head = replyHead(request, 1, document);
    expect([
      head.readInt32LE(0),
      head.readInt32LE(8),
      head.readInt32LE(12),
      head.readInt32LE(32),
    ]).to.deep.equal([36 + document.length, 9, 1, 1]);
  });
});

describe('gateway envelopes', () => {
  it('cuts the wire fields out of a command without touching the rest', () => {
    const id = Buffer.alloc(16, 3);
    const command = {
      update: 'rooms',
      lsid: { id: new Binary(id, 4) },
      updates: [{ q: { $expr: 1 }, u: { $set: { 'a.b': '呼应' } } }],
      txnNumber: Long.fromNumber(5),
      $db: 'd',
      ordered: true,
      maxTimeMS: 40,
      writeConcern: { w: 1 },
      autocommit: false,
      startTransaction: true,
    };
    const envelope = readEnvelope(bytesOf(command));
    expect(envelope).to.include({
      command: 'update',
      target: 'rooms',
      db: 'd',
      txnNumber: 5n,
      maxTimeMs: 40,
      journaled: false,
      autocommit: false,
      startTransaction: true,
    });
    expect(envelope.sessionId?.equals(id)).to.equal(true);
    const { update, updates, ordered } = command;
    expect(envelope.body.equals(bytesOf({ update, updates, ordered }))).to.equal(true);
  });

  it('waits for the journal unless the writer says otherwise', () => {
    const journaled = (writeConcern: object): boolean =>
      readEnvelope(bytesOf({ insert: 'c', writeConcern })).journaled;
    expect(readEnvelope(bytesOf({ insert: 'c' })).journaled).to.equal(true);
    expect(journaled({ w: 'majority' })).to.equal(true);
    expect(journaled({ w: 1, j: true })).to.equal(true);
    expect(journaled({ w: 1 })).to.equal(false);
    expect(journaled({ w: 'majority', j: false })).to.equal(false);
  });

  it('puts a sequence back as an array', () => {
    const rows = [{ a: 1 }, { a: '二' }];
    expect(deserialize(withArray(bytesOf({ x: 1 }), 'rows', rows.map(bytesOf)))).to.deep.equal({
      x: 1,
      rows,
    });
  });
});

describe('gateway BSON check', () => {
  it('finds a wrong length at any depth', () => {
    const bytes = bytesOf({ a: { b: [{ c: 'deep' }] } });
    expect(checkDocument(bytes, 0, bytes.length)).to.equal(bytes.length);
    const at = bytes.indexOf('deep') - 4;
    bytes.writeInt32LE(6, at);
    expect(() => checkDocument(bytes, 0, bytes.length)).to.throw(BrokenBson);
  });

  it('refuses bottomless nesting', () => {
    let nested: object = {};
    for (let depth = 0; depth < 300; depth += 1) nested = { nested };
    const bytes = bytesOf(nested);
    expect(() => checkDocument(bytes, 0, bytes.length)).to.throw(/deeper/);
  });
});

describe('gateway error codes', () => {
  it('unpacks SQLSTATEs and finds MongoDB’s code and name', () => {
    expect(codeOfPackedState(319029277)).to.equal(11000);
    expect([codeOfState('M0008'), codeOfState('M000E'), codeOfState('M001D')]).to.deep.equal([26, 43, 12587]);
    expect([codeOfState('57014'), codeOfState('23P01')]).to.deep.equal([50, 11000]);
    expect([codeOfState('23P01', true), codeOfState('55P03', true)]).to.deep.equal([112, 112]);
    expect([nameOfCode(11000), nameOfCode(112), nameOfCode(40324)]).to.deep.equal([
      'DuplicateKey',
      'WriteConflict',
      'UnrecognizedCommand',
    ]);
  });
});
