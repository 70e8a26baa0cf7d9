import type { CongressId, SuggestionId } from '../../../shared/ids.ts';
import type { Standing, StandingOf } from '../../notices/index.ts';
import { type Calendar, civilDateOf, type WorkCalendar } from '../../org/index.ts';
import { gathered } from '../../store/gathered.ts';
import type { Clock } from '../../wire/ports.ts';
import { type Case, type CaseInShort, hasRoom, type Speaking, type Told } from '../case/case.rules.ts';
import type { EntryStore } from '../case/entries.store.ts';
import type { History } from '../case/history.actions.ts';
import type { Policies } from '../policy/index.ts';
import { hasCome, type HeardOf, idleOn } from './heard.actions.ts';
import type { HeardDoc } from './heard.rules.ts';
import type { Heard } from './owing.rules.ts';
import { type Read, standingFrom } from './standing.rules.ts';

export interface StandingParts {
  history: Pick<History, 'inShort' | 'speaking'>;
  entries: Pick<EntryStore, 'toldOfCases'>;
  policies: Pick<Policies, 'ofCase'>;
  calendar: Pick<Calendar, 'forCongress'>;
  heardOf: HeardOf;
  clock: Clock;
}

/** A case as it was read, and what was heard in its room; none: nobody ever spoke. */
export interface ReadHeard extends Read {
  readonly room: HeardDoc | undefined;
}

/** A case as its record has it, and the history that it stands at the end of. */
export interface ReadRecord {
  readonly found: CaseInShort;
  readonly entries: readonly Told[];
}

/** What a standing was reckoned from besides its history, which is always the same of one revision. */
export interface Basis extends Pick<Read, 'policy' | 'days' | 'today' | 'heard'> {
  readonly revision: number;
}

/** Reads cases with all that their duties follow from. */
export interface ReadCases {
  ofIds(ids: readonly SuggestionId[]): Promise<ReadHeard[]>;
  /** The same, where record and history were read just now. */
  ofRecords(records: readonly ReadRecord[]): Promise<ReadHeard[]>;
  /** Of those handed over, what tells whether they still stand as was reckoned, without the rest. */
  basesOf(ids: readonly SuggestionId[]): Promise<Map<SuggestionId, Basis>>;
  /** How a case stood before its newest entries, with what is heard and what day it is now. */
  before(found: Case, now: ReadHeard): Promise<Read>;
}

/** Makes the reader: histories, policies, calendars and rooms, for many cases in a handful of statements. */
export function makeReadCases(parts: StandingParts): ReadCases {
  const { history, entries, policies, calendar, heardOf, clock } = parts;

  /** Cases as they were read, with what is heard in their rooms and what day it is. */
  async function atThisMoment<F extends Speaking>(given: readonly F[]) {
    const cases = given.filter(hasRoom);
    const days = new Map<CongressId, WorkCalendar>();
    for (const { congressId } of cases)
      if (!days.has(congressId)) days.set(congressId, await calendar.forCongress(congressId));
    const { heard } = await heardOf.now(cases);
    const now = clock.now();
    return Promise.all(
      cases.map(async (found) => {
        const { congressId, suggestionId } = found;
        const counting = { policy: await policies.ofCase(found), days: daysOf(days, congressId) };
        return {
          ...{ found, ...counting, today: civilDateOf(now) },
          heard: heardIn(found, heard.get(suggestionId), { ...counting, now }),
          room: heard.get(suggestionId),
        };
      }),
    );
  }

  const upTo = (known: readonly Told[], { revision }: Pick<Case, 'revision'>): readonly Told[] =>
    known.filter(({ n }) => n <= revision);

  return {
    async ofIds(ids) {
      const moments = await atThisMoment((await history.inShort(ids)).map(identified));
      const histories = await entries.toldOfCases(moments.map(({ found }) => found.suggestionId));
      return moments.map((moment) => {
        const { found } = moment;
        return { ...moment, entries: upTo(histories.get(found.suggestionId) ?? [], found) };
      });
    },

    async basesOf(ids) {
      const moments = await atThisMoment((await history.speaking(ids)).map(identified));
      return new Map(
        moments.map(({ found: { suggestionId, revision }, policy, days, today, heard }) => [
          suggestionId,
          { revision, policy, days, today, heard },
        ]),
      );
    },

    async ofRecords(records) {
      const known = new Map(records.map((record) => [record.found, record.entries]));
      const moments = await atThisMoment([...known.keys()]);
      return moments.map((moment) => {
        const { found } = moment;
        return { ...moment, entries: upTo(known.get(found) ?? [], found) };
      });
    },

    async before(found, now) {
      const counting = { policy: await policies.ofCase(found), days: now.days };
      return {
        ...{ found, ...counting, today: now.today },
        entries: upTo(now.entries, found),
        heard: heardIn(found, now.room, { ...counting, now: clock.now() }),
      };
    },
  };
}

