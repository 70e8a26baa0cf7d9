import { Fault } from '../../../shared/faults.ts';
import type { listSectionCases, showSections } from '../../../shared/figures.ts';
import { SECTION_PAGE } from '../../../shared/values/figures.ts';
import { groupedBy } from '../../../shared/grouped.ts';
import type { UnitId } from '../../../shared/ids.ts';
import { daysAt } from '../../notices/index.ts';
import { roomIdOf } from '../../rooms/index.ts';
import type { Handler } from '../../wire/bind.ts';
import type { Caller } from '../../wire/ports.ts';
import { HANDED_OVER } from '../case/stages.rules.ts';
import type { FigureParts } from './figures.actions.ts';
import { type Counted, countedFor, placeOf, sumsOf } from './sections.rules.ts';

/** The caller’s unit, if they may see its board. */
function accessUnit({ may }: FigureParts, { roles, unitId }: Caller): UnitId {
  if (!may(roles, 'board:unit') || unitId === null) throw new Fault('NOT_ALLOWED');
  return unitId;
}

/** Every case of the unit that counts anywhere; its board and the lists behind its numbers are both made of these. */
async function gather({ store, duties, clock }: FigureParts, unitId: UnitId): Promise<Counted[]> {
  const [cases, open] = await Promise.all([
    store.ofUnit(unitId, HANDED_OVER),
    duties.openInShort([{ unitId }], []),
  ]);
  const owedIn = groupedBy(open, ({ roomId }) => roomId);
  const days = daysAt(clock.now());
  return cases
    .map((found) => {
      const owed = (owedIn.get(roomIdOf(found._id)) ?? []).map(({ facts, due }) => ({
        phase: facts.phase ?? null,
        due,
      }));
      return countedFor(unitId, { found, owed }, days);
    })
    .filter(({ columns }) => columns.size > 0);
}

/** board:sections */
export const makeShowSections =
  (parts: FigureParts): Handler<typeof showSections> =>
  async (_input, caller) => {
    const unitId = accessUnit(parts, caller);
    const [counted, units] = await Promise.all([gather(parts, unitId), parts.org.units.byIds([unitId])]);
    const sections = groupedBy(counted, ({ section }) => section);
    return {
      unitName: units.get(unitId)?.shortName ?? '',
      at: parts.clock.now().toISOString(),
      sections: [...sections]
        .sort(([a], [b]) => Number(a === '') - Number(b === '') || a.localeCompare(b, 'zh-CN'))
        .map(([section, cases]) => ({ section, counts: sumsOf(cases) })),
      totals: sumsOf(counted),
    };
  };

/** board:section-cases */
export const makeListSectionCases =
  (parts: FigureParts): Handler<typeof listSectionCases> =>
  async ({ column, section, cursor }, caller) => {
    const counted = await gather(parts, accessUnit(parts, caller));
    const listed = counted
      .filter((one) => one.columns.has(column) && (section === null || one.section === section))
      .map((one) => ({ ...one, place: placeOf(one) }))
      .sort((a, b) => (a.place < b.place ? -1 : a.place > b.place ? 1 : 0));
    const rest = cursor === null ? listed : listed.filter(({ place }) => place > cursor);
    const page = rest.slice(0, SECTION_PAGE);
    return {
      cases: page.map(({ found, section: of, due }) => {
        const { _id, session, number, title, state } = found;
        return { ...{ suggestionId: _id, session, number, title, state }, section: of, due };
      }),
      total: listed.length,
      cursor: rest.length > page.length ? (page.at(-1)?.place ?? null) : null,
    };
  };
