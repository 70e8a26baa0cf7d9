import { expect } from 'chai';
import type { TrackRole } from '../../../../shared/suggestions.ts';
import type { UnitId } from '../../../../shared/ids.ts';
import { CO_UNIT, HANDED_OVER, LEAD, LEAD_UNIT, OTHER_UNIT, played, SECONDER } from '../played.ts';

const LATER = '2022-04-11';

/** Since when each unit has its part, after the office revised them all ten days after the hand-over. */
function sinceOf(parts: readonly (readonly [UnitId, TrackRole])[]) {
  const found = played().on(LATER);
  const kept = new Map(found.case.tracks.map((track) => [track.unitId, track]));
  const tracks = parts.map(([unitId, role]) => ({
    ...{ unitId, role, part: '', contactIds: [], contacted: [] },
    state: kept.get(unitId)?.state ?? 'waiting',
  }));
  found.happens({
    kind: 'revised',
    body: { leadId: LEAD, secondingIds: [SECONDER], source: 'joint', tracks },
  });
  return found.case.tracks.map(({ unitId, since }) => [unitId, since]);
}

describe('the terms of a unit whose part is revised', () => {
  it('count from that day where it comes to another part, or comes at all', () => {
    expect(
      sinceOf([
        [CO_UNIT, 'lead'],
        [LEAD_UNIT, 'co'],
        [OTHER_UNIT, 'co'],
      ]),
    ).to.deep.equal([
      [CO_UNIT, LATER],
      [LEAD_UNIT, LATER],
      [OTHER_UNIT, LATER],
    ]);
  });

  it('go on where it keeps its part, or replies as before: leading or apart from others', () => {
    expect(
      sinceOf([
        [LEAD_UNIT, 'separate'],
        [CO_UNIT, 'co'],
      ]),
    ).to.deep.equal([
      [LEAD_UNIT, HANDED_OVER],
      [CO_UNIT, HANDED_OVER],
    ]);
  });
});
