import pg from 'pg';

/** PostgreSQL went away. `sent`: while a statement was on it, so that nobody knows whether the statement took effect. */
export class EngineGone extends Error {
  readonly sent: boolean;

  constructor(what: string, sent: boolean) {
    super(`The database engine is ${what}`);
    this.sent = sent;
  }
}

const goingStates = new Set(['57P01', '57P02', '57P03', '57P05', '25P03']);

/** Whether an error of a statement means that its connection is lost. */
export const isGone = (error: Error): boolean =>
  error instanceof EngineGone ||
  (error instanceof pg.DatabaseError
    ? goingStates.has(error.code ?? '') || (error.code ?? '').startsWith('08')
    : /^(Connection terminated|Client has encountered|Client was closed|write EPIPE|read ECONNRESET|This socket)/.test(
        error.message,
      ));
