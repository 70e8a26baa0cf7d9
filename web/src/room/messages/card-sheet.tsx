import type { ReactNode } from 'react';
import { Icon, type IconName } from '../../kit/icon.tsx';
import type { Tone } from '../../kit/tone.ts';
import { wallClockOf } from '../../wording/days.rules.ts';
import './card.css';

interface CardSheetProps {
  tone: Tone;
  icon: IconName;
  title: string;
  /** When it was posted. */
  at: string;
  /** Label and words; empty words are left out. */
  facts: readonly (readonly [string, string])[];
  children?: ReactNode;
}

/** A fact of the case in the log: never looks like somebody speaking. */
export const CardSheet = ({ tone, icon, title, at, facts, children }: CardSheetProps) => (
  <article className={`card card-${tone}`}>
    <h3>
      <Icon name={icon} />
      {title}
      <time dateTime={at}>{wallClockOf(at)}</time>
    </h3>
    {children}
    <dl>
      {facts
        .filter(([, words]) => words !== '')
        .flatMap(([label, words]) => [<dt key={`${label}-label`}>{label}</dt>, <dd key={label}>{words}</dd>])}
    </dl>
  </article>
);
