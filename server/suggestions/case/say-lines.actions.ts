import { Fault } from '../../../shared/faults.ts';
import type { PersonId, SuggestionId, UnitId } from '../../../shared/ids.ts';
import type { Org } from '../../org/index.ts';
import { cardKey, roomIdOf, type Rooms } from '../../rooms/index.ts';
import type { Case, CaseEntry } from './case.rules.ts';
import type { CaseStore } from './case.store.ts';
import { after } from './fold.rules.ts';
import { isSaid, type Line, linesOfEntry } from './lines.rules.ts';

interface Parts {
  store: Pick<CaseStore, 'byIds'>;
  rooms: Pick<Rooms, 'postLine' | 'setState'>;
  org: { units: Pick<Org['units'], 'byIds'>; people: Pick<Org['people'], 'cards'> };
}

/** The newest part of a history: how the case stood before it, its entries, and which of them are not settled. */
export interface Newest {
  readonly before: Case;
  readonly entries: readonly CaseEntry[];
  readonly fresh: readonly CaseEntry[];
}

/** Says in a room what is fresh, in order, each thing once, whoever says it again. */
export type SayLines = (newest: Newest) => Promise<void>;

/** The states in which nobody may speak any more, by what leads to them (T22, T23). */
const FROZEN = { withdrawn: 'read-only', archived: 'archived' } as const;

export const makeSayLines =
  (parts: Parts): SayLines =>
  async ({ before: then, entries, fresh }) => {
    if (!fresh.some(isSaid)) return;
    let before = then;
    for (const entry of entries) {
      const now = after(before, entry);
      if (fresh.some(({ n }) => n === entry.n)) await sayEntry(parts, { before, after: now, entry });
      before = now;
    }
  };

async function sayEntry(parts: Parts, at: Parameters<typeof linesOfEntry>[0] & { entry: CaseEntry }) {
  const { suggestionId, n, happened } = at.entry;
  for (const [i, line] of linesOfEntry(at).entries()) {
    const fact = `case:${suggestionId}:${n}${i === 0 ? '' : `:${i}`}`;
    await sayOnce(parts, suggestionId, { line, key: cardKey(fact) });
  }
  for (const { kind } of happened)
    if (at.before.assignedOn !== null && kind in FROZEN)
      await parts.rooms.setState(suggestionId, FROZEN[kind as keyof typeof FROZEN], kind);
}

async function sayOnce(
  parts: Parts,
  suggestionId: SuggestionId,
  { line, key }: { line: Line; key: string },
): Promise<void> {
  const params = await namedIn(parts, line);
  await parts.rooms
    .postLine(roomIdOf(suggestionId), { key: line.key, params }, key)
    .catch((error: unknown) => {
      // It was said before, and somebody’s name has changed since.
      if (!(error instanceof Fault && error.code === 'SEND_KEY_REUSED')) throw error;
    });
}

/** The params of a line with names in the place of ids. */
async function namedIn(
  { org, store }: Parts,
  { params, units = {}, people = {}, suggestions = {} }: Line,
): Promise<Record<string, string>> {
  const [knownUnits, cards, others] = await Promise.all([
    org.units.byIds(idsIn<UnitId>(units)),
    org.people.cards(idsIn<PersonId>(people)),
    store.byIds(idsIn<SuggestionId>(suggestions)),
  ]);
  const numbers = new Map(others.map((other) => [other._id, other.number]));
  return {
    ...params,
    ...listed(units, (id) => knownUnits.get(id)?.shortName),
    ...listed(people, (id) => cards.get(id)?.name),
    ...listed(suggestions, (id) => numbers.get(id)),
  };
}

const idsIn = <Id>(named: Readonly<Record<string, readonly Id[]>>): Id[] => [
  ...new Set(Object.values(named).flat()),
];

const MOST_NAMED = 20;

const listed = <Id>(
  named: Readonly<Record<string, readonly Id[]>>,
  nameOf: (id: Id) => string | undefined,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(named).map(([param, ids]) => [
      param,
      ids
        .slice(0, MOST_NAMED)
        .map((id) => nameOf(id) ?? '')
        .join('、') + (ids.length > MOST_NAMED ? ` … (${ids.length})` : ''),
    ]),
  );
