import type { assigningRequests } from '../../../../shared/assigning.ts';
import type { Desk, Load } from './desk.ts';
import { type Field, fixed, line, lineOrNone, type Option, prose } from './field.tsx';
import type { FormsOf, NamesOf } from './forms.ts';
import { pickLoadedSome, pickOne, pickOrNone } from './pickers.tsx';
import { change, decision, tracks } from './tracks.tsx';

/** The units of a case, to choose from; `states`: only those whose track stands so. */
export const unitsOf = (
  { view }: Pick<Desk, 'view'>,
  fits: (track: Desk['view']['tracks'][number]) => boolean = () => true,
): Option[] => view.tracks.filter(fits).map(({ unitId, unitName }) => ({ value: unitId, label: unitName }));

const NOBODY: Load = () => Promise.resolve([]);

/** The people of the caller’s own unit. */
const ownPeople = ({ me, peopleOfUnit }: Desk): Load =>
  me.unitId === null ? NOBODY : peopleOfUnit(me.unitId);

const ownUnit = ({ me }: Desk) => fixed<string>(me.unitId ?? '');

/** Who leads the unit signs themself; others name who signed. */
const signer = ({ me }: Desk): Field<string | null> =>
  me.roles.includes('unit-leader') ? fixed<string | null>(null) : lineOrNone(2, 100);

const why = () => ({ why: prose(2, 500) });

/** Taking in, giving back, passing on, objecting. */
export const assigningForms: FormsOf<NamesOf<typeof assigningRequests>> = {
  'track:sign-for': (desk) => ({
    unitId: ownUnit(desk),
    department: line(0, 100),
    contactIds: pickLoadedSome(ownPeople(desk), [desk.me.personId]),
  }),
  'track:request-return': (desk) => ({
    unitId: ownUnit(desk),
    reason: prose(2, 500),
    suggestedUnitId: pickOrNone(desk.units, desk.words.noUnit),
    signedBy: signer(desk),
  }),
  'return:decide': (desk) => ({
    unitId: pickOne(unitsOf(desk, ({ state }) => state === 'return-requested')),
    decision: decision(desk),
    ...why(),
  }),
  'track:assign-on': (desk) => ({ to: tracks(desk, true) }),
  'assignment:object': why,
  'assignment:coordinate': why,
  'assignment:decide': (desk) => ({
    result: prose(2, 500),
    change: change(desk, unitsOf(desk)),
  }),
};
