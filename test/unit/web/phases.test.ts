import { expect } from 'chai';
import type { PersonId, SuggestionId, UnitId } from '../../../shared/ids.ts';
import type { ContactRecord, Phase, TrackRole } from '../../../shared/suggestions.ts';
import { nextPhase, phaseBoxes, tracksOfUnit } from '../../../web/src/case/phases.rules.ts';

const track = (unit: string, role: TrackRole, contacted: Phase[] = []) => ({
  unitId: unit as UnitId,
  unitName: unit,
  role,
  ...{ state: 'received' as const, since: '2022-04-01', receivedOn: '2022-04-02', repliedOn: null },
  nextDue: null,
  contacts: [],
  contacted,
});
const contact = (phase: Phase, reachedLead = true): ContactRecord => ({
  contactId: 'c',
  suggestionId: 's' as SuggestionId,
  unitId: '民政部' as UnitId,
  unitName: '民政部',
  phase,
  method: 'visit',
  at: '2022-04-09T02:00:00.000Z',
  recordedAt: '2022-04-09T03:00:00.000Z',
  recordedBy: { personId: 'p' as PersonId, name: '王处', label: '民政部' },
  withWhom: [],
  reachedLead,
  summary: '已沟通',
  messageSeqs: [],
  confirmed: false,
});
const statesOf = (boxes: ReturnType<typeof phaseBoxes>) => boxes.map((box) => box.state);

describe('the three contact boxes', () => {
  it('show the owed contact with its day, the later ones without', () => {
    const boxes = phaseBoxes({ tracks: [track('民政部', 'lead')] }, [], { phase: 'pre', due: '2022-04-30' });
    expect(statesOf(boxes)).to.deep.equal(['now', 'later', 'later']);
    expect(boxes.map((box) => box.due)).to.deep.equal(['2022-04-30', null, null]);
  });

  it('show a made contact by the record that made it', () => {
    const made = contact('pre');
    const boxes = phaseBoxes({ tracks: [track('民政部', 'lead', ['pre'])] }, [made], {
      phase: 'mid',
      due: null,
    });
    expect(statesOf(boxes)).to.deep.equal(['done', 'next', 'later']);
    expect(boxes[0]?.by).to.equal(made);
  });

  it('are done only when every separately handling unit has done its part; co-handling units owe none', () => {
    const tracks = [track('民政部', 'separate', ['pre']), track('住建部', 'separate'), track('卫健委', 'co')];
    const [pre] = phaseBoxes({ tracks }, [contact('pre')], { phase: 'pre', due: '2022-04-30' });
    expect(pre).to.include({ state: 'now', done: 1, owing: 2, by: null });
  });

  it('let a unit record for its own handling track only, and the next contact first', () => {
    const tracks = [track('民政部', 'lead', ['pre']), track('住建部', 'reference')];
    expect(tracksOfUnit(tracks, '民政部' as UnitId)).to.deep.equal([tracks[0]]);
    expect(tracksOfUnit(tracks, '住建部' as UnitId)).to.deep.equal([]);
    expect(tracksOfUnit(tracks, null)).to.deep.equal([]);
    expect(nextPhase({ contacted: ['pre'] })).to.equal('mid');
  });
});
