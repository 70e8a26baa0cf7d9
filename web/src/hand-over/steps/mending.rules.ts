import type { ImportRow, SuggestionField, SuggestionImport } from '../../../../shared/import.ts';
import type { RowRefusal } from '../../../../shared/import-refusals.ts';

export type RowFault = ImportRow['faults'][number];

/** Where something is mended that concerns the whole row. */
const FIELD_OF: Readonly<Partial<Record<RowRefusal, SuggestionField>>> = {
  DUPLICATE_IN_FILE: 'number',
  IN_RECORD: 'number',
  NO_UNIT: 'leadUnits',
  NO_TITLE: 'title',
  NO_CONGRESS: 'congress',
};

/** The cells of a row that can be mended, with what is wrong in each; what cannot be mended here stands under null. */
export function placesOf(
  { faults }: ImportRow,
  columns: SuggestionImport['columns'],
): Map<number | null, RowFault[]> {
  const places = new Map<number | null, RowFault[]>();
  for (const one of faults) {
    const named = columns.find(({ field }) => field !== null && field === FIELD_OF[one.code])?.column;
    const at = one.column ?? named ?? null;
    places.set(at, [...(places.get(at) ?? []), one]);
  }
  return places;
}

/** The one name in a list of names put in place of the other; a text without it becomes the name. */
export const replaced = (text: string, wrong: string, right: string): string =>
  wrong !== '' && text.includes(wrong) ? text.replace(wrong, right) : right;