const identified = <D extends { readonly _id: SuggestionId }>({ _id, ...rest }: D) => ({
  suggestionId: _id,
  ...rest,
});

const daysOf = (days: ReadonlyMap<CongressId, WorkCalendar>, congressId: CongressId): WorkCalendar => {
  const found = days.get(congressId);
  if (!found) throw new Error(`no calendar for congress ${congressId}`);
  return found;
};

/** Silence counts once it has lasted long enough to be reminded of; where nobody ever spoke, since the hand-over. */
function heardIn(
  { assignedOn }: Pick<Case, 'assignedOn'>,
  heard: HeardDoc | undefined,
  { now, ...counting }: Pick<Read, 'policy' | 'days'> & { now: Date },
): Heard {
  const lastWordOn = heard?.lastWordOn ?? assignedOn;
  const isIdle = lastWordOn !== null && hasCome(idleOn(lastWordOn, counting), now);
  return { unansweredSince: heard?.unansweredOn ?? null, lastWordOn: isIdle ? lastWordOn : null };
}

const MOST_KEPT = 3_000; // standings: what a sweep decides upon is looked at again when it is said

/**
 * How cases stand at this moment, for those who remind: reminders of one case to several people, at once, are one look.
 * What tells whether a case still stands as it did is read each time. Record and history are read, and reckoned with, only
 * where what was reckoned last was of another revision, or of another day: histories are never rewritten.
 */
export function makeStandingOf(readCases: Pick<ReadCases, 'basesOf' | 'ofIds'>, clock: Clock): StandingOf {
  const kept = new Map<SuggestionId, { readonly basis: Basis; readonly standing: Standing }>();

  /** Those that were reckoned today, and of which nothing is another since. */
  async function unchanged(ids: readonly SuggestionId[]): Promise<Map<SuggestionId, Standing>> {
    const today = civilDateOf(clock.now());
    const bases = await readCases.basesOf(ids.filter((id) => kept.get(id)?.basis.today === today));
    const same = new Map<SuggestionId, Standing>();
    for (const [id, basis] of bases) {
      const last = kept.get(id);
      if (last && isSame(last.basis, basis)) same.set(id, last.standing);
    }
    return same;
  }

  function keep(read: ReadHeard): Standing {
    const { suggestionId, revision } = read.found;
    const { policy, days, today, heard } = read;
    const standing = standingFrom(read);
    kept.delete(suggestionId);
    kept.set(suggestionId, { basis: { revision, policy, days, today, heard }, standing });
    for (const oldest of kept.keys()) {
      if (kept.size <= MOST_KEPT) break;
      kept.delete(oldest);
    }
    return standing;
  }

  return gathered(async (ids: readonly SuggestionId[]) => {
    const standings = await unchanged(ids);
    const others = ids.filter((id) => !standings.has(id));
    for (const read of await readCases.ofIds(others)) standings.set(read.found.suggestionId, keep(read));
    return standings;
  });
}

const isSame = (a: Basis, b: Basis): boolean =>
  a.revision === b.revision &&
  a.today === b.today &&
  a.policy === b.policy &&
  a.days === b.days &&
  a.heard.unansweredSince === b.heard.unansweredSince &&
  a.heard.lastWordOn === b.heard.lastWordOn;
