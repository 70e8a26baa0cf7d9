import type { BotAct } from '../../shared/bots.ts';
import type { PersonId, RoomId } from '../../shared/ids.ts';
import type { TestPerson, TestServer } from './server.ts';

/** A bot; its token stands in the place of a password. */
export async function makeBot(
  { parts, congressId }: TestServer,
  { name, rooms, acts }: { name: string; rooms: readonly RoomId[]; acts: readonly BotAct[] },
): Promise<TestPerson> {
  const made = await parts.people.bots.create({ congressId, name, rooms, acts, days: 30, by: 'test' });
  if (made.outcome !== 'created') throw new Error(made.outcome);
  const personId = made.token.split('.')[1] as PersonId;
  return { personId, name, login: personId, password: made.token };
}
