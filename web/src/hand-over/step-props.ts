import type { Huying } from '../../../client-sdk/index.ts';
import type { WatchedImport } from './use-import.ts';
import type { StepName } from './wording/words.ts';

/** What every step is given. */
export interface StepProps {
  huying: Huying;
  watched: WatchedImport;
  shown: NonNullable<WatchedImport['shown']>;
  /** Goes to another step; the choices of the preview stay in the address. */
  go: (step: StepName) => void;
}
