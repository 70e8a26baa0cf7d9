import { useCallback, useState } from 'react';
import { Link } from 'wouter';
import type { FoundName, Huying } from '../../../client-sdk/index.ts';
import type { Me } from '../../../shared/people.ts';
import { Field, Refusal } from '../kit/field.tsx';
import { useSpeech } from '../wording/speech.tsx';
import { Delegations } from './delegations.tsx';
import { PersonLine } from './person-line.tsx';
import { Units } from './units.tsx';
import { usePaused } from './use-paused.ts';
import { useRead } from './use-read.ts';
import { useBookWords } from './wording/use-words.ts';
import './address-book.css';

const Hit = ({ huying, name }: { huying: Huying; name: FoundName }) => {
  const { say } = useSpeech();
  const words = useBookWords();
  switch (name.kind) {
    case 'person':
      return <PersonLine huying={huying} person={{ ...name, about: name.label }} />;
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
            <Hit huying={huying} name={name} />
          </li>
        ))}
      </ul>
    </section>
  );
};

/** Whom and what one may look for: delegations and units as lists, people by name, pinyin or initials. */
export const AddressBookScreen = ({ huying, me }: { huying: Huying; me: Me }) => {
  const words = useBookWords();
  const [text, setText] = useState('');
  const sought = usePaused(text);
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
      <p className="book-note">{words.kept}</p>
      {sought !== '' && <Found huying={huying} text={sought} />}
      <Delegations huying={huying} me={me} />
      <Units huying={huying} me={me} />
    </div>
  );
};
