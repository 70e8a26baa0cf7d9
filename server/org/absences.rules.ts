import type { CivilDate, PersonId } from '../../shared/ids.ts';

/** Somebody is away for some days and a colleague stands in; kept for good, with who said so and who ended it. */
export interface Absence {
  readonly substituteId: PersonId;
  readonly from: CivilDate;
  readonly until: CivilDate;
  readonly by: PersonId;
  readonly at: Date;
  readonly ended: { readonly by: PersonId; readonly at: Date } | null;
}

/** What was said of somebody’s absences, oldest first. */
export interface MayBeAway {
  readonly absences?: readonly Absence[] | undefined;
}

/** The one that counts, now or later; null: there is none. A newer one ends those before it. */
export const absenceOf = ({ absences = [] }: MayBeAway, today: CivilDate): Absence | null => {
  const last = absences.at(-1);
  return last && last.ended === null && last.until >= today ? last : null;
};

/** Who stands in for somebody on this day; null: nobody. */
export const standInOf = (person: MayBeAway, today: CivilDate): PersonId | null => {
  const absence = absenceOf(person, today);
  return absence && absence.from <= today ? absence.substituteId : null;
};

/** The same with one more; what counted until now is ended by it. Null: nothing counts from now on. */
export function withAbsence(
  person: MayBeAway,
  next: Pick<Absence, 'substituteId' | 'from' | 'until'> | null,
  { by, at, today }: { by: PersonId; at: Date; today: CivilDate },
): Absence[] {
  const counting = absenceOf(person, today);
  const before = (person.absences ?? []).map((one) =>
    one === counting ? { ...one, ended: { by, at } } : one,
  );
  return next ? [...before, { ...next, by, at, ended: null }] : before;
}
