import type { CivilDate, DelegationId, PersonId, UnitId } from '../../shared/ids.ts';
import type { Phase } from '../../shared/suggestions.ts';
import type { RuleName } from './reminder-table.rules.ts';

/** Who owes something. */
export type Ower =
  | { readonly kind: 'unit'; readonly unitId: UnitId }
  | { readonly kind: 'person'; readonly personId: PersonId }
  | { readonly kind: 'delegation'; readonly delegationId: DelegationId }
  | { readonly kind: 'committee'; readonly unitId: UnitId }
  | { readonly kind: 'office' };

/** What somebody owes or owed in a case, as its record has it: known by its key, and nothing of it is kept by itself. */
export interface Owed {
  /** rule | ower | round | subject: the same duty whenever it is reckoned. */
  readonly key: string;
  readonly rule: RuleName;
  readonly ower: Ower;
  /** The day from which it counts, itself not counted. */
  readonly since: CivilDate;
  /** null: nothing says by when. */
  readonly due: CivilDate | null;
  /** late: done after its last day; lapsed: its time is over, and it can be done no more. */
  readonly state: 'open' | 'done' | 'late' | 'lapsed';
  /** null while it is open, and where the record says that it was done but not when. */
  readonly closedOn: CivilDate | null;
  readonly round: number;
  readonly facts: {
    readonly phase?: Phase;
    /** The unit that it is about, where another owes it. */
    readonly unitId?: UnitId;
    readonly commitmentId?: string;
    /** The day of the last word on it: a reminder that has been answered by one is not given. */
    readonly heardOn?: CivilDate | null;
  };
}

/** The part of a key that says who. */
export function owerKey(ower: Ower): string {
  switch (ower.kind) {
    case 'unit':
    case 'committee':
      return `${ower.kind}:${ower.unitId}`;
    case 'person':
      return `person:${ower.personId}`;
    case 'delegation':
      return `delegation:${ower.delegationId}`;
    case 'office':
      return 'office';
  }
}
