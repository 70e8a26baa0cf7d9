import { createContext, useContext } from 'react';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import './look-button.css';

/** The other of the two looks: what it is called, and the way to it. */
export interface OtherLook {
  words: string;
  take: () => void;
}

/** Set around all screens of somebody who is signed in. */
export const OtherLookContext = createContext<OtherLook | null>(null);

/** One tap to the other look. `rail`: in the rail of wide screens; `bare`: where there is room for the sign alone. */
export const LookButton = ({ at = 'head' }: { at?: 'head' | 'rail' | 'bare' }) => {
  const other = useContext(OtherLookContext);
  if (other === null) return null;
  if (at === 'rail')
    return (
      <button type="button" className="frame-link" onClick={other.take}>
        <Icon name="letters" />
        <span>{other.words}</span>
      </button>
    );
  return (
    <Button
      look={at === 'bare' ? 'icon' : 'quiet'}
      className={`look-button look-button-${at}`}
      onClick={other.take}
      {...(at === 'bare' ? { 'aria-label': other.words } : {})}
    >
      <Icon name="letters" />
      {at === 'head' && other.words}
    </Button>
  );
};
