import type { CongressId, PersonId } from '../../../shared/ids.ts';
import type { DelegationDoc, Org } from '../../org/index.ts';
import type { RoomSpec, Rooms } from '../../rooms/index.ts';
import { rosterOf, serviceMembersOf, type SeatSpec } from '../record/members.rules.ts';

export interface ServiceRoomParts {
  org: {
    delegations: Pick<Org['delegations'], 'all'>;
    people: Pick<Org['people'], 'ofDelegation' | 'withRole'>;
  };
  rooms: Pick<Rooms, 'ensure' | 'reconcile'>;
}

/**
 * One service room (代表团服务小组) for each delegation: its deputies and service staff, and the office's people on
 * duty. Makes what is missing and lets the others follow the people; how many rooms there are.
 */
export const makeEnsureServiceRooms =
  ({ org, rooms }: ServiceRoomParts) =>
  async (congressId: CongressId, by: PersonId | 'system'): Promise<number> => {
    const delegations = await org.delegations.all(congressId);
    const office = await org.people.withRole(congressId, 'office');
    const specs: RoomSpec[] = [];
    for (const delegation of delegations) {
      const people = await org.people.ofDelegation(congressId, delegation._id);
      const roster = rosterOf([...people, ...office]);
      specs.push(serviceRoomOf(delegation, serviceMembersOf(delegation._id, roster)));
    }
    await rooms.ensure(specs, by);
    for (const { subjectId, seats } of specs)
      await rooms.reconcile(subjectId, seats, { personId: by, why: '代表团名册变动' });
    return specs.length;
  };

const serviceRoomOf = ({ _id, congressId, name, shortName }: DelegationDoc, seats: SeatSpec[]): RoomSpec => ({
  subjectId: _id,
  kind: 'service',
  congressId,
  suggestionId: null,
  name: `${shortName}代表服务小组`,
  title: name,
  number: '',
  phase: null,
  nextDue: null,
  seats,
  welcome: { type: 'service-welcome', delegationName: name },
});
