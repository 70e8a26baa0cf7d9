import { expect } from 'chai';
import fc from 'fast-check';
import { personId } from '../../../shared/ids.ts';
import { SEAT_ROLES } from '../../../shared/values/seats.ts';
import { countRoll, pageRoll } from '../../../server/rooms/calls/roll.rules.ts';

const list = fc.uniqueArray(
  fc.record({
    seat: fc.record({
      personId: fc.uuid({ version: 7 }).map((id) => personId.parse(id)),
      roles: fc.subarray([...SEAT_ROLES]),
    }),
    done: fc.boolean(),
  }),
  { selector: ({ seat }) => seat.personId, maxLength: 40 },
);

describe('a roll', () => {
  it('has everybody once over its pages, those who have not done it first', () => {
    fc.assert(
      fc.property(list, fc.integer({ min: 1, max: 9 }), (all, size) => {
        const seen = [];
        let cursor: string | null = null;
        do {
          const next: ReturnType<typeof pageRoll> = pageRoll(all, cursor, size);
          seen.push(...next.page);
          cursor = next.cursor;
        } while (cursor !== null);
        expect(seen).to.have.length(all.length);
        expect(new Set(seen).size).to.equal(all.length);
        const firstDone = seen.findIndex(({ done }) => done);
        if (firstDone >= 0) expect(seen.slice(firstDone).every(({ done }) => done)).to.equal(true);
      }),
    );
  });

  it('counts people once in all and once in each of their roles', () => {
    fc.assert(
      fc.property(list, (all) => {
        const { total, done, byRole } = countRoll(all);
        expect(total).to.equal(all.length);
        expect(done).to.equal(all.filter((one) => one.done).length);
        for (const { role, total: of } of byRole)
          expect(of).to.equal(all.filter(({ seat }) => seat.roles.includes(role)).length);
      }),
    );
  });
});
