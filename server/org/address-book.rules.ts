import type { DelegationId, PersonId, UnitId } from '../../shared/ids.ts';
import { excludingRoles, type PersonRole } from '../../shared/people.ts';
import { changesOf, type RowOutcome } from './upsert.rules.ts';

/** A person as a file or a form gives them; `code` says who. What is left out stays as it is. */
export interface PersonRow {
  /** The id of a person who is new; the server makes one where this is left out. */
  readonly id?: PersonId | undefined;
  readonly code: string;
  readonly name: string;
  readonly title?: string | undefined;
  readonly roles?: readonly PersonRole[] | undefined;
  readonly unitId?: UnitId | null | undefined;
  readonly delegationId?: DelegationId | null | undefined;
  readonly onDuty?: boolean | undefined;
  readonly active?: boolean | undefined;
  /** As typed; sealed before it is kept. */
  readonly phone?: string | null | undefined;
  readonly certificate?: string | null | undefined;
  readonly email?: string | null | undefined;
}

/** A person with phone, certificate and e-mail address readable: only inside an upsert. */
export interface OpenPerson {
  readonly _id: PersonId;
  readonly code: string;
  readonly name: string;
  readonly title: string;
  readonly roles: readonly PersonRole[];
  readonly unitId: UnitId | null;
  readonly delegationId: DelegationId | null;
  readonly onDuty: boolean;
  readonly active: boolean;
  readonly phone: string | null;
  readonly certificate: string | null;
  readonly email: string | null;
}

interface PeoplePlan {
  readonly added: readonly OpenPerson[];
  readonly updated: readonly { readonly after: OpenPerson; readonly changes: Partial<OpenPerson> }[];
  readonly outcomes: RowOutcome<PersonId>[];
}

/** What has to be written so that `rows` stand among the people `kept`; they are known by code. */
export function planPeople(
  kept: readonly OpenPerson[],
  rows: readonly PersonRow[],
  newId: () => string,
): PeoplePlan {
  const byCode = new Map(kept.map((person) => [person.code, person]));
  const touched = new Set<string>();
  const added: OpenPerson[] = [];
  const updated: { after: OpenPerson; changes: Partial<OpenPerson> }[] = [];

  const outcomeOf = (row: PersonRow): RowOutcome<PersonId> => {
    const excluding = excludingRoles(row.roles ?? []);
    if (excluding.length > 0)
      return { outcome: 'refused', reason: 'ROLES_EXCLUDE', by: excluding.join(', ') };
    const before = byCode.get(row.code);
    const changes = before === undefined ? null : changesOf(before, fieldsOf(row));
    if (before !== undefined && changes === null) {
      touched.add(row.code);
      return { outcome: 'unchanged', id: before._id };
    }
    if (touched.has(row.code)) return { outcome: 'refused', reason: 'SAME_ROW_TWICE', by: row.code };
    touched.add(row.code);
    if (before === undefined || changes === null) {
      const person = newPerson(row, newId);
      byCode.set(row.code, person);
      added.push(person);
      return { outcome: 'added', id: person._id };
    }
    const after = { ...before, ...changes };
    byCode.set(row.code, after);
    updated.push({ after, changes });
    return { outcome: 'updated', id: after._id };
  };

  return { outcomes: rows.map(outcomeOf), added, updated };
}

/** Nothing else that a row may carry (its line in a file) gets into the record. */
const fieldsOf = ({
  name,
  title,
  roles,
  unitId,
  delegationId,
  onDuty,
  active,
  phone,
  certificate,
  email,
}: PersonRow) => ({
  name,
  title,
  roles,
  unitId,
  delegationId,
  onDuty,
  active,
  phone,
  certificate,
  email,
});

const newPerson = (row: PersonRow, newId: () => string): OpenPerson => ({
  _id: row.id ?? (newId() as PersonId),
  code: row.code,
  name: row.name,
  title: row.title ?? '',
  roles: row.roles ?? [],
  unitId: row.unitId ?? null,
  delegationId: row.delegationId ?? null,
  onDuty: row.onDuty ?? false,
  active: row.active ?? true,
  phone: row.phone ?? null,
  certificate: row.certificate ?? null,
  email: row.email ?? null,
});
