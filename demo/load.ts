import type { CongressId, DelegationId, PersonId, SuggestionId, UnitId } from '../shared/ids.ts';
import type { Org, RowOutcome } from '../server/org/index.ts';
import type { Suggestions } from '../server/suggestions/index.ts';
import type { DemoCongress } from './congress.ts';

export interface DemoTarget {
  readonly org: Org;
  readonly record: Pick<Suggestions['record'], 'upsertMany'>;
}

/** How many of each kind were added, changed, or were there already. */
export type LoadTotals = Record<'added' | 'updated' | 'unchanged', number>;

/**
 * Writes a made-up congress through the same upserts as an import. The same congress again changes nothing.
 * `onProgress`: suggestions written so far. `loaded`: the congress with the ids that its things have there.
 */
export async function loadDemo(
  { org, record }: DemoTarget,
  demo: DemoCongress,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<{ congressId: CongressId; totals: LoadTotals; loaded: DemoCongress }> {
  const { _id: congressId } = await org.congresses.upsert(demo.congress);
  const totals: LoadTotals = { added: 0, updated: 0, unchanged: 0 };
  const note = <Id>(outcomes: readonly RowOutcome<Id>[]): Id[] =>
    outcomes.map((outcome) => {
      if (outcome.outcome === 'refused') throw new Error(`demo: ${outcome.reason} ${outcome.by}`);
      totals[outcome.outcome] += 1;
      return outcome.id;
    });

  // Where a thing of the same name is there already, it keeps its id, and the others refer to that.
  const units = idsNow<UnitId>(demo.units, note(await org.units.upsertMany(congressId, demo.units)));
  const delegations = idsNow<DelegationId>(
    demo.delegations,
    note(await org.delegations.upsertMany(congressId, demo.delegations)),
  );
  const people = demo.people.map((person) => ({
    ...person,
    unitId: person.unitId && units(person.unitId),
    delegationId: person.delegationId && delegations(person.delegationId),
  }));
  const persons = idsNow<PersonId>(demo.people, note(await org.people.upsertMany(congressId, people)));

  const suggestions = demo.suggestions.map((suggestion) => ({
    ...suggestion,
    leadId: suggestion.leadId && persons(suggestion.leadId),
    secondingIds: suggestion.secondingIds.map(persons),
    delegationId: suggestion.delegationId && delegations(suggestion.delegationId),
    tracks: suggestion.tracks.map(({ unitId, role, contactIds }) => ({
      unitId: units(unitId),
      role,
      contactIds: contactIds.map(persons),
    })),
  }));
  const rows = suggestions.map((suggestion) => ({ ...suggestion, replyClass: '', repliedOn: '' }));
  const ids: SuggestionId[] = [];
  for (let from = 0; from < rows.length; from += GROUP) {
    ids.push(...note(await record.upsertMany(congressId, rows.slice(from, from + GROUP))));
    onProgress(Math.min(from + GROUP, rows.length), rows.length);
  }
  const loaded = {
    congress: { ...demo.congress, id: congressId },
    units: demo.units.map((unit) => ({ ...unit, id: units(unit.id) })),
    delegations: demo.delegations.map((one) => ({ ...one, id: delegations(one.id) })),
    people: people.map((person) => ({ ...person, id: persons(person.id) })),
    suggestions: suggestions.map((one, i) => ({ ...one, id: ids[i] ?? one.id })),
  };
  return { congressId, totals, loaded };
}

const GROUP = 500;

function idsNow<Id>(given: readonly { readonly id: Id }[], ids: readonly Id[]): (id: Id) => Id {
  const now = new Map(given.map(({ id }, i) => [id, ids[i] ?? id]));
  return (id) => now.get(id) ?? id;
}
