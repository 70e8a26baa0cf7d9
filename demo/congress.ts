import type { CongressId, DelegationId, PersonId, SuggestionId, UnitId } from '../shared/ids.ts';
import type { SourceType, TrackRole } from '../shared/suggestions.ts';
import type { CongressRow, DelegationRow, PersonRow, UnitRow } from '../server/org/index.ts';

/** A made-up congress with the ids its members refer to each other by. */
export interface DemoCongress {
  readonly congress: CongressRow & { readonly id: CongressId };
  readonly delegations: readonly (DelegationRow & { readonly id: DelegationId })[];
  readonly units: readonly (UnitRow & { readonly id: UnitId })[];
  readonly people: readonly DemoPerson[];
  readonly suggestions: readonly DemoSuggestion[];
}

export type DemoPerson = PersonRow & {
  readonly id: PersonId;
  readonly unitId: UnitId | null;
  readonly delegationId: DelegationId | null;
};

export interface DemoTrack {
  readonly unitId: UnitId;
  readonly role: TrackRole;
  readonly contactIds: PersonId[];
}

export interface DemoSuggestion {
  readonly id: SuggestionId;
  readonly session: number;
  readonly number: string;
  readonly title: string;
  readonly text: string;
  readonly category: string;
  readonly source: SourceType;
  readonly leadId: PersonId | null;
  readonly secondingIds: PersonId[];
  readonly delegationId: DelegationId | null;
  readonly wantsWrittenReply: boolean;
  readonly tracks: DemoTrack[];
}
