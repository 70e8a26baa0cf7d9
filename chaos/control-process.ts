// Makes the rooms and moves people in and out of them by the server's own parts, like an import or a hand-over does.
import { buildParts, type Parts } from '../server/app.ts';
import { readConfig } from '../server/config.ts';
import { PEOPLE_LIMITS } from '../server/people/index.ts';
import { secretsOf } from '../server/secrets.ts';
import type { RoomId } from '../shared/ids.ts';
import { answerQuestions } from './child.ts';
import { type SeatPlan, seatsOf, type Town } from './town.rules.ts';

/** Who shall sit in a room. */
export interface Seating {
  readonly subjectId: string;
  readonly seats: readonly SeatPlan[];
}

let open: Promise<Parts> | null = null;

const parts = (): Promise<Parts> => {
  const config = readConfig(process.env);
  return (open ??= buildParts({
    config,
    mongodbUrl: config.MONGODB_URL,
    redisUrl: config.REDIS_URL,
    secrets: secretsOf(config),
    // Hundreds of passwords are hashed; how hard that is is proven elsewhere.
    limits: { ...PEOPLE_LIMITS, argon2: { memoryCost: 1_024, timeCost: 1, parallelism: 1 } },
  }).catch((error: unknown) => {
    open = null;
    throw error;
  }));
};

answerQuestions({
  /** Makes people, accounts and rooms; gives the rooms' ids in their order. */
  async settle({ people, rooms }: Town): Promise<RoomId[]> {
    const { org, people: accounts, rooms: house } = await parts();
    const congress = await org.congresses.upsert({
      level: 'national',
      name: '第十三届全国人民代表大会',
      body: '全国人大',
      term: 13,
      session: 5,
    });
    const congressId = congress._id;
    await org.people.upsertMany(
      congressId,
      people.map(({ personId, login, isOffice }, i) => ({
        id: personId,
        code: login,
        name: `代表${i}`,
        roles: [isOffice ? 'office' : 'deputy'],
      })),
    );
    await accounts.accounts.createMany(
      people.map(({ personId, login }) => ({ personId, congressId, login })),
    );
    for (const { personId, password } of people) await accounts.accounts.setPassword(personId, password);
    await house.ensure(
      rooms.map(({ subjectId, name, seated }, i) => ({
        subjectId,
        kind: 'suggestion',
        congressId,
        suggestionId: null,
        name,
        title: '关于加强乡村教育助力乡村振兴的建议',
        number: String(i + 1),
        phase: 'pre',
        nextDue: null,
        seats: seatsOf(seated.flatMap((place) => people[place] ?? [])),
        welcome: { type: 'service-welcome', delegationName: '北京团' },
      })),
      'system',
    );
    return rooms.map(({ subjectId }) => house.roomIdOf(subjectId));
  },
  /** Makes a room's members equal to these. Doing it again changes nothing. */
  async seat({ subjectId, seats }: Seating): Promise<void> {
    const { rooms } = await parts();
    await rooms.reconcile(subjectId, [...seats], { personId: 'system', why: '名单变更' });
  },
});
