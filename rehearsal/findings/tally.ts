import { wentOut } from './compare.rules.ts';
import type { CaseKept } from './kept.ts';

type Counts = Map<string, number>;
/** Two names to a number, such as rule and state. */
export type Table = Map<string, Counts>;

/** The year in numbers. */
export interface Tally {
  /** Duties by rule and state; escalated: reminded of after their last day. */
  readonly duties: Table;
  /** Deliveries by rule and channel, and by rule and state. */
  readonly byChannel: Table;
  readonly byState: Table;
  /** What was said and done on a day: entries of histories, cards, to-dos, mails. */
  readonly byDay: Table;
  /** Cases by the state they ended in; entries by their kind. */
  readonly states: Counts;
  readonly kinds: Counts;
  /** Parcels of to-dos that were said, and cards in rooms. */
  readonly parcels: Set<string>;
  cards: number;
  add(kept: CaseKept): void;
}

const raise = (counts: Counts, name: string) => void counts.set(name, (counts.get(name) ?? 0) + 1);

function raiseIn(table: Table, row: string, column: string): void {
  const counts = table.get(row) ?? new Map<string, number>();
  table.set(row, counts);
  raise(counts, column);
}

/** The number at a place of a table. */
export const at = (table: Table, row: string, column: string): number => table.get(row)?.get(column) ?? 0;

/** Begins to count. */
export function makeTally(): Tally {
  const tally: Tally = {
    ...{ duties: new Map(), byChannel: new Map(), byState: new Map(), byDay: new Map() },
    ...{ states: new Map(), kinds: new Map(), parcels: new Set(), cards: 0 },
    add: (kept) => addTo(tally, kept),
  };
  return tally;
}

function addTo(tally: Tally, { state, entries, duties, deliveries }: CaseKept): void {
  raise(tally.states, state);
  for (const { on, happened } of entries) {
    raiseIn(tally.byDay, on, 'acts');
    for (const { kind } of happened) raise(tally.kinds, kind);
  }
  for (const duty of duties)
    if (duty.state !== 'telling' && duty.state !== 'told') raiseIn(tally.duties, duty.rule, duty.state);
  const late = new Set<string>();
  for (const delivery of deliveries) {
    const { rule, channel, state: how, on, offset, dutyId, parcel } = delivery;
    raiseIn(tally.byState, rule, how);
    if (!wentOut(delivery)) continue;
    raiseIn(tally.byChannel, rule, channel);
    if (on !== null) raiseIn(tally.byDay, on, channel);
    if (offset.startsWith('due+') && offset !== 'due+0d') late.add(dutyId);
    if (how === 'sent' && channel === 'room') tally.cards += 1;
    if (how === 'sent' && channel === 'to-do' && parcel !== null) tally.parcels.add(parcel);
  }
  for (const dutyId of late) raiseIn(tally.duties, dutyId.split('|')[1] ?? '', 'escalated');
}
