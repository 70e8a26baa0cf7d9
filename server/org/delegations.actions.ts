import type { CongressId, DelegationId } from '../../shared/ids.ts';
import { isDuplicate } from '../store/mongo.ts';
import type { NewId } from '../wire/ports.ts';
import { planDelegations, type DelegationRow } from './delegations.rules.ts';
import type { DelegationDoc, DelegationStore } from './delegations.store.ts';
import { delegationKey } from './unit-names.rules.ts';
import type { RowOutcome, UpsertOptions } from './upsert.rules.ts';

interface Parts {
  readonly store: DelegationStore;
  readonly newId: NewId;
  /** Hears of delegations whose short name changed: labels of their people follow. */
  readonly onRenamed: (congressId: CongressId, delegations: readonly DelegationDoc[]) => Promise<void>;
}

/** Lookups and bulk upsert of delegations. */
export function makeDelegations({ store, newId, onRenamed }: Parts) {
  const all = async (congressId: CongressId): Promise<DelegationDoc[]> =>
    (await store.all(congressId)).sort((a, b) => a.no - b.no);
  return {
    byIds: async (ids: readonly DelegationId[]): Promise<Map<DelegationId, DelegationDoc>> =>
      new Map((ids.length === 0 ? [] : await store.byIds(ids)).map((d) => [d._id, d])),

    /** Every delegation of the congress in the official order. */
    all,

    /** By 北京市代表团, 北京团 or 北京市; keyed by the names as given, unknown ones missing. */
    byKeys: async (congressId: CongressId, names: readonly string[]): Promise<Map<string, DelegationDoc>> => {
      const kept = names.length === 0 ? [] : await all(congressId);
      const byKey = new Map(kept.flatMap((d) => d.keys.map((key) => [key, d] as const)));
      return new Map(
        names.flatMap((name) => {
          const delegation = byKey.get(delegationKey(name));
          return delegation === undefined ? [] : [[name, delegation] as const];
        }),
      );
    },

    /** Adds or updates delegations by name; one outcome per row, in order. The same rows again change nothing. */
    upsertMany: async (
      congressId: CongressId,
      rows: readonly DelegationRow[],
      { preview = false }: UpsertOptions = {},
    ): Promise<RowOutcome<DelegationId>[]> => {
      const attempt = async () => {
        const plan = planDelegations(await all(congressId), rows, { congressId, newId });
        if (preview) return plan.outcomes;
        try {
          await store.write(plan.changed);
        } finally {
          await onRenamed(congressId, plan.renamed); // of a write that broke off, some may stand
        }
        return plan.outcomes;
      };
      return attempt().catch((error: unknown) => {
        if (!isDuplicate(error)) throw error;
        return attempt();
      });
    },
  };
}
