import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import type { FoundName, Huying } from '../../../client-sdk/index.ts';
import type { UnitId } from '../../../shared/ids.ts';
import type { Me } from '../../../shared/people.ts';
import { Field, Refusal } from '../kit/field.tsx';
import { useSpeech } from '../wording/speech.tsx';
import { useRead } from './use-read.ts';
import { useBookWords } from './wording/use-words.ts';
import './address-book.css';

/** Who writes is not asked after every key, but when they pause so long. */
const PAUSE_MS = 300;

const Hit = ({ name }: { name: FoundName }) => {
  const { say } = useSpeech();
  const words = useBookWords();
  switch (name.kind) {
    case 'person':
      return (
        <>
          <b>{name.name}</b>
          <span>{name.label}</span>
        </>
      );
    case 'unit':
      return (
        <>
          <b>{name.name}</b>
          <span>{words.unit}</span>
        </>
      );
    case 'suggestion':
      return (
        <Link href={`/rooms/${name.roomId}`}>
          {say.number(name.number)} {name.title}
        </Link>
      );
  }
};

const keyOf = (name: FoundName): string => {
  switch (name.kind) {
    case 'person':
      return name.personId;
    case 'unit':
      return name.unitId;
    case 'suggestion':
      return name.suggestionId;
  }
};

const Found = ({ huying, text }: { huying: Huying; text: string }) => {
  const words = useBookWords();
  const read = useCallback(() => huying.searchNames(text), [huying, text]);
  const { found, refusal } = useRead(huying, text, read);
  return (
    <section aria-label={words.find}>
      <Refusal>{refusal}</Refusal>
      <p role="status">
        {found !== null && (found.length === 0 ? words.nothing : words.found(found.length))}
      </p>
      <p className="book-note">{words.onlyRooms}</p>
      <ul className="book-list">
        {found?.map((name) => (
          <li key={keyOf(name)} data-found={name.kind}>
            <Hit name={name} />
          </li>
        ))}
      </ul>
    </section>
  );
};

const Part = ({ title, count, children }: { title: string; count: number | null; children: ReactNode }) => {
  const words = useBookWords();
  return (
    <section className="book-part">
      <h2>
        {title} {count !== null && <span>{words.count(count)}</span>}
      </h2>
      {children}
    </section>
  );
};

const Delegations = ({ huying }: { huying: Huying }) => {
  const words = useBookWords();
  const read = useCallback(() => huying.ask('delegation:list', {}), [huying]);
  const { found, refusal } = useRead(huying, 'delegations', read);
  return (
    <Part title={words.delegations} count={found?.delegations.length ?? null}>
      <Refusal>{refusal}</Refusal>
      <ul className="book-list book-columns">
        {found?.delegations.map((one) => (
          <li key={one.delegationId}>{one.name}</li>
        ))}
      </ul>
    </Part>
  );
};

const UnitPeople = ({ huying, unitId }: { huying: Huying; unitId: UnitId }) => {
  const words = useBookWords();
  const read = useCallback(() => huying.ask('unit:people', { unitId }), [huying, unitId]);
  const { found, refusal } = useRead(huying, unitId, read);
  return (
    <>
      <Refusal>{refusal}</Refusal>
      {found?.people.length === 0 && <p>{words.noPeople}</p>}
      <ul>
        {found?.people.map((one) => (
          <li key={one.personId}>
            <b>{one.name}</b> <span>{one.title}</span>
          </li>
        ))}
      </ul>
    </>
  );
};

/** A unit; its people are read once somebody who may asks for them. */
const Unit = ({
  huying,
  unitId,
  name,
  open,
}: {
  huying: Huying;
  unitId: UnitId;
  name: string;
  open: boolean;
}) => {
  const words = useBookWords();
  const [asked, setAsked] = useState(false);
  if (!open) return <li>{name}</li>;
  return (
    <li>
      <details
        onToggle={(event) => {
          if (event.currentTarget.open) setAsked(true);
        }}
      >
        <summary>
          {name} <span className="book-note">{words.people}</span>
        </summary>
        {asked && <UnitPeople huying={huying} unitId={unitId} />}
      </details>
    </li>
  );
};

const Units = ({ huying, me }: { huying: Huying; me: Me }) => {
  const words = useBookWords();
  const read = useCallback(() => huying.ask('unit:list', {}), [huying]);
  const { found, refusal } = useRead(huying, 'units', read);
  const seesAll = me.roles.includes('office') || me.roles.includes('administrator');
  return (
    <Part title={words.units} count={found?.units.length ?? null}>
      <Refusal>{refusal}</Refusal>
      <ul className="book-list">
        {found?.units.map(({ unitId, name }) => (
          <Unit
            key={unitId}
            huying={huying}
            unitId={unitId}
            name={name}
            open={seesAll || me.unitId === unitId}
          />
        ))}
      </ul>
    </Part>
  );
};

/** Whom and what one may look for: delegations and units as lists, people by name, pinyin or initials. */
export const AddressBookScreen = ({ huying, me }: { huying: Huying; me: Me }) => {
  const words = useBookWords();
  const [text, setText] = useState('');
  const [sought, setSought] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSought(text.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <div className="book">
      <h1>{words.title}</h1>
      <div role="search">
        <Field
          label={words.find}
          hint={words.findHint}
          type="search"
          maxLength={100}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      {sought !== '' && <Found huying={huying} text={sought} />}
      <Delegations huying={huying} />
      <Units huying={huying} me={me} />
    </div>
  );
};
