import type { Load } from './loads.ts';
import { swap, type Random } from './random.ts';

/** The units of one suggestion, as places in the list of units. */
export interface Handling {
  readonly lead: number;
  readonly co: number[];
  readonly reference: number[];
}

/**
 * Gives every suggestion its units so that each unit has exactly its load and no suggestion has a unit twice.
 * `coCounts`: how many co-handling units each suggestion has; their sum is that of the loads.
 */
export function shareOut(loads: readonly Load[], coCounts: readonly number[], random: Random): Handling[] {
  const slots = (count: (load: Load) => number) =>
    random.shuffled(loads.flatMap((load, unit) => Array.from({ length: count(load) }, () => unit)));
  const handlings = slots((l) => l.lead).map((lead): Handling => ({ lead, co: [], reference: [] }));
  const has = (at: number, unit: number) => {
    const { lead, co, reference } = handlings[at] ?? never();
    return lead === unit || co.includes(unit) || reference.includes(unit);
  };
  // Suggestions with many co-units choose first: at the end the few units left must still fit somewhere.
  const order = [...handlings.keys()].sort((a, b) => (coCounts[b] ?? 0) - (coCounts[a] ?? 0));
  const coPlaces = order.flatMap((at) => Array.from({ length: coCounts[at] ?? 0 }, () => at));
  deal({ places: coPlaces, slots: slots((l) => l.co), has, into: (at) => (handlings[at] ?? never()).co });
  const references = slots((l) => l.reference);
  const referencePlaces = references.map(() => random.int(handlings.length));
  deal({
    places: referencePlaces,
    slots: references,
    has,
    into: (at) => (handlings[at] ?? never()).reference,
  });
  return handlings;
}

interface Deal {
  readonly places: readonly number[];
  readonly slots: number[];
  readonly has: (at: number, unit: number) => boolean;
  readonly into: (at: number) => number[];
}

/** Puts each slot's unit at its place; one that is there already is exchanged with a later slot, or an earlier place. */
function deal({ places, slots, has, into }: Deal): void {
  places.forEach((place, i) => {
    const later = slots.findIndex((unit, j) => j >= i && !has(place, unit));
    if (later >= 0) {
      swap(slots, i, later);
      into(place).push(slots[i] ?? never());
    } else exchange({ places, slots, has, into }, i);
  });
}

function exchange({ places, slots, has, into }: Deal, i: number): void {
  const [place, unit] = [places[i] ?? never(), slots[i] ?? never()];
  const j = places.findIndex(
    (earlier, k) => k < i && !has(earlier, unit) && !has(place, slots[k] ?? never()),
  );
  const [other, given] = [places[j] ?? never(), slots[j] ?? never()];
  const units = into(other);
  units[units.indexOf(given)] = unit;
  into(place).push(given);
  swap(slots, i, j);
}

function never(): never {
  throw new Error('the loads cannot be shared out: more tracks than suggestions have room for');
}
