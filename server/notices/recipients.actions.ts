import type { CongressId, PersonId, SuggestionId, UnitId } from '../../shared/ids.ts';
import type { PersonRole } from '../../shared/people.ts';
import type { Phase, TrackRole } from '../../shared/suggestions.ts';
import type { DutyDoc } from './duties.rules.ts';
import { reminderRule, type Audience } from './reminder-policy.rules.ts';

/** What the record says today of one unit's part in a suggestion. */
export interface TrackFacts {
  readonly unitId: UnitId;
  readonly role: TrackRole;
  /** Empty: the unit's on-duty people. */
  readonly contactIds: readonly PersonId[];
  readonly contacted: readonly Phase[];
}

/** The tracks of suggestions as they stand now; a suggestion that is gone is missing. Many at once. */
export type TracksOf = (
  ids: readonly SuggestionId[],
) => Promise<ReadonlyMap<SuggestionId, readonly TrackFacts[]>>;

interface Person {
  readonly _id: PersonId;
  readonly unitId: UnitId | null;
  readonly onDuty: boolean;
  readonly active: boolean;
}

/** What is needed of the address book. */
export interface AddressBook {
  cards(ids: readonly PersonId[]): Promise<ReadonlyMap<PersonId, { readonly active: boolean }>>;
  ofUnits(
    congressId: CongressId,
    unitIds: readonly UnitId[],
    which: { onDutyOnly?: boolean; role?: PersonRole },
  ): Promise<readonly Person[]>;
  withRole(congressId: CongressId, role: PersonRole): Promise<readonly Person[]>;
}

/** A duty, the step it is at, and its track as the record has it. */
export interface Reminding {
  readonly duty: DutyDoc;
  readonly step: number;
  readonly track: TrackFacts;
}

const audiencesOf = ({ duty, step }: Reminding): readonly Audience[] =>
  reminderRule(duty.rule).steps.find((s) => s.step === step)?.notify ?? [];

/** Why a duty is not owed any more by the record, or null while it stands. */
export function whyNotOwed(duty: DutyDoc, track: TrackFacts | undefined): 'done' | 'moot' | null {
  if (!track || !reminderRule(duty.rule).owedBy.includes(track.role)) return 'moot';
  return track.contacted.includes(duty.phase) ? 'done' : null;
}

/** Who is to be told privately, at this moment, by duty id: everyone once, only people in office. */
export type RecipientsOf = (
  congressId: CongressId,
  remindings: readonly Reminding[],
) => Promise<Map<string, PersonId[]>>;

/** Looks recipients up for many duties of one congress with a handful of questions. */
export const makeRecipientsOf =
  (people: AddressBook): RecipientsOf =>
  async (congressId, remindings) => {
    const units = (of: readonly Reminding[]) => [...new Set(of.map((r) => r.duty.unitId))];
    const wanting = (audience: Audience) => remindings.filter((r) => audiencesOf(r).includes(audience));
    const unnamed = wanting('contacts').filter((r) => r.track.contactIds.length === 0);
    const led = wanting('unit-leaders');

    const [named, onDuty, leaders, office] = await Promise.all([
      people.cards([...new Set(wanting('contacts').flatMap((r) => r.track.contactIds))]),
      unnamed.length > 0 ? people.ofUnits(congressId, units(unnamed), { onDutyOnly: true }) : [],
      led.length > 0 ? people.ofUnits(congressId, units(led), { role: 'unit-leader' }) : [],
      wanting('congress-office').length > 0 ? people.withRole(congressId, 'office') : [],
    ]);

    const idsIn = (list: readonly Person[], unitId: UnitId) =>
      list.filter((p) => p.active && p.unitId === unitId).map((p) => p._id);
    const found: Record<Audience, (r: Reminding) => readonly PersonId[]> = {
      contacts: ({ duty, track }) =>
        track.contactIds.length > 0
          ? track.contactIds.filter((id) => named.get(id)?.active)
          : idsIn(onDuty, duty.unitId),
      'unit-leaders': ({ duty }) => idsIn(leaders, duty.unitId),
      'congress-office': () => office.filter((p) => p.active && p.onDuty).map((p) => p._id),
    };
    return new Map(
      remindings.map((r) => [r.duty._id, [...new Set(audiencesOf(r).flatMap((a) => found[a](r)))]]),
    );
  };
