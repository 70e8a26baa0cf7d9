import type { CivilDate } from '../../../shared/ids.ts';
import { type Org, plusDays } from '../../org/index.ts';
import type { Follow } from './follow.actions.ts';

/** Why seats change when somebody stands in, and when they do so no more; read in the room. */
export const WHY_STANDING_IN = '休假代办';

/** Absences that ended longer ago have been followed: as long a process may have been away. */
const LOOKED_BACK_DAYS = 31;

/** Rooms of those congresses in which somebody is away, will be or was lately; how many had to move. */
export const makeFollowAbsences =
  ({ org, follow }: { org: Pick<Org, 'congressesAway'>; follow: Pick<Follow, 'all'> }) =>
  async (today: CivilDate): Promise<number> => {
    let moved = 0;
    for (const congressId of await org.congressesAway(plusDays(today, -LOOKED_BACK_DAYS)))
      moved += await follow.all(congressId, { personId: 'system', why: WHY_STANDING_IN });
    return moved;
  };
