import type { CongressId, UnitId } from '../../shared/ids.ts';
import { isDuplicate } from '../store/mongo.ts';
import type { NewId } from '../wire/ports.ts';
import { keysOf, nameKey, nearestUnits } from './unit-names.rules.ts';
import type { NamedUnit, UnitDoc, UnitStore } from './units.store.ts';
import { planUnits, type UnitRow } from './units.rules.ts';
import type { RowOutcome, UpsertOptions } from './upsert.rules.ts';

interface Parts {
  readonly store: UnitStore;
  readonly newId: NewId;
  /** Hears of units whose short name changed: labels of their people follow. */
  readonly onRenamed: (congressId: CongressId, units: readonly UnitDoc[]) => Promise<void>;
}

/** Lookups and bulk upsert of handling units. */
export function makeUnits({ store, newId, onRenamed }: Parts) {
  return {
    keysOf,
    /** By their names; unknown ids are missing. */
    byIds: (ids: readonly UnitId[]): Promise<Map<UnitId, NamedUnit>> => store.byIds(ids),

    /** By any spelling of name, short name or alias; keyed by the names as given, unknown ones missing. */
    byKeys: async (congressId: CongressId, names: readonly string[]): Promise<Map<string, UnitDoc>> => {
      const wanted = new Set(names.map(nameKey).filter((key) => key !== ''));
      const units = wanted.size === 0 ? [] : await store.byKeys(congressId, [...wanted]);
      const byKey = new Map(units.flatMap((unit) => unit.keys.map((key) => [key, unit] as const)));
      return new Map(
        names.flatMap((name) => {
          const unit = byKey.get(nameKey(name));
          return unit === undefined ? [] : [[name, unit] as const];
        }),
      );
    },

    /** Every unit of the congress by name; at most a thousand. */
    all: async (congressId: CongressId): Promise<UnitDoc[]> => (await store.all(congressId)).sort(byName),

    /** The units most like an unknown name, best first. */
    nearest: async (congressId: CongressId, name: string, count: number): Promise<UnitDoc[]> =>
      nearestUnits(await store.all(congressId), name, count),

    /** Adds or updates units; one outcome per row, in order. The same rows again change nothing. */
    upsertMany: async (
      congressId: CongressId,
      rows: readonly UnitRow[],
      { preview = false }: UpsertOptions = {},
    ): Promise<RowOutcome<UnitId>[]> => {
      const attempt = async () => {
        const plan = planUnits(await store.all(congressId), rows, { congressId, newId });
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
        return attempt(); // somebody took a name since the plan was made
      });
    },
  };
}

const byName = (a: UnitDoc, b: UnitDoc) => a.name.localeCompare(b.name, 'zh-CN');
