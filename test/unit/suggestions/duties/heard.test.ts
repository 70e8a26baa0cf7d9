import { expect } from 'chai';
import { v7 } from 'uuid';
import { hearing, silence, speakerOf } from '../../../../server/suggestions/duties/heard.rules.ts';
import type { PersonId, RoomId, SuggestionId, UnitId } from '../../../../shared/ids.ts';

const person = () => v7() as PersonId;
const [lead, seconder, contact, office] = [person(), person(), person(), person()];
const unitId = v7() as UnitId;
const before = silence(v7() as SuggestionId, v7() as RoomId);
const speakers = new Map([
  [lead, 'deputy' as const],
  [seconder, 'deputy' as const],
  [contact, 'unit' as const],
]);
const speaker = (id: PersonId) => speakers.get(id) ?? 'other';
/** Words one hour after the other from number `first` on. */
const said = (first: number, ...by: PersonId[]) => ({
  to: first + by.length - 1,
  words: by.map((personId, i) => {
    return { seq: first + i, personId, at: new Date(Date.parse('2022-04-11T01:00:00Z') + i * 3_600_000) };
  }),
});

describe('what was said in a room', () => {
  it('leaves a deputy waiting from the first word that nobody has answered', () => {
    const heard = hearing(before, said(2, lead, seconder), speaker);
    expect(heard).to.include({ unansweredOn: '2022-04-11', lastWordOn: '2022-04-11', from: 2 });
  });

  it('leaves nobody waiting once somebody of a unit has spoken; the office answers for no unit', () => {
    expect(hearing(before, said(2, lead, contact), speaker)).to.include({ unansweredOn: null, from: 4 });
    expect(hearing(before, said(2, lead, office), speaker)).to.include({
      unansweredOn: '2022-04-11',
      from: 2,
    });
    expect(hearing(before, said(2, contact, lead), speaker)).to.include({
      unansweredOn: '2022-04-11',
      from: 3,
    });
  });

  it('is read again from what waits on, so that a word taken back waits no more', () => {
    const waiting = hearing(before, said(2, lead), speaker);
    const gone = hearing(waiting, { to: 2, words: [] }, speaker);
    expect(gone).to.include({ unansweredOn: null, from: 3, lastWordOn: '2022-04-11' });
  });

  it('is not what cards and programs say: the number moves on, nothing else', () => {
    expect(hearing(before, { to: 7, words: [] }, speaker)).to.deep.equal({ ...before, from: 8 });
  });

  it('does not go back where nothing is settled yet', () => {
    const heard = hearing(before, said(2, contact), speaker);
    expect(hearing(heard, { to: 2, words: [] }, speaker)).to.deep.equal(heard);
  });
});

describe('who speaks', () => {
  const found = {
    leadId: lead,
    seconders: [{ personId: seconder, state: 'confirmed' as const }],
    tracks: [{ unitId }] as never,
  };
  const of = (personId: PersonId, unit: UnitId | null = null, isDelegate = false) =>
    speakerOf(found, { personId, unitId: unit, isDelegate });

  it('is a deputy of the suggestion, or of the delegation that made it', () => {
    expect([of(lead), of(seconder), of(person(), null, true)]).to.deep.equal(['deputy', 'deputy', 'deputy']);
  });

  it('is a unit, if it handles the suggestion', () => {
    expect([of(contact, unitId), of(contact, v7() as UnitId), of(office)]).to.deep.equal([
      'unit',
      'other',
      'other',
    ]);
  });
});
