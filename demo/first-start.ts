import { randomInt } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HandOverId, PersonId } from '../shared/ids.ts';
import type { Parts } from '../server/app.ts';
import { type DemoAccount, demoAccounts } from './accounts.ts';
import { generateDemo } from './generate.ts';
import { loadDemo } from './load.ts';
import type { SendingParts } from './attachments/index.ts';

/** An account of the demo with its password, which is made at random and kept in the data folder. */
export type DemoLogin = Omit<DemoAccount, 'personId'> & { password: string };

const SEED = 1;

/**
 * Fills an empty database with a small congress, hands it over, sends files in its rooms, and gives accounts. Does nothing
 * where somebody's own congress is; on later starts gives the same accounts. Cut off in the middle, the next start
 * completes it.
 */
export async function prepareDemo(
  parts: Pick<Parts, 'people' | 'suggestions'> & SendingParts,
  dataDir: string,
  say: (line: string) => void,
): Promise<DemoLogin[]> {
  const file = join(dataDir, 'demo-accounts.json');
  const demo = generateDemo('small', SEED);
  const congresses = await parts.org.congresses.all();
  if (congresses.some((c) => c.name !== demo.congress.name)) return [];
  if (congresses.length > 0 && existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as DemoLogin[];

  say('Making a demo congress …');
  const { congressId, loaded } = await loadDemo({ org: parts.org, record: parts.suggestions.record }, demo);
  await parts.suggestions.ensureServiceRooms(congressId, 'system');
  const accounts = demoAccounts(loaded);
  await handOverAll(parts, congressId, accounts);
  const { sendAttachments } = await import('./attachments/index.ts'); // what draws is loaded only to draw
  await sendAttachments(parts, loaded);
  const logins = await openAccounts(parts, congressId, accounts);
  writeFileSync(file, JSON.stringify(logins, null, 2), { mode: 0o600 });
  return logins;
}

async function handOverAll(
  { suggestions }: Pick<Parts, 'suggestions'>,
  congressId: Awaited<ReturnType<typeof loadDemo>>['congressId'],
  accounts: readonly DemoAccount[],
): Promise<void> {
  const office = accounts.find((a) => a.role === 'office');
  if (!office) throw new Error('the demo has no office');
  const { handOverId } = await suggestions.handOver
    .start({ personId: office.personId, congressId }, { selection: { kind: 'all' }, assignedOn: null })
    .catch(nothingLeft);
  if (handOverId) await suggestions.handOver.run(handOverId);
}

/** A start that was cut off may have handed over everything already. */
function nothingLeft(error: unknown): { handOverId: HandOverId | null } {
  if (error instanceof Error && error.message === 'NOTHING_SELECTED') return { handOverId: null };
  throw error;
}

async function openAccounts(
  { people }: Pick<Parts, 'people'>,
  congressId: Awaited<ReturnType<typeof loadDemo>>['congressId'],
  accounts: readonly DemoAccount[],
): Promise<DemoLogin[]> {
  await people.accounts.createMany(accounts.map(({ personId, login }) => ({ personId, congressId, login })));
  const logins: DemoLogin[] = [];
  for (const { personId, ...account } of accounts) {
    const password = makePassword();
    await people.accounts.setPassword(personId satisfies PersonId, password);
    logins.push({ ...account, password });
  }
  return logins;
}

/** Easy to type on a phone and hard to guess: 71 bits, no characters that look alike. */
function makePassword(): string {
  const pick = (from: string) => from.charAt(randomInt(from.length));
  const group = () => Array.from({ length: 4 }, () => pick('abcdefghjkmnpqrstuvwxyz23456789')).join('');
  return `${pick('ABCDEFGHJKMNPQRSTUVWXYZ')}${group()}-${group()}-${group()}${pick('23456789')}`;
}
