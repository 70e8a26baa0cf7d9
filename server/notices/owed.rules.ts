import type {
  CivilDate,
  CongressId,
  DelegationId,
  PersonId,
  RoomId,
  SuggestionId,
  UnitId,
} from '../../shared/ids.ts';
import type { Ower } from '../../shared/notices.ts';
import type { PolicyProfile } from '../../shared/policies.ts';
import type { Phase, TrackRole } from '../../shared/suggestions.ts';
import type { RuleName } from './reminder-table.rules.ts';

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
    /** Of a contact: somebody met the deputies in person. */
    readonly faceToFace?: boolean;
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

/** Something that people hear of once, when it has happened, or before it will. Nobody owes anything by it. */
export interface Telling {
  /** rule | entry | subject: the same telling whenever it is reckoned. */
  readonly key: string;
  readonly rule: RuleName;
  /** The day on which it happened, or from which it is known that it will. */
  readonly on: CivilDate;
  /** The day on which it will happen. */
  readonly due: CivilDate | null;
  /** The unit that did it. */
  readonly unitId: UnitId | null;
}

/** Everybody of a case who may have to hear of something. */
export interface Parties {
  readonly leadId: PersonId | null;
  /** Deputies who have joined in. */
  readonly seconderIds: readonly PersonId[];
  readonly delegationId: DelegationId | null;
  readonly committeeUnitId: UnitId | null;
  readonly tracks: readonly {
    readonly unitId: UnitId;
    readonly role: TrackRole;
    /** Empty: whoever stands in for the unit. */
    readonly contactIds: readonly PersonId[];
  }[];
}

/** How a case stands by its record at this moment, as far as anybody must be reminded of it. */
export interface Standing {
  readonly congressId: CongressId;
  readonly suggestionId: SuggestionId;
  readonly roomId: RoomId;
  readonly session: number;
  readonly number: string;
  readonly title: string;
  /** Where the case’s policy reminds otherwise than the table. */
  readonly reminders: PolicyProfile['reminders'];
  readonly owed: readonly Owed[];
  readonly tellings: readonly Telling[];
  readonly parties: Parties;
}

/** Reads the record anew, many cases at once; one that is gone, or was not handed over, is missing. */
export type StandingOf = (ids: readonly SuggestionId[]) => Promise<ReadonlyMap<SuggestionId, Standing>>;
