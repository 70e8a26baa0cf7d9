import type { SharedFile } from '../../../../client-sdk/index.ts';
import { Chip } from '../../kit/chip.tsx';
import { useFileWords } from './wording/use-words.ts';

/** Says so where nobody has looked for viruses. */
export const Unscanned = ({ file }: { file: SharedFile }) => {
  const words = useFileWords();
  if (file.scanned !== false) return null;
  return (
    <Chip tone="warn" icon="warn">
      {words.unscanned}
    </Chip>
  );
};
