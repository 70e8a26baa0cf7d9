import type { ImportState, ImportStep, SuggestionImport } from '../../../shared/import.ts';
import { type StepName, STEPS } from './wording/words.ts';

/**
 * What was told of an import, put into what is shown; of another one it changes nothing. That it is done is not shown
 * before the hand-over is that follows: until then it would look as if all were over.
 */
export function withStep(shown: SuggestionImport, step: ImportStep): SuggestionImport {
  if (step.importId !== shown.importId) return shown;
  const isKnown = step.handOverId === null || step.handOverId === shown.handOver?.handOverId;
  const state = isKnown ? step.state : shown.state;
  return { ...shown, state, rows: step.rows, progress: step.progress };
}

/** Whether something is still to be done: rows to be judged, mended or taken in, or groups to be made. */
export const isOpen = ({ state, rows, handOver }: SuggestionImport): boolean =>
  state === 'done'
    ? rows.wrong > 0 || handOver?.state === 'running' || handOver?.state === 'waiting'
    : state !== 'begun' && state !== 'ended';

/** Whether a job is at work, whose progress is worth asking for. */
export const isAtWork = ({ state, handOver }: SuggestionImport): boolean =>
  state === 'checking' ||
  state === 'running' ||
  handOver?.state === 'running' ||
  handOver?.state === 'waiting';

/** Rows that can be taken in. */
export const goodRows = ({ rows }: Pick<SuggestionImport, 'rows'>): number =>
  rows.fresh + rows.same + rows.changes;

/** The step at which somebody goes on who comes back. */
const NATURAL: Readonly<Record<ImportState, StepName>> = {
  begun: 'file',
  read: 'columns',
  checking: 'check',
  checked: 'check',
  running: 'run',
  stopped: 'run',
  done: 'run',
  ended: 'run',
};
/** The last step that can be gone to. */
const LAST: Readonly<Record<ImportState, StepName>> = { ...NATURAL, checked: 'run' };

/** The step of an address, as far as the import has come; one that is none is where it stands. */
export function stepAt(state: ImportState, asked: string): StepName {
  const step = STEPS.find((one) => one === asked);
  const isReached = step !== undefined && STEPS.indexOf(step) <= STEPS.indexOf(LAST[state]);
  return isReached ? step : NATURAL[state];
}

/** Items a second; null: too little is known to say. */
export function rateOf(
  first: { done: number; at: number },
  now: { done: number; at: number },
): number | null {
  const seconds = (now.at - first.at) / 1000;
  const done = now.done - first.done;
  return seconds < 1 || done <= 0 ? null : done / seconds;
}
