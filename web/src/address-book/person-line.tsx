import { useEffect, useRef, useState } from 'react';
import type { Huying } from '../../../client-sdk/index.ts';
import type { PersonId } from '../../../shared/ids.ts';
import { Button } from '../kit/button.tsx';
import { Refusal } from '../kit/field.tsx';
import { useSpeech } from '../wording/speech.tsx';
import { callOf, spaced } from './number.rules.ts';
import { useBookWords } from './wording/use-words.ts';

/** A person in a list of the address book. */
export interface Listed {
  readonly personId: PersonId;
  readonly name: string;
  /** Title or place. */
  readonly about: string;
  /** Masked; null: none is on record. */
  readonly number: string | null;
}

/** The way to call somebody, once their number was asked for; takes the focus of the button that asked. */
const Call = ({ name, number }: { name: string; number: string }) => {
  const words = useBookWords();
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => link.current?.focus(), []);
  return (
    <a
      ref={link}
      className="button book-call"
      href={callOf(number)}
      aria-label={words.callTo(name, spaced(number))}
    >
      {words.call(spaced(number))}
    </a>
  );
};

/** A masked number, in full for who taps it; the server keeps that it was looked at. */
const PhoneNumber = ({ huying, person, masked }: { huying: Huying; person: Listed; masked: string }) => {
  const { fault } = useSpeech();
  const words = useBookWords();
  const [number, setNumber] = useState<string | null>(null);
  const [refusal, setRefusal] = useState('');
  const [asking, setAsking] = useState(false);
  const { personId, name } = person;
  if (number !== null) return <Call name={name} number={number} />;
  const show = () => {
    setAsking(true);
    huying
      .ask('person:number', { personId })
      .then(
        (shown) => setNumber(shown.number),
        (error: unknown) => setRefusal(fault(error)),
      )
      .finally(() => setAsking(false));
  };
  return (
    <>
      <span className="book-masked">{masked}</span>
      <Button
        aria-disabled={asking}
        aria-label={words.showOf(name, masked)}
        onClick={asking ? undefined : show}
      >
        {words.show}
      </Button>
      <Refusal>{refusal}</Refusal>
    </>
  );
};

/** One person: who they are, and how to call them. */
export const PersonLine = ({ huying, person }: { huying: Huying; person: Listed }) => {
  const words = useBookWords();
  const { name, about, number } = person;
  return (
    <>
      <b>{name}</b>
      <span>{about}</span>
      <span className="book-number">
        {number === null ? words.noNumber : <PhoneNumber huying={huying} person={person} masked={number} />}
      </span>
    </>
  );
};
