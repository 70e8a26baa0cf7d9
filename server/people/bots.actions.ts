import type { BotAct } from '../../shared/bots.ts';
import type { CongressId, PersonId, RoomId } from '../../shared/ids.ts';
import type { Caller, Clock, NewId, Tell } from '../wire/ports.ts';
import { botClaimOf, botSessionOf, isBotName, isBotSecret, newBotToken } from './bots.rules.ts';
import type { BotDoc, BotStore } from './bots.store.ts';
import type { RevocationStore } from './revocations.store.ts';

export interface BotParts {
  readonly store: BotStore;
  readonly revocations: Pick<RevocationStore, 'append'>;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly tell: Pick<Tell, 'disconnect'>;
}

/** A bot as it is asked for. `by`: who asks, as the record shall name them. */
export interface BotSpec {
  readonly congressId: CongressId;
  readonly name: string;
  readonly rooms: readonly RoomId[];
  readonly acts: readonly BotAct[];
  readonly days: number;
  readonly by: string;
}

type Made =
  | { outcome: 'created'; token: string; expiresAt: Date }
  | { outcome: 'bad-name' }
  | { outcome: 'name-taken' };

export type Bots = ReturnType<typeof makeBots>;

const DAY_MS = 86_400_000;

/** Makes, finds and revokes bots. */
export function makeBots({ store, revocations, clock, newId, tell }: BotParts) {
  return {
    /** The token is given here and never again. */
    create: async ({ by, days, ...spec }: BotSpec): Promise<Made> => {
      if (!isBotName(spec.name)) return { outcome: 'bad-name' };
      const createdAt = clock.now();
      const expiresAt = new Date(createdAt.getTime() + days * DAY_MS);
      const _id = newId() as PersonId;
      const { token, hash } = newBotToken(_id);
      const isNew = await store.insert({
        ...{ _id, ...spec, rooms: [...spec.rooms], acts: [...spec.acts], tokenHash: hash },
        ...{ createdAt, expiresAt, createdBy: by, revokedAt: null, revokedBy: '' },
      });
      return isNew ? { outcome: 'created', token, expiresAt } : { outcome: 'name-taken' };
    },

    /** Its token is refused from now on, and its sockets are closed. False: there is no such bot. */
    revoke: async (congressId: CongressId, name: string, by: string): Promise<boolean> => {
      const now = clock.now();
      const revoked = await store.revoke(congressId, name, { now, who: by });
      if (revoked === null) return false;
      const sessionId = botSessionOf(revoked._id);
      tell.disconnect(sessionId);
      await revocations.append({ sessionIds: [sessionId] }, now);
      return true;
    },

    all: (congressId: CongressId) => store.all(congressId),

    /** Who holds this token of a bot, or null. */
    callerOf: async (token: string): Promise<{ caller: Caller; expiresAt: Date } | null> => {
      const claim = botClaimOf(token);
      if (claim === null) return null;
      const [bot] = await store.live([claim.botId as PersonId], clock.now());
      if (bot === undefined || !isBotSecret(claim.secret, bot.tokenHash)) return null;
      return { caller: callerFrom(bot), expiresAt: bot.expiresAt };
    },

    /** The bots among these that are good now, by their session. */
    callersNow: async (botIds: readonly PersonId[]): Promise<Map<string, Caller>> => {
      const live = botIds.length === 0 ? [] : await store.live(botIds, clock.now());
      return new Map(live.map((bot) => [botSessionOf(bot._id), callerFrom(bot)]));
    },
  };
}

/** A bot holds no role and has no place: only its scope lets it do anything. */
const callerFrom = ({ _id, congressId, name, rooms, acts }: BotDoc): Caller => ({
  ...{ personId: _id, sessionId: botSessionOf(_id), congressId, name },
  ...{ roles: [], unitId: null, delegationId: null, label: '' },
  bot: { rooms, acts },
});
