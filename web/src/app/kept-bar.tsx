import { useState } from 'react';
import { Button } from '../kit/button.tsx';
import { Icon } from '../kit/icon.tsx';
import { useAppWords } from './wording/use-words.ts';
import './update-bar.css';

/** Says once that this device keeps nothing more; everything goes on as long as the page is open. */
export const KeptBar = () => {
  const words = useAppWords();
  const [put, setPut] = useState(false);
  return (
    <div role="status">
      {!put && (
        <p className="kept-bar">
          <Icon name="warn" />
          {words.notKept}
          <Button onClick={() => setPut(true)}>{words.understood}</Button>
        </p>
      )}
    </div>
  );
};
