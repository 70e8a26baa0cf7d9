import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { Message } from '../../../shared/messages.ts';
import { expectRefused } from './expect-refused.ts';
import { dataOf, DOORS, type HostileBench, hostileBench } from './hostile-bench.ts';
import { expectNoSurprise } from './surprises.ts';
import { BAD_TEXTS, GOOD_TEXTS } from './texts.ts';

const FUTURE = [1_000_000, 2 ** 31, Number.MAX_SAFE_INTEGER];

describe('hostile input', () => {
  let bench: HostileBench;
  let roomId: string;

  before(async function () {
    this.timeout(180_000);
    bench = await hostileBench();
    ({ roomId } = bench);
  });
  after(() => bench.close());

  /** Each request that takes words, with these. */
  const saying = (text: string, seq: number): [name: string, input: object][] => [
    ['message:post', { roomId, text, sendKey: randomUUID() }],
    ['announcement:post', { roomId, text, sendKey: randomUUID(), ackRequired: false }],
    ['message:edit', { roomId, seq, text }],
  ];

  for (const door of DOORS) {
    for (const [what, text] of Object.entries(BAD_TEXTS))
      it(`is refused as words through ${door}: ${what}`, async () => {
        const { seq } = dataOf(await bench.post(door, '原话')) as Message;
        for (const [name, input] of saying(text, seq))
          expect(expectRefused(await bench.ask(door, name, input), 'INVALID_INPUT').facts).to.deep.equal({
            paths: ['text'],
          });
        const { head, messages } = await bench.page({ after: seq - 1 });
        expect(head).to.equal(seq);
        expect(messages[0]?.body).to.deep.equal({ kind: 'text', text: '原话' });
      });

    for (const [what, text] of Object.entries(GOOD_TEXTS))
      it(`is kept and given back unchanged through ${door}: ${what}`, async () => {
        const { seq } = dataOf(await bench.post(door, '原话')) as Message;
        for (const [name, input] of saying(text, seq)) {
          const said = dataOf(await bench.ask(door, name, input)) as Message;
          const [kept] = (await bench.page({ after: said.seq - 1, limit: 1 })).messages;
          const body =
            name === 'announcement:post'
              ? { kind: 'card', card: { type: 'announcement', text, ackRequired: false } }
              : { kind: 'text', text };
          expect(kept?.body, name).to.deep.equal(body);
          expect(said.body, name).to.deep.equal(body);
        }
        const { items } = dataOf(await bench.ask(door, 'inbox:list', { cursor: null })) as {
          items: { last: { excerpt: string } }[];
        };
        expect(items[0]?.last.excerpt).to.not.match(/\p{Cs}/u);
      });

    it(`through ${door}: numbers from the future and the past give an empty page or are refused`, async () => {
      const { head } = await bench.page({});
      for (const after of [head, head + 1, 1e9, 2 ** 31, Number.MAX_SAFE_INTEGER]) {
        const found = dataOf(await bench.ask(door, 'message:list', { roomId, after, limit: 100 }));
        expect(found, `after ${after}`).to.include({ head }).and.have.deep.property('messages', []);
      }
      const before = Number.MAX_SAFE_INTEGER;
      const future = dataOf(await bench.ask(door, 'message:list', { roomId, before, limit: 1 }));
      expect(future).to.have.property('to', head);
      for (const bad of [
        { before: 0 },
        { before: -1 },
        { after: -1 },
        { after: 1.5 },
        { after: 2 ** 53 },
        { limit: 0 },
        { limit: 101 },
      ])
        expectRefused(await bench.ask(door, 'message:list', { roomId, limit: 10, ...bad }), 'INVALID_INPUT');
    });

    it(`through ${door}: nobody has read, or holds, more than was said`, async () => {
      const { head } = await bench.page({});
      for (const seq of FUTURE)
        expect(dataOf(await bench.ask(door, 'read:mark', { roomId, seq }))).to.deep.equal({ readSeq: head });
      expectRefused(await bench.ask(door, 'read:mark', { roomId, seq: -1 }), 'INVALID_INPUT');
      const { room } = dataOf(await bench.ask(door, 'room:open', { roomId })) as {
        room: { changeSeq: number };
      };
      const held = [...FUTURE, -1, Number.MIN_SAFE_INTEGER].flatMap((wrong) => [
        { roomId, seq: wrong, changeSeq: room.changeSeq },
        { roomId, seq: head, changeSeq: wrong },
      ]);
      const sync = dataOf(await bench.ask(door, 'room:sync', { rooms: held })) as {
        rooms: { state: string; messages: [] }[];
      };
      expect(sync.rooms.map((r) => [r.state, r.messages.length])).to.deep.equal(
        held.map(() => ['limited', 0]),
      );
      const current = [{ roomId, seq: head, changeSeq: room.changeSeq }];
      expect(dataOf(await bench.ask(door, 'room:sync', { rooms: current }))).to.have.nested.property(
        'rooms[0].state',
        'current',
      );
    });

    it(`through ${door}: what was never said is not edited, recalled, answered, reacted to, pinned or reported`, async () => {
      for (const seq of FUTURE)
        for (const [name, more] of [
          ['message:edit', { seq, text: 'x' }],
          ['message:recall', { seq, why: '' }],
          ['message:react', { seq, reaction: 'agree', on: true }],
          ['message:pin', { seq, on: true }],
          ['message:report', { seq, why: 'x' }],
          ['message:post', { text: 'x', sendKey: randomUUID(), replyTo: seq }],
          ['reaction:list', { seq }],
          ['read:roll', { seq, cursor: null }],
          ['announcement:roll', { seq, cursor: null }],
          ['announcement:remind', { seq }],
        ] as const)
          expectRefused(await bench.ask(door, name, { roomId, ...more }), 'UNKNOWN_MESSAGE');
    });

    it(`through ${door}: a key that was used is refused with other words, another answer, other calls, or as another kind`, async () => {
      const sendKey = randomUUID();
      const person = { kind: 'person', personId: bench.liPerson.personId };
      const input = { roomId, text: '一句话', sendKey, replyTo: 1, mentions: [person] };
      const first = dataOf(await bench.ask(door, 'message:post', input)) as Message;
      for (const other of [
        { text: '另一句话' },
        { replyTo: 2 },
        { replyTo: undefined },
        { mentions: [] },
        { mentions: [{ kind: 'everyone' }] },
      ])
        expectRefused(await bench.ask(door, 'message:post', { ...input, ...other }), 'SEND_KEY_REUSED');
      const announcement = { roomId, text: '一句话', sendKey, ackRequired: false };
      expectRefused(await bench.ask(door, 'announcement:post', announcement), 'SEND_KEY_REUSED');
      const again = dataOf(await bench.ask(door, 'message:post', input)) as Message;
      expect(again).to.deep.equal(first);
    });

    it(`through ${door}: keys of prototypes are words like others`, async () => {
      const sendKey = randomUUID();
      const spoiled = JSON.parse(
        `{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"toString":1,"hasOwnProperty":null,` +
          `"roomId":"${roomId}","text":"一句话","sendKey":"${sendKey}"}`,
      ) as object;
      const said = dataOf(await bench.ask(door, 'message:post', spoiled)) as Message;
      expect(said.body).to.deep.equal({ kind: 'text', text: '一句话' });
      expect(Object.keys(said)).to.have.members([
        ...['messageId', 'roomId', 'seq', 'author', 'body', 'at', 'sendKey', 'changeSeq'],
      ]);
      expect({}).to.not.have.property('polluted');
      const inherited = JSON.parse(
        `{"__proto__":{"roomId":"${roomId}","text":"x","sendKey":"${sendKey}"}}`,
      ) as object;
      expectRefused(await bench.ask(door, 'message:post', inherited), 'INVALID_INPUT');
      for (const key of ['__proto__', 'constructor', { $gt: '' }, { $ne: null }, [roomId]])
        expectRefused(await bench.ask(door, 'room:open', { roomId: key }), 'INVALID_INPUT');
    });

    it(`through ${door}: of many wrong places a few are named`, async () => {
      const personIds = Array.from({ length: 1_000 }, () => 'x');
      const answer = await bench.ask(door, 'presence:list', { roomId, personIds });
      const { paths } = expectRefused(answer, 'INVALID_INPUT').facts;
      expect(paths).to.be.an('array').with.length.within(1, 20);
    });
  }

  it('the same words twenty times at once through both doors are one message', async () => {
    const sendKey = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => bench.post(i % 2 ? 'http' : 'socket', '只说一遍', { sendKey })),
    );
    const [first, ...others] = answers.map((answer) => dataOf(answer) as Message);
    for (const other of others) expect(other).to.deep.equal(first);
    const { messages } = await bench.page({ after: (first?.seq ?? 0) - 1 });
    expect(messages.filter((m) => m.sendKey === sendKey)).to.have.length(1);
  });

  it('causes no INTERNAL and no line of error in the log', () =>
    expectNoSurprise(bench.server, bench.surprises));
});
