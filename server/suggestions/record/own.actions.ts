import type { ownSuggestions } from '../../../shared/suggestions.ts';
import type { Org } from '../../org/index.ts';
import { roomIdOf } from '../../rooms/index.ts';
import type { Handler } from '../../wire/bind.ts';
import { hasRoom } from '../case/case.rules.ts';
import type { MayDo } from '../case/may-do.rules.ts';
import { partsOf } from './own.rules.ts';
import type { OwnStore } from './own.store.ts';

interface Parts {
  store: OwnStore;
  org: { units: Pick<Org['units'], 'byIds'> };
  mayDo: Pick<MayDo, 'inState'>;
}

const PAGE = 50;

/** suggestion:own: what somebody has a part in, each once, by number. The cursor is the place of the last one shown. */
export const makeOwn =
  ({ store, org, mayDo }: Parts): Handler<typeof ownSuggestions> =>
  async ({ states, cursor }, caller) => {
    const { congressId, unitId } = caller;
    const after = cursor === null ? '' : Buffer.from(cursor, 'base64url').toString();
    const filter = { congressId, states, after };
    const lists = await Promise.all(partsOf(caller).map((part) => store.page(part, filter, PAGE + 1)));
    const found = [...new Map(lists.flat().map((s) => [s._id, s])).values()].sort((a, b) =>
      a.orderKey < b.orderKey ? -1 : 1,
    );
    const page = found.slice(0, PAGE);
    const units = await org.units.byIds([...new Set(page.flatMap((s) => s.tracks.map((t) => t.unitId)))]);
    const last = page.at(-1);
    return {
      suggestions: page.map((s) => {
        const track = s.tracks.find((t) => t.unitId === unitId);
        return {
          suggestionId: s._id,
          roomId: hasRoom(s) ? roomIdOf(s._id) : null,
          ...{ session: s.session, number: s.number, title: s.title, state: s.state },
          track: track ? { role: track.role, state: track.state, contacted: [...track.contacted] } : null,
          units: s.tracks.map((t) => ({ role: t.role, name: units.get(t.unitId)?.shortName ?? '' })),
          assignedOn: s.assignedOn,
          mayDo: mayDo.inState(s, caller),
        };
      }),
      cursor: found.length > PAGE && last ? Buffer.from(last.orderKey).toString('base64url') : null,
    };
  };
