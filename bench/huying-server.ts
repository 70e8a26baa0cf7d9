import { join } from 'node:path';
import type { PersonId } from '../shared/ids.ts';
import { startWeb } from '../server/start-web.ts';
import { newId } from '../server/ops/clock.ts';
import { roomIdOf } from '../server/rooms/index.ts';
import { signIn } from '../shared/people.ts';
import { wordOf } from './huying-people.ts';
import { answerQuestions, memoryHeld } from './child.ts';
import { benchParts } from './surroundings.ts';

/** The product in a process of its own, with rooms full of signed-in people. */
let parts: Awaited<ReturnType<typeof benchParts>>;

interface Listen {
  mongodbUrl: string;
  redisUrl: string;
  name: string;
  /** 0 or absent: a free one. */
  port?: number;
  /** It serves the web client, too. */
  pages?: boolean;
}

const WEB_FOLDER = join(import.meta.dirname, '../web/dist');

answerQuestions({
  listen: async ({ name, port = 0, pages = false, ...engines }: Listen) => {
    parts = await benchParts(engines, name, { port });
    const web = await startWeb(parts, pages ? WEB_FOLDER : '/nonexistent');
    return { url: web.url };
  },
  /** Makes rooms of so many people each; gives the access token and the room of everybody. */
  seat: async ({ rooms, people }: { rooms: number; people: number }) => {
    const { _id: congressId } = await parts.org.congresses.upsert({
      level: 'national',
      name: '十三届全国人大',
      body: '全国人大',
      term: 13,
      session: 5,
    });
    const ids = Array.from({ length: rooms * people }, () => newId() as PersonId);
    await parts.org.people.upsertMany(
      congressId,
      ids.map((id, i) => ({ id, code: `b${i}`, name: `代表${i}`, roles: ['deputy' as const] })),
    );
    const subjects = Array.from({ length: rooms }, () => newId());
    await parts.rooms.ensure(
      subjects.map((subjectId, r) => ({
        ...{ subjectId, kind: 'suggestion' as const, congressId, suggestionId: null },
        ...{
          name: `第${r}号代表建议办理群`,
          title: '建议',
          number: `${r}`,
          phase: 'pre' as const,
          nextDue: null,
        },
        seats: ids
          .slice(r * people, (r + 1) * people)
          .map((personId) => ({ personId, roles: ['lead-deputy' as const] })),
        welcome: { type: 'service-welcome' as const, delegationName: '北京团' },
      })),
      'system',
    );
    const tokens = await signAllIn(congressId, ids);
    return {
      seats: tokens.map((token, i) => ({
        token,
        room: roomIdOf(subjects[Math.floor(i / people)] ?? ''),
        person: ids[i] ?? '',
      })),
    };
  },
  memory: () => Promise.resolve(memoryHeld()),
});

const AT_ONCE = 50;

async function signAllIn(
  congressId: Parameters<typeof parts.org.people.upsertMany>[0],
  ids: PersonId[],
): Promise<string[]> {
  const door = {
    ...{ kind: 'http' as const, address: 'bench', extend: () => undefined },
    ...{ enter: () => Promise.resolve(), exit: () => Promise.resolve() },
    cookie: { read: () => null, write: () => undefined, clear: () => undefined },
  };
  const binding = parts.bindings.find((b) => b.request.name === signIn.name);
  await parts.people.accounts.createMany(
    ids.map((personId, i) => ({ personId, congressId, login: wordOf(i)[0] })),
  );
  const tokens: string[] = [];
  for (let from = 0; from < ids.length; from += AT_ONCE)
    tokens.push(
      ...(await Promise.all(
        ids.slice(from, from + AT_ONCE).map(async (id, i) => {
          const [login, password] = wordOf(from + i);
          await parts.people.accounts.setPassword(id, password);
          const input = { login, password, keep: 'body', device: '' };
          const session = (await binding?.handle(input, null, door)) as { accessToken: string };
          return session.accessToken;
        }),
      )),
    );
  return tokens;
}
