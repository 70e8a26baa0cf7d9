import { Fault } from '../../../shared/faults.ts';
import type { SuggestionId } from '../../../shared/ids.ts';
import type { PersonRole } from '../../../shared/people.ts';
import { roomIdOf, type Rooms } from '../../rooms/index.ts';
import type { Caller } from '../../wire/ports.ts';
import type { RecordStore } from './record.store.ts';
import type { SuggestionDoc } from './suggestion.store.ts';

/** Asks the one role table of server/people. */
export type May = (
  roles: readonly PersonRole[],
  act:
    | 'hand-over'
    | 'suggestion:list'
    | 'suggestion:read-any'
    | 'suggestion:revise'
    | 'track:name-contacts'
    | 'track:name-contacts-any'
    | 'contact:record'
    | 'policy:change',
) => boolean;

export type AccessSuggestion = (caller: Caller, id: SuggestionId) => Promise<SuggestionDoc>;

/**
 * The suggestion, for those who may know of it: its deputies, people of its units, members of its room, the office.
 * For everybody else, and in another congress, it does not exist.
 */
export const makeAccessSuggestion =
  (parts: { record: RecordStore; rooms: Pick<Rooms, 'isMember'>; may: May }): AccessSuggestion =>
  async (caller, id) => {
    const found = await parts.record.byId(id);
    const known =
      found?.congressId === caller.congressId &&
      (isOwn(found, caller) ||
        parts.may(caller.roles, 'suggestion:read-any') ||
        (found.state === 'assigned' && (await parts.rooms.isMember(caller.personId, roomIdOf(id)))));
    if (!known) throw new Fault('NOT_FOUND', { suggestionId: id });
    return found;
  };

/** A delegation's suggestion is each of its deputies' own. */
function isOwn(suggestion: SuggestionDoc, { personId, roles, unitId, delegationId }: Caller): boolean {
  const { source, leadId, secondingIds, tracks } = suggestion;
  if (leadId === personId || secondingIds.includes(personId)) return true;
  if (source === 'delegation' && delegationId !== null && suggestion.delegationId === delegationId)
    return true;
  const speaksForUnit = roles.includes('unit-contact') || roles.includes('unit-leader');
  return speaksForUnit && tracks.some((t) => t.unitId === unitId);
}
