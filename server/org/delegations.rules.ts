import type { CongressId, DelegationId } from '../../shared/ids.ts';
import { delegationKey } from './unit-names.rules.ts';
import { changesOf, type RowOutcome } from './upsert.rules.ts';

/** A delegation as a file gives it. What is left out stays as it is. */
export interface DelegationRow {
  /** The id of a delegation that is new; the server makes one where this is left out. */
  readonly id?: DelegationId | undefined;
  readonly no?: number | undefined;
  readonly name: string;
  readonly shortName?: string | undefined;
  readonly kind?: string | undefined;
  readonly electingUnit?: string | undefined;
}

interface Delegation {
  _id: DelegationId;
  congressId: CongressId;
  no: number;
  name: string;
  shortName: string;
  kind: string;
  electingUnit: string;
  keys: string[];
}

interface DelegationPlan {
  readonly changed: readonly Delegation[];
  /** Those of them whose short name is another than before. */
  readonly renamed: readonly Delegation[];
  readonly outcomes: RowOutcome<DelegationId>[];
}

/** What has to be written so that `rows` stand among the delegations `kept`; they are known by name. */
export function planDelegations(
  kept: readonly Delegation[],
  rows: readonly DelegationRow[],
  made: { readonly congressId: CongressId; readonly newId: () => string },
): DelegationPlan {
  const byKey = new Map(kept.flatMap((d) => d.keys.map((key) => [key, d] as const)));
  const touched = new Map<DelegationId, string>();
  const changed: Delegation[] = [];
  const renamed: Delegation[] = [];
  let lastNo = Math.max(0, ...kept.map((d) => d.no));

  const outcomeOf = (row: DelegationRow): RowOutcome<DelegationId> => {
    const before = byKey.get(delegationKey(row.name));
    const after = withKeys({
      _id: before?._id ?? row.id ?? (made.newId() as DelegationId),
      congressId: made.congressId,
      no: row.no ?? before?.no ?? lastNo + 1,
      name: row.name,
      shortName: row.shortName ?? before?.shortName ?? row.name,
      kind: row.kind ?? before?.kind ?? '',
      electingUnit: row.electingUnit ?? before?.electingUnit ?? '',
    });
    if (before !== undefined && changesOf(before, after) === null) {
      touched.set(before._id, touched.get(before._id) ?? row.name);
      return { outcome: 'unchanged', id: before._id };
    }
    const earlier = touched.get(after._id);
    if (earlier !== undefined) return { outcome: 'refused', reason: 'SAME_ROW_TWICE', by: earlier };
    const other = after.keys.map((key) => byKey.get(key)).find((d) => d && d._id !== after._id);
    if (other) return { outcome: 'refused', reason: 'NAME_TAKEN', by: other.name };

    lastNo = Math.max(lastNo, after.no);
    for (const key of before?.keys ?? []) byKey.delete(key);
    for (const key of after.keys) byKey.set(key, after);
    touched.set(after._id, row.name);
    changed.push(after);
    if (before !== undefined && before.shortName !== after.shortName) renamed.push(after);
    return { outcome: before === undefined ? 'added' : 'updated', id: after._id };
  };

  return { outcomes: rows.map(outcomeOf), changed, renamed };
}

const withKeys = (d: Omit<Delegation, 'keys'>): Delegation => ({
  ...d,
  keys: [...new Set([d.name, d.shortName].map(delegationKey).filter((key) => key !== ''))],
});
