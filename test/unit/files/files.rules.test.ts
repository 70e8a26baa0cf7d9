import { expect } from 'chai';
import type { RoomId } from '../../../shared/ids.ts';
import { personId } from '../../../shared/ids.ts';
import {
  fileIdOf,
  LAG_MS,
  nextLook,
  overdue,
  whyNotMore,
  whyNotOfThisSize,
} from '../../../server/files/files.rules.ts';
import { limitsOf } from '../../../server/files/settings.rules.ts';
import { readConfig } from '../../../server/config.ts';

const MB = 1024 * 1024;
const HOUR = 3_600_000;
const START = new Date('2026-03-05T01:00:00.000Z');
const after = (ms: number) => new Date(START.getTime() + ms);

const limits = limitsOf({
  ...readConfig({}),
  ...{ HUYING_PICTURE_MB: 20, HUYING_DOCUMENT_MB: 200, HUYING_VOICE_MB: 10, HUYING_VIDEO_NOTE_MB: 50 },
  ...{ HUYING_PERSON_FILES_MB: 300, HUYING_ROOM_FILES_MB: 500 },
});

describe('the rules of files', () => {
  it('give a file an id of its room, owner and key: another of them is another file', () => {
    const [me, you] = ['1', '2'].map((n) => personId.parse(`0195bd1c-0000-7000-8000-00000000000${n}`));
    if (!me || !you) throw new Error('no people');
    const place = { roomId: 'r1' as RoomId, sendKey: 'k1' };
    const ids = [
      fileIdOf(place, me),
      fileIdOf(place, you),
      fileIdOf({ ...place, sendKey: 'k2' }, me),
      fileIdOf({ ...place, roomId: 'r2' as RoomId }, me),
    ];
    expect(new Set(ids).size).to.equal(ids.length);
    expect(fileIdOf(place, me)).to.equal(ids[0]);
  });

  it('take a file up to the limit of its kind, and none that is empty', () => {
    const code = (kind: 'picture' | 'document' | 'voice' | 'video-note', bytes: number) =>
      whyNotOfThisSize({ kind, bytes }, limits)?.code ?? null;
    expect(code('picture', 0)).to.equal('FILE_EMPTY');
    for (const [kind, most] of [
      ['picture', 20],
      ['document', 200],
      ['voice', 10],
      ['video-note', 50],
    ] as const) {
      expect(code(kind, most * MB)).to.equal(null);
      expect(code(kind, most * MB + 1)).to.equal('FILE_TOO_LARGE');
    }
  });

  it('take as much as fits for a person and a room, to the byte', () => {
    const facts = (of: 'person' | 'room', bytes: number, used: number) =>
      whyNotMore(bytes, { of, used: used * MB }, limits)?.facts ?? null;
    expect(facts('person', 100 * MB, 200)).to.equal(null);
    expect(facts('person', 100 * MB + 1, 200)).to.deep.equal({ of: 'person', limit: 300 * MB });
    expect(facts('room', 100 * MB, 400)).to.equal(null);
    expect(facts('room', 100 * MB + 1, 400)).to.deep.equal({ of: 'room', limit: 500 * MB });
  });

  it('say what has to be done with a file that stands still', () => {
    const stands = { movedAt: START, heardAt: after(HOUR) };
    const said = (state: Parameters<typeof overdue>[0]['state'], ms: number) =>
      overdue({ ...stands, state }, after(ms));
    expect(said('uploading', 25 * HOUR - 1)).to.equal('nothing');
    expect(said('uploading', 25 * HOUR)).to.equal('abandoned');
    for (const [state, why] of [
      ['scanning', 'unscanned'],
      ['processing', 'broken'],
    ] as const) {
      expect(said(state, LAG_MS - 1)).to.equal('nothing');
      expect(said(state, LAG_MS)).to.equal('requeue');
      expect(said(state, 24 * HOUR)).to.equal(why);
    }
    for (const state of ['ready', 'refused'] as const) {
      expect(said(state, 24 * HOUR - 1)).to.equal('nothing');
      expect(said(state, 24 * HOUR)).to.equal('clear');
    }
  });

  it('look at a file again until nothing of it lies about', () => {
    const now = after(HOUR);
    const next = (state: Parameters<typeof nextLook>[0]['state'], cleared: boolean) =>
      nextLook({ state, movedAt: START }, { now, cleared });
    expect(next('uploading', false)).to.deep.equal(after(HOUR + LAG_MS));
    expect(next('ready', false)).to.deep.equal(after(24 * HOUR));
    expect(next('refused', true)).to.equal(null);
  });
});
