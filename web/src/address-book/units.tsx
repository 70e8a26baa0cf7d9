import { useCallback } from 'react';
import type { Huying } from '../../../client-sdk/index.ts';
import type { UnitId } from '../../../shared/ids.ts';
import type { Me } from '../../../shared/people.ts';
import { Refusal } from '../kit/field.tsx';
import { Opening, Part } from './part.tsx';
import { PersonLine } from './person-line.tsx';
import { useRead } from './use-read.ts';
import { useBookWords } from './wording/use-words.ts';

const UnitPeople = ({ huying, unitId }: { huying: Huying; unitId: UnitId }) => {
  const words = useBookWords();
  const read = useCallback(() => huying.ask('unit:people', { unitId }), [huying, unitId]);
  const { found, refusal } = useRead(huying, unitId, read);
  return (
    <>
      <Refusal>{refusal}</Refusal>
      {found?.people.length === 0 && <p>{words.noPeople}</p>}
      <ul>
        {found?.people.map(({ personId, name, title, label, number }) => (
          <li key={personId} data-person={personId}>
            <PersonLine
              huying={huying}
              person={{ personId, name, number, about: title === '' ? label : title }}
            />
          </li>
        ))}
      </ul>
    </>
  );
};

/** Whose list of a unit is open to somebody: of their own, and for who sees all. */
const isOpenTo = ({ roles, unitId }: Me, one: UnitId): boolean =>
  roles.includes('office') ||
  roles.includes('administrator') ||
  (unitId === one && (roles.includes('unit-contact') || roles.includes('unit-leader')));

/** All handling units by name; those that are open to who looks show their people. */
export const Units = ({ huying, me }: { huying: Huying; me: Me }) => {
  const words = useBookWords();
  const read = useCallback(() => huying.ask('unit:list', {}), [huying]);
  const { found, refusal } = useRead(huying, 'units', read);
  return (
    <Part title={words.units} count={found?.units.length ?? null}>
      <Refusal>{refusal}</Refusal>
      <ul className="book-list">
        {found?.units.map(({ unitId, name }) => (
          <li key={unitId}>
            {isOpenTo(me, unitId) ? (
              <Opening name={name} people={() => <UnitPeople huying={huying} unitId={unitId} />} />
            ) : (
              name
            )}
          </li>
        ))}
      </ul>
    </Part>
  );
};
