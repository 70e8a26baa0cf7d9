import { useState, type ReactNode } from 'react';
import { useBookWords } from './wording/use-words.ts';

/** A list of the address book under its heading. */
export const Part = ({
  title,
  count,
  children,
}: {
  title: string;
  count: number | null;
  children: ReactNode;
}) => {
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

/** A unit or a delegation that can be opened; its people are read once somebody opens it. */
export const Opening = ({ name, people }: { name: string; people: () => ReactNode }) => {
  const words = useBookWords();
  const [asked, setAsked] = useState(false);
  return (
    <details
      onToggle={(event) => {
        if (event.currentTarget.open) setAsked(true);
      }}
    >
      <summary>
        {name} <span className="book-note">{words.people}</span>
      </summary>
      {asked && people()}
    </details>
  );
};
