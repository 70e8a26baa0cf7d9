import { expect } from 'chai';
import type { PersonId, RoomId } from '../../../shared/ids.ts';
import { makeSeatGate } from '../../../server/wire/seat-gate.ts';
import { until } from '../../support/until.ts';

const room = (memberVersion: number) => ({ _id: 'r' as RoomId, memberVersion });

/** A gate whose reading of the seats is answered by hand; the id of a socket is that of its person. */
function stage() {
  const inside = new Set<string>();
  const heard: string[] = [];
  const counted = new Map<string, number>();
  const readings: { answer: (people: string[]) => void; fail: () => void }[] = [];
  const gate = makeSeatGate({
    sitting: () =>
      new Promise((resolve, reject) => {
        readings.push({
          answer: (people) => resolve(people as PersonId[]),
          fail: () => reject(new Error('away')),
        });
      }),
    inside: () => [...inside].map((id) => ({ id, personId: id as PersonId })),
    takeOut: (id) => inside.delete(id),
    counters: {
      count: (what) => counted.set(what, (counted.get(what) ?? 0) + 1),
      size: () => undefined,
    },
    onError: () => heard.push('error'),
  });
  return {
    readings,
    heard,
    counted,
    gate,
    enter: (id: string, version: number) => {
      gate.entering(id, room(version));
      inside.add(id);
    },
    tell: (what: string, version: number) =>
      gate.pass(room(version), () => heard.push(`${what} ${[...inside].sort().join('')}`)),
  };
}

describe('packets of a room', () => {
  it('go out at once while the membership is as the node knows it, or older', () => {
    const { enter, tell, heard, readings } = stage();
    enter('a', 3);
    tell('one', 3);
    tell('two', 2);
    expect(heard).to.deep.equal(['one a', 'two a']);
    expect(readings).to.have.length(0);
  });

  it('wait in order until it is read who sits there, and reach nobody else', async () => {
    const { enter, tell, heard, readings, counted } = stage();
    enter('a', 3);
    enter('b', 3);
    tell('one', 4);
    tell('two', 3); // of who knew less, but said after it
    expect(heard).to.deep.equal([]);
    readings[0]?.answer(['b']);
    await until('they are told', () => heard.length === 2);
    expect(heard).to.deep.equal(['one b', 'two b']);
    expect(Object.fromEntries(counted)).to.deep.equal({ 'held-packets': 2, evicted: 1 });
    tell('three', 4);
    expect(heard.at(-1)).to.equal('three b');
  });

  it('do not throw out who enters while it is read; they are looked at before the next that is newer', async () => {
    const { enter, tell, heard, readings } = stage();
    enter('a', 3);
    tell('one', 4);
    enter('new', 5); // a member since 5; the reading began before
    enter('old', 3); // read as a member before 4
    readings[0]?.answer(['a']);
    await until('it is read again for who came with an older state', () => readings.length === 2);
    expect(heard).to.deep.equal([]);
    readings[1]?.answer(['a', 'new']);
    await until('it is told', () => heard.length === 1);
    expect(heard).to.deep.equal(['one anew']);
  });

  it('wait for the database, and a newer state that comes meanwhile is read anew', async () => {
    const { enter, tell, heard, readings } = stage();
    enter('a', 1);
    enter('b', 1);
    tell('one', 2);
    readings[0]?.fail();
    await until('it is read again', () => readings.length === 2);
    tell('two', 3);
    readings[1]?.answer(['a', 'b']);
    await until('the newer state is read', () => readings.length === 3);
    expect(heard).to.deep.equal(['error', 'one ab']);
    readings[2]?.answer(['b']);
    await until('all is told', () => heard.length === 3);
    expect(heard.at(-1)).to.equal('two b');
  });

  it('are bounded: the oldest give way', async () => {
    const { enter, tell, heard, readings, counted } = stage();
    enter('a', 1);
    for (let n = 1; n <= 600; n++) tell(`${n}`, 2);
    readings[0]?.answer(['a']);
    await until('the rest is told', () => heard.length === 500);
    expect(heard[0]).to.equal('101 a');
    expect(counted.get('dropped-packets')).to.equal(100);
  });
});
