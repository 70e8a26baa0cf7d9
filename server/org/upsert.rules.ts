/** What became of one row of an upsert. `refused`: nothing of it was written. */
export type RowOutcome<Id> =
  | { readonly outcome: 'added' | 'updated' | 'unchanged'; readonly id: Id }
  | {
      readonly outcome: 'refused';
      /** SAME_ROW_TWICE: an earlier row of the batch (`by`: its code or name) says otherwise. NAME_TAKEN: another entry (`by`: its name) is called so. ROLES_EXCLUDE: one person cannot hold these roles (`by`, with commas). */
      readonly reason: 'SAME_ROW_TWICE' | 'NAME_TAKEN' | 'ROLES_EXCLUDE';
      readonly by: string;
    };

export interface UpsertOptions {
  /** Says what would become of each row, and writes nothing. */
  readonly preview?: boolean;
}

/** After a second look at the same rows: what the first look wrote itself is `added` or `updated`, not `unchanged`. */
export const firstStands = <Id>(first: readonly RowOutcome<Id>[], second: readonly RowOutcome<Id>[]) =>
  second.map((outcome, i) => {
    const before = first[i];
    const isSame = before && 'id' in before && 'id' in outcome && before.id === outcome.id;
    return isSame ? before : outcome;
  });

/** The fields of `given` that differ from `kept`; undefined in `given` means "leave as it is". Null: nothing differs. */
export function changesOf<D extends object>(
  kept: D,
  given: Partial<Record<keyof D, unknown>>,
): Partial<D> | null {
  const changed = Object.entries(given).filter(
    ([field, value]) => value !== undefined && !isSame(kept[field as keyof D], value),
  );
  return changed.length === 0 ? null : (Object.fromEntries(changed) as Partial<D>);
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
