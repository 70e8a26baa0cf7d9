import type { CaseRole } from '../../../shared/cases.ts';
import { Fault } from '../../../shared/faults.ts';
import type { SuggestionId } from '../../../shared/ids.ts';
import type { PersonRole } from '../../../shared/people.ts';
import { roomIdOf, type Rooms } from '../../rooms/index.ts';
import type { Caller } from '../../wire/ports.ts';
import { hasRoom } from '../case/case.rules.ts';
import type { History } from '../case/history.actions.ts';
import { isPrivate, rolesIn } from '../case/standing.rules.ts';
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
    | 'policy:change'
    | 'topic:any'
    | 'topic:own',
) => boolean;

export type AccessSuggestion = (caller: Caller, id: SuggestionId) => Promise<SuggestionDoc>;

/**
 * The suggestion, for those who may know of it: its deputies, people of its units, members of its room, the office;
 * before it is submitted its deputies only. For everybody else, and in another congress, it does not exist.
 */
export const makeAccessSuggestion =
  (parts: { history: Pick<History, 'load'>; rooms: Pick<Rooms, 'isMember'>; may: May }): AccessSuggestion =>
  async (caller, id) => {
    const found = await parts.history.load(id);
    const known =
      found?.congressId === caller.congressId &&
      (isOwn(found, caller) ||
        (parts.may(caller.roles, 'suggestion:read-any') && !isPrivate(found.state)) ||
        (hasRoom(found) && (await parts.rooms.isMember(caller.personId, roomIdOf(id)))));
    if (!known) throw new Fault('NOT_FOUND', { suggestionId: id });
    return found;
  };

/** Who has a part in it. The office has none; it reads by its role. */
const OWN = [
  'lead-deputy',
  'seconding-deputy',
  'registry',
  'unit-leader',
  'committee',
] as const satisfies readonly CaseRole[];

/** A delegation’s suggestion is each of its deputies’ own. */
function isOwn(suggestion: SuggestionDoc, caller: Caller): boolean {
  const standing = rolesIn(suggestion, caller);
  if (OWN.some((role) => standing.has(role))) return true;
  const { source, delegationId } = suggestion;
  return source === 'delegation' && delegationId !== null && delegationId === caller.delegationId;
}
