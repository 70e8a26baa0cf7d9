import type * as z from 'zod/mini';
import type { Request } from '../shared/contract.ts';
import { giveSecondFactor, signIn, signOut } from '../shared/people.ts';
import { Fault } from '../shared/faults.ts';
import type { Caller, Door } from '../server/wire/ports.ts';
import type { Connected } from './connect.ts';
import { Stop } from './outcome.ts';
import type { Terminal } from './terminal.ts';

/** The command line has no cookies and enters no rooms. */
const NO_DOOR: Door = {
  kind: 'http',
  address: 'cli',
  enter: () => Promise.resolve(),
  exit: () => Promise.resolve(),
  extend: () => undefined,
  cookie: { read: () => null, write: () => undefined, clear: () => undefined },
};

/** Somebody who acts through the same contracts as everybody, in their own name. */
export interface Acting {
  readonly caller: Caller;
  /** Throws the Fault that refuses it; INVALID_INPUT names where the input does not fit. */
  readonly ask: <R extends Request>(request: R, input: z.input<R['input']>) => Promise<z.output<R['output']>>;
}

/** Signs somebody in, lets them act, and signs them out again. */
export async function actingAs<T>(
  parts: Connected,
  { login, terminal }: { login: string; terminal: Terminal },
  work: (acting: Acting) => Promise<T>,
): Promise<T> {
  const { say } = terminal;
  const password = process.env['HUYING_PASSWORD'];
  if (password === undefined || password === '') throw new Stop(say('bulkNoPassword'));
  const asking = (caller: Caller | null): Acting['ask'] => {
    return async (request, input) => {
      const binding = parts.bindings.find((one) => one.request.name === request.name);
      if (!binding) throw new Error(`nothing answers ${request.name}`);
      const parsed = request.input.safeParse(input);
      if (!parsed.success)
        throw new Fault('INVALID_INPUT', { paths: parsed.error.issues.map(({ path }) => path.join('.')) });
      return (await binding.handle(parsed.data, caller, NO_DOOR)) as never;
    };
  };
  const attempt = { login, password, keep: 'body' as const, device: 'huying bulk' };
  const stranger = asking(null);
  const { accessToken } = await stranger(signIn, attempt)
    .catch((error: unknown) => withCode(stranger, error))
    .catch((error: unknown) => {
      if (!(error instanceof Fault)) throw error;
      if (error.code === 'SIGN_IN_REFUSED') throw new Stop(say('bulkRefused'));
      if (CODE_FAULTS.has(error.code)) throw new Stop(say('bulkNoCode'));
      throw error;
    });
  const known = await parts.people.callerOf(accessToken);
  if (known === null) throw new Stop(say('bulkRefused'));
  const { caller } = known;
  const ask = asking(caller);
  try {
    return await work({ caller, ask });
  } finally {
    await ask(signOut, { everywhere: false });
  }
}

const CODE_FAULTS: ReadonlySet<string> = new Set(['SECOND_FACTOR_NEEDED', 'CODE_REFUSED']);

/** The second step, with the code of HUYING_CODE, where the password alone was not enough. */
async function withCode(ask: Acting['ask'], error: unknown): Promise<{ accessToken: string }> {
  const code = process.env['HUYING_CODE'];
  if (!(error instanceof Fault) || error.code !== 'SECOND_FACTOR_NEEDED') throw error;
  if (code === undefined || code === '' || error.facts['enrol'] === true) throw error;
  return ask(giveSecondFactor, { challenge: String(error.facts['challenge']), code, keep: 'body' });
}
