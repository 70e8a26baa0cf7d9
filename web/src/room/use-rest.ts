import { makeUseRest } from '../kit/use-rest.ts';

/** Whether the first room has been on screen for a moment. */
export const useRest = makeUseRest();
