import { TOTP, URI } from 'otpauth';
import type { TestPerson, TestServer } from './server.ts';
import { overHttp } from './wire-client.ts';

const STEP_MS = 30_000;

/** What an authenticator app shows that read this address, at an instant and so many steps on. */
export function codeAt(address: string, instant: Date, steps = 0): string {
  const totp = URI.parse(address);
  if (!(totp instanceof TOTP)) throw new Error('not an address of time-based codes');
  return totp.generate({ timestamp: instant.getTime() + steps * STEP_MS });
}

/** Gives somebody a second factor at an instant; the code of that step is used up by it. */
export async function giveSecondFactor(
  { parts }: TestServer,
  { personId, password }: TestPerson,
  now: Date,
): Promise<{ address: string; recoveryCodes: string[] }> {
  const { secondFactors } = parts.people;
  const { address } = await secondFactors.beginWith(personId, password);
  const { recoveryCodes } = await secondFactors.confirm(personId, codeAt(address, now));
  return { address, recoveryCodes };
}

/** The facts with which a right password is refused where a code has to follow. */
export async function challengeFor(
  { url }: TestServer,
  { login, password }: Pick<TestPerson, 'login' | 'password'>,
): Promise<{ challenge: string; expiresAt: string; enrol: boolean }> {
  const input = { login, password, keep: 'body', device: 'test' };
  const { reply } = await overHttp(url, 'session:sign-in', { input });
  if (reply.ok || reply.fault.code !== 'SECOND_FACTOR_NEEDED') throw new Error('no code was asked for');
  return reply.fault.facts as { challenge: string; expiresAt: string; enrol: boolean };
}
