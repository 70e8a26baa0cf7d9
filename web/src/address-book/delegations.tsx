import { useCallback, useState } from 'react';
import type { AnswerOf, Huying } from '../../../client-sdk/index.ts';
import { pagedList } from '../../../client-sdk/lists.ts';
import type { DelegationId } from '../../../shared/ids.ts';
import type { Me } from '../../../shared/people.ts';
import { Button } from '../kit/button.tsx';
import { Field, Refusal } from '../kit/field.tsx';
import { useList } from '../lists/use-list.ts';
import { Opening, Part } from './part.tsx';
import { PersonLine } from './person-line.tsx';
import { usePaused } from './use-paused.ts';
import { useRead } from './use-read.ts';
import { useBookWords } from './wording/use-words.ts';

type Delegation = AnswerOf<'delegation:list'>['delegations'][number];

interface Sought {
  huying: Huying;
  delegationId: DelegationId;
  /** Empty: everybody. */
  text: string;
}

/** The people of a delegation page by page. */
const usePeople = ({ huying, delegationId, text }: Sought) =>
  useList(huying, () =>
    pagedList(async (cursor) => {
      const { people, ...page } = await huying.ask('delegation:people', { delegationId, text, cursor });
      return { items: people, ...page };
    }),
  );

/** Those whom the words find; other words are another component: give it a key. */
const People = (sought: Sought) => {
  const words = useBookWords();
  const { items, total, complete, loaded, more, refusal } = usePeople(sought);
  const nobody = sought.text === '' ? words.noDeputies : words.nobody;
  return (
    <>
      <Refusal>{refusal}</Refusal>
      <p role="status" className="book-note">
        {loaded && (total === 0 ? nobody : words.persons(total ?? 0))}
      </p>
      <ul>
        {items.map(({ personId, name, title, label, number }) => (
          <li key={personId} data-person={personId}>
            <PersonLine
              huying={sought.huying}
              person={{ personId, name, number, about: title === '' ? label : title }}
            />
          </li>
        ))}
      </ul>
      {loaded && !complete && <Button onClick={() => void more()}>{words.moreFifty}</Button>}
    </>
  );
};

const DelegationPeople = ({ huying, one }: { huying: Huying; one: Delegation }) => {
  const words = useBookWords();
  const [text, setText] = useState('');
  const sought = usePaused(text);
  return (
    <>
      <Field
        label={words.findIn(one.shortName)}
        hint={words.findHint}
        type="search"
        maxLength={100}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <People key={sought} huying={huying} delegationId={one.delegationId} text={sought} />
    </>
  );
};

/** Whose list of a delegation is open to somebody: of their own, and for who sees all. */
const isOpenTo = ({ roles, delegationId }: Me, one: DelegationId): boolean =>
  roles.includes('office') ||
  roles.includes('administrator') ||
  (delegationId === one &&
    (['deputy', 'delegation-head', 'service-staff'] as const).some((role) => roles.includes(role)));

/** All delegations in the official order; those that are open to who looks show their people. */
export const Delegations = ({ huying, me }: { huying: Huying; me: Me }) => {
  const words = useBookWords();
  const read = useCallback(() => huying.ask('delegation:list', {}), [huying]);
  const { found, refusal } = useRead(huying, 'delegations', read);
  return (
    <Part title={words.delegations} count={found?.delegations.length ?? null}>
      <Refusal>{refusal}</Refusal>
      <ul className="book-list book-columns">
        {found?.delegations.map((one) => (
          <li key={one.delegationId} data-delegation={one.no}>
            {isOpenTo(me, one.delegationId) ? (
              <Opening name={one.name} people={() => <DelegationPeople huying={huying} one={one} />} />
            ) : (
              one.name
            )}
          </li>
        ))}
      </ul>
    </Part>
  );
};
