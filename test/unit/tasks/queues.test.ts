import { expect } from 'chai';
import { changesOf, markOf, type Row } from '../../../server/tasks/queues.rules.ts';
import type { RoomId } from '../../../shared/ids.ts';

const PAGE = 3;

const row = (place: string, unread = 0): Row => ({
  seat: { _id: place, roomId: place as RoomId, roles: [], readSeq: 0 },
  room: {
    ...{ _id: place as RoomId, kind: 'suggestion', name: place, number: place, title: place },
    ...{ suggestionId: null, state: 'open', phase: null, seq: unread },
  },
  ...{ brief: null, duties: [], causes: [], cause: null, track: null },
  ...{ unread, quiet: false, later: null, place },
});

const shownAs = (rows: readonly Row[]) => rows.map((one) => ({ roomId: one.room._id, mark: markOf(one) }));

describe('what changed in a list that is shown', () => {
  const four = ['b', 'd', 'f', 'h'].map((place) => row(place));
  const shown = shownAs(four.slice(0, PAGE));

  it('is nothing while it is the same', () => {
    expect(changesOf(four, shown, PAGE)).to.equal(0);
    expect(changesOf([], [], PAGE)).to.equal(0);
  });

  it('is each row that says something else, or is gone', () => {
    expect(changesOf([row('b', 1), ...four.slice(1)], shown, PAGE)).to.equal(1);
    expect(changesOf(four.slice(1), shown, PAGE)).to.equal(1);
  });

  it('is each row that has come between, and none that has come behind', () => {
    expect(changesOf([row('a'), ...four], shown, PAGE)).to.equal(1);
    expect(changesOf([...four.slice(0, 3), row('g'), row('h')], shown, PAGE)).to.equal(0);
  });

  it('is a row that has come at the end of a list that was not full', () => {
    expect(changesOf([row('b'), row('z')], shownAs([row('b')]), PAGE)).to.equal(1);
  });
});
