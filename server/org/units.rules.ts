import type { CongressId, UnitId } from '../../shared/ids.ts';
import { keysOf, nameKey } from './unit-names.rules.ts';
import { changesOf, type RowOutcome } from './upsert.rules.ts';

/** A unit as a file or a form gives it. What is left out stays as it is; aliases only ever grow. */
export interface UnitRow {
  /** The id of a unit that is new; the server makes one where this is left out. */
  readonly id?: UnitId | undefined;
  readonly name: string;
  readonly shortName?: string | undefined;
  readonly kind?: string | undefined;
  readonly parent?: string | undefined;
  readonly aliases?: readonly string[] | undefined;
}

interface Unit {
  _id: UnitId;
  congressId: CongressId;
  name: string;
  shortName: string;
  kind: string;
  parent: string;
  aliases: string[];
  keys: string[];
}

interface UnitPlan {
  /** Whole documents to write, in this order. */
  readonly changed: readonly Unit[];
  /** Those of them whose short name is another than before. */
  readonly renamed: readonly Unit[];
  readonly outcomes: RowOutcome<UnitId>[];
}

/** What has to be written so that `rows` stand among the units `kept`. */
export function planUnits(
  kept: readonly Unit[],
  rows: readonly UnitRow[],
  made: { readonly congressId: CongressId; readonly newId: () => string },
): UnitPlan {
  const byKey = new Map(kept.flatMap((unit) => unit.keys.map((key) => [key, unit] as const)));
  const touched = new Map<UnitId, string>(); // unit → name of the row that spoke of it
  const changed: Unit[] = [];
  const renamed: Unit[] = [];

  const outcomeOf = (row: UnitRow): RowOutcome<UnitId> => {
    const before = sameUnit(byKey, row);
    const after = before === null ? newUnit(row, made) : unitAfter(before, row);
    const changes = before === null ? after : changesOf(before, after);
    if (before !== null && changes === null) {
      touched.set(before._id, touched.get(before._id) ?? row.name);
      return { outcome: 'unchanged', id: before._id };
    }
    const earlier = touched.get(after._id);
    if (earlier !== undefined) return { outcome: 'refused', reason: 'SAME_ROW_TWICE', by: earlier };
    const other = after.keys.map((key) => byKey.get(key)).find((unit) => unit && unit._id !== after._id);
    if (other) return { outcome: 'refused', reason: 'NAME_TAKEN', by: other.name };

    for (const key of before?.keys ?? []) byKey.delete(key);
    for (const key of after.keys) byKey.set(key, after);
    touched.set(after._id, row.name);
    changed.push(after);
    if (before !== null && before.shortName !== after.shortName) renamed.push(after);
    return { outcome: before === null ? 'added' : 'updated', id: after._id };
  };

  return { outcomes: rows.map(outcomeOf), changed, renamed };
}

/** The unit a row speaks of: called by the row's name, or known so far by the row's short name or alias only. */
function sameUnit(byKey: ReadonlyMap<string, Unit>, row: UnitRow): Unit | null {
  const called = byKey.get(nameKey(row.name));
  if (called !== undefined) return called;
  const keys = keysOf({ name: row.name, shortName: row.shortName ?? '', aliases: row.aliases ?? [] });
  const known = keys.map((key) => byKey.get(key)).filter((unit) => unit !== undefined);
  return known.find((unit) => keys.includes(nameKey(unit.name))) ?? null;
}

const newUnit = (row: UnitRow, made: { congressId: CongressId; newId: () => string }): Unit =>
  withKeys({
    _id: row.id ?? (made.newId() as UnitId),
    congressId: made.congressId,
    name: row.name,
    shortName: row.shortName ?? row.name,
    kind: row.kind ?? '',
    parent: row.parent ?? '',
    aliases: [...(row.aliases ?? [])],
  });

/** A row that calls the unit by a short name or alias does not rename it. */
function unitAfter(before: Unit, row: UnitRow): Unit {
  const name = isNickname(before, row.name) ? before.name : row.name;
  const shortName = row.shortName ?? before.shortName;
  const aliases = [...new Set([...before.aliases, ...(row.aliases ?? [])])];
  const after = {
    name,
    shortName,
    aliases,
    kind: row.kind ?? before.kind,
    parent: row.parent ?? before.parent,
  };
  const lost = [before.name, before.shortName].filter((old) => !keysOf(after).includes(nameKey(old)));
  return withKeys({ ...before, ...after, aliases: [...new Set([...aliases, ...lost])] });
}

/** A short name may have the same key as the full one: then only its exact spelling tells them apart. */
function isNickname(unit: Unit, name: string): boolean {
  const key = nameKey(name);
  if (name === unit.name || !unit.keys.includes(key)) return false;
  return key !== nameKey(unit.name) || name === unit.shortName || unit.aliases.includes(name);
}

const withKeys = (unit: Omit<Unit, 'keys'>): Unit => ({ ...unit, keys: keysOf(unit) });
