import { useRef, useState } from 'react';
import { Button } from '../kit/button.tsx';
import { useAccountWords } from './wording/use-words.ts';

/** The recovery codes, this once: to copy or print. */
export const RecoveryCodes = ({ codes, done }: { codes: readonly string[]; done: () => void }) => {
  const { second: words } = useAccountWords();
  const [copied, setCopied] = useState(false);
  const shown = useRef<HTMLOutputElement>(null);
  const text = codes.join('\n');
  /** Without a clipboard, as on plain HTTP, they are marked to be copied by hand. */
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      if (shown.current) getSelection()?.selectAllChildren(shown.current);
    }
  };
  return (
    <div className="second-factor-codes">
      <h3>{words.recovery}</h3>
      <p>{words.recoveryWhy}</p>
      <output ref={shown} className="second-factor-secret">
        {text}
      </output>
      <div className="second-factor-acts">
        <Button onClick={() => void copy()}>{copied ? words.copied : words.copy}</Button>
        <Button onClick={() => print()}>{words.print}</Button>
        <Button look="primary" onClick={done}>
          {words.kept}
        </Button>
      </div>
    </div>
  );
};
