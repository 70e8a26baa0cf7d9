import { v7 } from 'uuid';
import type { Clock, NewId } from '../wire/ports.ts';

/** The machine's clock: the one place that may read it. */
export const systemClock: Clock = {
  now: () => new Date(),
};

/** UUID version 7 (RFC 9562). */
export const newId: NewId = () => v7();
