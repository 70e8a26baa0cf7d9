import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';
import type { Tone } from './tone.ts';
import './chip.css';

/** A short state or role in a rounded box. */
export const Chip = ({ tone, icon, children }: { tone: Tone; icon?: IconName; children: ReactNode }) => (
  <span className={`chip chip-${tone}`}>
    {icon && <Icon name={icon} />}
    {children}
  </span>
);

/** Above it a count only takes room. */
const MOST_SHOWN = 99;

/** A number that wants attention; nothing at zero. `words` says it, whole, to a screen reader. */
export const Count = ({ value, words }: { value: number; words: string }) =>
  value > 0 ? (
    <span className="count">
      <span aria-hidden="true">{value > MOST_SHOWN ? `${MOST_SHOWN}+` : value}</span>
      <span className="hidden-words">{words}</span>
    </span>
  ) : null;
