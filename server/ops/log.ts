import { pino } from 'pino';
import type { Config } from '../config.ts';
import type { NewId } from '../wire/ports.ts';

export type Log = ReturnType<typeof makeLog>;

/** One line for each finished request or job. Never message text, tokens or phone numbers. */
export const makeLog = (level: Config['HUYING_LOG']) => pino({ level, base: null });

/** Logs an error that nobody promised, with an incident id that the person who met it can quote. */
export const makeOnSurprise =
  (log: Log, newId: NewId) =>
  (error: unknown, where: string): string => {
    const incident = newId();
    log.error({ incident, where, err: error }, 'surprise');
    return incident;
  };
