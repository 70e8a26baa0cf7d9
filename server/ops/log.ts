import { type DestinationStream, pino } from 'pino';
import type { Config } from '../config.ts';
import type { NewId } from '../wire/ports.ts';

export type Log = ReturnType<typeof makeLog>;

/** One line for each finished request or job. Never message text, tokens or phone numbers. */
export const makeLog = (level: Config['HUYING_LOG'], to?: DestinationStream) => {
  const options = { level, base: null, serializers: { err: plainError } };
  return to ? pino(options, to) : pino(options);
};

/** Of an error only what names it: drivers hang the documents onto theirs that could not be written. */
function plainError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack, cause } = error;
  const code = 'code' in error && ['string', 'number'].includes(typeof error.code) ? error.code : undefined;
  return {
    type: name,
    message,
    stack,
    ...(code !== undefined && { code }),
    ...(cause !== undefined && { cause: plainError(cause) }),
  };
}

/** Logs an error that nobody promised, with an incident id that the person who met it can quote. */
export const makeOnSurprise =
  (log: Log, newId: NewId) =>
  (error: unknown, where: string): string => {
    const incident = newId();
    log.error({ incident, where, err: error }, 'surprise');
    return incident;
  };
