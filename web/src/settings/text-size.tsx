import { useId, useState } from 'react';
import { TEXT_SIZES } from '../../../shared/values/preferences.ts';
import { useSettingsWords } from './wording/use-words.ts';

/** Below this, in CSS pixels, the larger look does not go on any screen. */
const ELDER_LEAST = 18;

interface TextSizeProps {
  size: number;
  elder: boolean;
  set: (size: number) => void;
}

/** How large words are; the sample follows the thumb, the page when it is let go. */
export const TextSize = ({ size, elder, set }: TextSizeProps) => {
  const words = useSettingsWords();
  const id = useId();
  const [moved, setMoved] = useState<number | null>(null);
  const shown = moved ?? size;
  const letGo = () => {
    if (moved !== null && moved !== size) set(moved);
    setMoved(null);
  };
  return (
    <div className="text-size">
      <label className="field-label" htmlFor={id}>
        {words.size}
      </label>
      <div className="text-size-line">
        <input
          id={id}
          type="range"
          min={TEXT_SIZES.least}
          max={TEXT_SIZES.most}
          step={1}
          value={shown}
          aria-valuetext={words.sizeValue(shown)}
          onChange={(event) => setMoved(event.target.valueAsNumber)}
          onPointerUp={letGo}
          onKeyUp={letGo}
          onBlur={letGo}
        />
        <output htmlFor={id}>{words.sizeValue(shown)}</output>
      </div>
      <p className="text-size-sample" style={{ fontSize: elder ? Math.max(shown, ELDER_LEAST) : shown }}>
        {words.sample}
        {words.sampleMore}
      </p>
      {elder && shown < ELDER_LEAST && <p className="field-hint">{words.least(ELDER_LEAST)}</p>}
    </div>
  );
};
