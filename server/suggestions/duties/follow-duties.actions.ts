import { batchesOf } from '../../../shared/grouped.ts';
import type { CivilDate, CongressId, SuggestionId } from '../../../shared/ids.ts';
import type { Duties, Standing } from '../../notices/index.ts';
import { civilDateOf } from '../../org/index.ts';
import { roomIdOf, type Rooms } from '../../rooms/index.ts';
import type { Clock } from '../../wire/ports.ts';
import { type Case, hasRoom } from '../case/case.rules.ts';
import type { History } from '../case/history.actions.ts';
import { inLanes } from '../../ops/lanes.ts';
import { headerOf } from '../record/followed.rules.ts';
import { hasCome, type HeardOf, idleAtOf, idleOn } from './heard.actions.ts';
import { type HeardDoc, silence } from './heard.rules.ts';
import type { HeardStore } from './heard.store.ts';
import type { ReadCases, ReadHeard, ReadRecord } from './standing.actions.ts';
import { nextDueOf, type Read, standingFrom } from './standing.rules.ts';

interface Parts {
  readCases: ReadCases;
  history: Pick<History, 'speaking'>;
  heardOf: HeardOf;
  duties: Pick<Duties, 'settle' | 'follow' | 'suggestionsOwing'>;
  heard: HeardStore;
  rooms: Pick<Rooms, 'setHeader' | 'spoken'>;
  /** Cases in which something was promised before a day and is open still. */
  promisedBefore: (day: CivilDate) => Promise<SuggestionId[]>;
  clock: Clock;
}

const GROUP = 200; // cases read and settled together
const ABREAST = 4; // groups side by side: while one is settled, the database works for the others
const LANES = 20; // headers looked at side by side
const TOGETHER = 2_000; // duties looked through at a time
const LISTEN_MS = 10 * 60_000; // reminders of unanswered words count in days
/** How far before the last listening a head may have moved unseen: longer than nodes’ clocks are apart. */
const MARGIN_MS = 15 * 60_000;

/** Makes duties follow records, rooms and days. Each can be done again at any time, and changes nothing then. */
export function makeFollowDuties(parts: Parts) {
  const { readCases, history, heardOf, duties, heard, rooms, promisedBefore, clock } = parts;
  let listenedAt = Number.NEGATIVE_INFINITY;
  let month = '';

  /** Makes the duties of these cases what their records say; how many duties were opened or changed. */
  async function settle(ids: readonly SuggestionId[]): Promise<number> {
    let moved = 0;
    await inLanes(batchesOf(ids, GROUP), ABREAST, async (some) => {
      const those = await settleRead(await readCases.ofIds(some));
      moved += those.moved;
    });
    return moved;
  }

  async function settleRead(cases: readonly ReadHeard[]): Promise<{ moved: number; standings: Standing[] }> {
    const standings = cases.map(standingFrom);
    const { opened, changed } = await duties.settle(standings);
    await followHeard(cases, standings);
    return { moved: opened + changed, standings };
  }

  /** The same for one case after a step: what it changes is what the duties before it and after it differ in. */
  async function settleStep(before: Case, now: ReadHeard): Promise<Standing> {
    const standing = standingFrom(now);
    await duties.follow(standingFrom(await readCases.before(before, now)), standing);
    await followHeard([now], [standing]);
    return standing;
  }

  /** Silence and headers, after the duties. */
  async function followHeard(cases: readonly ReadHeard[], standings: readonly Standing[]): Promise<void> {
    await keepSilence(cases);
    const headers = cases.map(({ found }, i) => ({ found, standing: standings[i] }));
    await inLanes(headers, LANES, async ({ found, standing }) => {
      if (standing)
        await rooms.setHeader(found.suggestionId, { ...headerOf(found), nextDue: nextDueOf(standing) });
    });
  }

  /** Notes when the silence in these rooms will have lasted too long. */
  async function keepSilence(cases: readonly ReadHeard[]): Promise<void> {
    const now = clock.now();
    await heard.silentUntil(
      cases.flatMap((read) => {
        const { suggestionId } = read.found;
        const unheard = silence(suggestionId, roomIdOf(suggestionId)); // what was heard is kept by who hears it
        const known = read.room ?? unheard;
        const idleAt = nextSilence(read, known, now);
        return idleAt?.getTime() === known.idleAt?.getTime() ? [] : [{ ...unheard, idleAt }];
      }),
    );
  }

  /** Reads who spoke in these rooms; duties follow where somebody did. */
  async function hear(ids: readonly SuggestionId[]): Promise<void> {
    await inLanes(batchesOf(ids, GROUP), ABREAST, async (some) => {
      const speaking = await history.speaking(some);
      const { news } = await heardOf.now(speaking.map(({ _id, ...of }) => ({ ...of, suggestionId: _id })));
      await settle(news.flatMap(({ doc, isCalled }) => (isCalled ? [doc._id] : [])));
      await heard.heard(news.map(({ doc }) => doc)); // last: cut off before it, the next look does all again
    });
  }

  /** What a new month asks for of those who have promised something: their yearly report (R22). */
  async function turnMonth(today: CivilDate): Promise<void> {
    if (month === today.slice(0, 7)) return;
    await settle(await promisedBefore(today));
    month = today.slice(0, 7);
  }

  /** Hears who spoke since the last time, and whose silence has lasted too long; how many cases that concerned. */
  async function listen(): Promise<number> {
    const now = clock.now();
    await turnMonth(civilDateOf(now));
    if (now.getTime() - listenedAt >= LISTEN_MS) {
      const until = await heard.listenedUntil();
      const since = new Date((until?.getTime() ?? 0) - MARGIN_MS);
      const moved = await rooms.spoken.movedSince(since);
      const kept = await heard.byIds(moved.map((m) => m.suggestionId));
      const news = moved.filter(({ suggestionId, seq }) => seq >= (kept.get(suggestionId)?.from ?? 1));
      await hear(news.map((m) => m.suggestionId));
      await heard.listened(now);
      listenedAt = now.getTime();
    }
    let idle = 0;
    for (;;) {
      const ids = await heard.idle(now, GROUP * ABREAST);
      if (ids.length === 0) return idle;
      await settle(ids);
      await heard.seen(ids, now);
      idle += ids.length;
    }
  }

  return {
    settle,
    /**
     * The same for one case whose record and history were read just now, and that was settled as it stood before, if it
     * was; how it stands, once it was handed over.
     */
    settleRecord: async (record: ReadRecord, before: Case | null): Promise<Standing | undefined> => {
      const cases = await readCases.ofRecords([record]);
      const [now] = cases;
      if (now && before && hasRoom(before)) return settleStep(before, now);
      const { standings } = await settleRead(cases);
      return standings[0];
    },
    listen,

    /** Reckons everything open of a congress anew, after its calendar was edited; how many duties moved. What was sent stays sent. */
    async recount(congressId: CongressId): Promise<{ moved: number }> {
      let moved = 0;
      for (let last = ''; ;) {
        const ids = await duties.suggestionsOwing(congressId, last, TOGETHER);
        if (ids.length === 0) return { moved };
        moved += await settle(ids);
        last = ids.at(-1) ?? last;
      }
    },
  };
}

/** When somebody must look again whether it is still silent; null: nobody has to speak now, or the silence was seen. */
function nextSilence({ found, policy, days }: Read, { lastWordOn }: HeardDoc, now: Date): Date | null {
  const since = lastWordOn ?? found.assignedOn;
  if (found.state !== 'handling' || since === null) return null;
  const day = idleOn(since, { policy, days });
  return hasCome(day, now) ? null : idleAtOf(day);
}
