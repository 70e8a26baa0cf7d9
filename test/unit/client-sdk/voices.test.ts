import { expect } from 'chai';
import { Voices } from '../../../client-sdk/voices.ts';
import { Fault } from '../../../shared/faults.ts';
import type { SharedFile } from '../../../shared/files.ts';
import { fileId, personId } from '../../../shared/ids.ts';
import type { Message } from '../../../shared/messages.ts';
import { handWorld, type HandWorld } from './hand-world.ts';
import { ROOM, said } from './said.ts';

const ME = personId.parse('0190163d-8694-739b-aea5-0000000000a1');
const OTHER = personId.parse('0190163d-8694-739b-aea5-0000000000a2');

const voice = (seq: number, by = OTHER): Message => {
  const about = { mime: null, scanned: null, renditions: [], revision: 0, why: null };
  const file: SharedFile = {
    ...{ fileId: fileId.parse('0190163d-8694-739b-aea5-0000000000f1'), kind: 'voice', name: '语音.webm' },
    ...{ bytes: 1, state: 'ready', ...about },
  };
  const author = { kind: 'person' as const, personId: by, name: '陈望舒', label: '' };
  return said(seq, { author, body: { kind: 'file', file } });
};

describe('voices of a room', () => {
  let world: HandWorld;
  let heard: Set<number>;
  let asked: { name: string; seqs: number[] }[];
  let shown: readonly number[];
  let refusals: Fault[];
  let voices: Voices;
  beforeEach(() => {
    world = handWorld();
    heard = new Set();
    asked = [];
    shown = [];
    refusals = [];
    voices = new Voices({
      ...world,
      roomId: ROOM,
      me: () => ME,
      show: (unheard) => {
        shown = unheard;
      },
      ask: (name, input) => {
        const { seq, seqs = [] } = input as { seq?: number; seqs?: number[] };
        asked.push({ name, seqs: seq === undefined ? seqs : [seq] });
        const refusal = refusals.shift();
        if (refusal) return Promise.reject(refusal);
        if (seq !== undefined) heard.add(seq);
        return Promise.resolve({ seqs: seqs.filter((one) => heard.has(one)) } as never);
      },
    });
  });

  it('are unheard when they are the others’ and were not heard', async () => {
    heard.add(3);
    voices.look([voice(1), voice(2, ME), voice(3), said(4), voice(5)]);
    await world.pass(100);
    expect(shown).to.eql([1, 5]);
    expect(asked).to.eql([{ name: 'voice:list-heard', seqs: [1, 3, 5] }]);
  });

  it('are asked about once, and new ones when they come', async () => {
    const first = [voice(1)];
    voices.look(first);
    await world.pass(100);
    voices.look([...first, voice(2)]);
    await world.pass(100);
    expect(asked.map(({ seqs }) => seqs)).to.eql([[1], [2]]);
    expect(shown).to.eql([1, 2]);
  });

  it('lose their dot at once when they are heard, and the server is told once', async () => {
    voices.look([voice(1), voice(2)]);
    await world.pass(100);
    voices.hear(1);
    voices.hear(1);
    expect(shown).to.eql([2]);
    await world.settle();
    expect(asked.filter(({ name }) => name === 'voice:hear')).to.eql([{ name: 'voice:hear', seqs: [1] }]);
  });

  it('lose it also when they are heard on another device', async () => {
    voices.look([voice(1)]);
    await world.pass(100);
    voices.took(1);
    expect(shown).to.eql([]);
    expect(asked).to.have.length(1);
  });

  it('are asked about again when the question was lost', async () => {
    refusals.push(new Fault('UNAVAILABLE'));
    voices.look([voice(1)]);
    await world.pass(20_000);
    expect(shown).to.eql([1]);
    expect(asked).to.have.length(2);
  });

  it('are asked about in questions of the size that the contract takes', async () => {
    voices.look(Array.from({ length: 250 }, (_, i) => voice(i + 1)));
    await world.pass(1_000);
    expect(asked.map(({ seqs }) => seqs.length)).to.eql([100, 100, 50]);
    expect(shown).to.have.length(250);
  });
});
