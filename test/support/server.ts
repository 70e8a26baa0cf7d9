import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { CongressId, PersonId } from '../../shared/ids.ts';
import type { PersonRole } from '../../shared/people.ts';
import { buildParts, type Parts } from '../../server/app.ts';
import { readConfig } from '../../server/config.ts';
import { newId } from '../../server/ops/clock.ts';
import { PEOPLE_LIMITS } from '../../server/people/index.ts';
import type { Making } from '../../server/files/index.ts';
import { roomIdOf } from '../../server/rooms/index.ts';
import { type Running, startWeb } from '../../server/start-web.ts';
import { startWorker } from '../../server/start-worker.ts';
import type { Clock } from '../../server/wire/ports.ts';
import { engines } from './engines.ts';

/** A person with an account on a test server. */
export interface TestPerson {
  personId: PersonId;
  name: string;
  login: string;
  password: string;
}

/** One process of several; here they share one. */
export interface TestNode {
  url: string;
  parts: Parts;
  stop(): Promise<void>;
}

export interface TestServer {
  url: string;
  parts: Parts;
  congressId: CongressId;
  /** Adds people with accounts; roles default to deputy. */
  addPeople(count: number, roles?: PersonRole[]): Promise<TestPerson[]>;
  /** Makes a room in which these people sit, the first as lead deputy. */
  addRoom(seated: readonly TestPerson[]): Promise<{ subjectId: string; roomId: ReturnType<typeof roomIdOf> }>;
  /** A second node on the same data, with these environment variables besides. */
  anotherNode(env?: Record<string, string>): Promise<TestNode>;
  /** Stops the doors and starts them again on the same port, on the same data. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

interface Options {
  clock?: Clock;
  worker?: boolean;
  /** What looks at files, and makes something of them. */
  making?: Making;
  /** Other engines than those of the run, to be taken away. */
  engines?: { mongodbUrl: string; redisUrl: string };
  /** Environment variables besides those a test server sets. */
  env?: Record<string, string>;
  /** Where the built web client lies, if not where it is built. */
  webFolder?: string;
}

/** Hashing that is cheap enough for tests; everything else as in the product. */
export const CHEAP_LIMITS = {
  ...PEOPLE_LIMITS,
  argon2: { memoryCost: 1_024, timeCost: 1, parallelism: 1 },
};

/** The web client as it was built. */
export const WEB_FOLDER = join(import.meta.dirname, '../../web/dist');

/** The real server on real engines, on a free port, with a database of its own. */
export async function startServer(options: Options = {}): Promise<TestServer> {
  const { mongodbUrl, redisUrl } = options.engines ?? (await engines());
  const own = randomUUID().slice(0, 8);
  const secrets = { token: randomBytes(32), data: [randomBytes(32)] };
  const environment = {
    NODE_ENV: 'test',
    HUYING_LOG: 'silent',
    HUYING_DRAIN_SECONDS: '0',
    MONGODB_DATABASE: `test_${own}`,
    REDIS_PREFIX: `test-${own}`,
    HUYING_POST_PER_SECOND: '10000',
    HUYING_UPLOADS_PER_MINUTE: '10000',
    HUYING_READS_PER_SECOND: '10000',
    HUYING_ACTS_PER_SECOND: '10000',
    PORT: '0',
    ...options.env,
  };
  const webFolder = options.webFolder ?? WEB_FOLDER;

  const open = async (
    port: string,
    env: Record<string, string> = {},
  ): Promise<{ parts: Parts; running: Running }> => {
    const parts = await buildParts({
      config: readConfig({ ...environment, ...env, PORT: port }),
      mongodbUrl,
      redisUrl,
      secrets,
      limits: CHEAP_LIMITS,
      ...(options.clock ? { clock: options.clock } : {}),
      ...(options.making ? { making: options.making } : {}),
    });
    if (options.worker) await startWorker(parts);
    return { parts, running: await startWeb(parts, webFolder) };
  };
  const shut = async ({ parts, running }: { parts: Parts; running: Running }) => {
    await running.stop();
    await parts.close();
  };

  let now = await open(environment.PORT);
  const congress = await now.parts.org.congresses.upsert({
    level: 'national',
    name: '第十三届全国人民代表大会',
    body: '全国人大',
    term: 13,
    session: 5,
  });
  let count = 0;
  return {
    get url() {
      return now.running.url;
    },
    get parts() {
      return now.parts;
    },
    congressId: congress._id,
    async addPeople(wanted, roles = ['deputy']) {
      const people = Array.from({ length: wanted }, () => {
        count += 1;
        const personId = newId() as PersonId;
        return {
          personId,
          name: `代表${count}`,
          login: `d${own}${count}`,
          password: `Weide-${own}-${count}`,
        };
      });
      await now.parts.org.people.upsertMany(
        congress._id,
        people.map((p) => ({ id: p.personId, code: p.login, name: p.name, roles })),
      );
      await now.parts.people.accounts.createMany(
        people.map((p) => ({ personId: p.personId, congressId: congress._id, login: p.login })),
      );
      for (const p of people) await now.parts.people.accounts.setPassword(p.personId, p.password);
      return people;
    },
    async addRoom(seated) {
      const subjectId = newId();
      await now.parts.rooms.ensure(
        [
          {
            subjectId,
            kind: 'suggestion',
            congressId: congress._id,
            suggestionId: null,
            name: `第${count}号代表建议办理群`,
            title: '关于加强乡村教育助力乡村振兴的建议',
            number: String(count),
            phase: 'pre',
            nextDue: null,
            seats: seated.map(({ personId }, i) => ({
              personId,
              roles: [i === 0 ? 'lead-deputy' : 'seconding-deputy'],
            })),
            welcome: { type: 'service-welcome', delegationName: '北京团' },
          },
        ],
        'system',
      );
      return { subjectId, roomId: roomIdOf(subjectId) };
    },
    async anotherNode(env) {
      const node = await open('0', env);
      return { url: node.running.url, parts: node.parts, stop: () => shut(node) };
    },
    async restart() {
      const { port } = new URL(now.running.url);
      await shut(now);
      now = await open(port);
    },
    async stop() {
      await now.parts.database.connection.dropDatabase();
      await shut(now);
    },
  };
}
