import type { PersonId, UnitId } from '../../shared/ids.ts';
import { there } from '../cast.ts';
import type { Play } from '../play.ts';
import type { Plot } from '../plot.ts';

/** Who handles for a unit: those it named for the case, else the first two it has. */
export const handlersOf = ({ cast }: Play, plot: Plot, unitId: UnitId): readonly PersonId[] =>
  plot.named.get(unitId) ?? cast.contactsOf(unitId).slice(0, 2);

/** The one who usually acts for a unit. */
export const handlerOf = (play: Play, plot: Plot, unitId: UnitId): PersonId =>
  there(handlersOf(play, plot, unitId)[0]);
