import type { CongressId, SuggestionId } from '../../../shared/ids.ts';
import type { Standing, StandingOf } from '../../notices/index.ts';
import { type Calendar, civilDateOf, type WorkCalendar } from '../../org/index.ts';
import { gathered } from '../../store/gathered.ts';
import type { Clock } from '../../wire/ports.ts';
import { type Case, type CaseInShort, hasRoom, type Told } from '../case/case.rules.ts';
import type { EntryStore } from '../case/entries.store.ts';
import type { History } from '../case/history.actions.ts';
import type { Policies } from '../policy/index.ts';
import { hasCome, type HeardOf, idleOn } from './heard.actions.ts';
import type { HeardDoc } from './heard.rules.ts';
import type { Heard } from './owing.rules.ts';
import { type Read, standingFrom } from './standing.rules.ts';

export interface StandingParts {
  history: Pick<History, 'inShort'>;
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

/** All of a case that its standing follows from, but its history: of one revision that is always the same. */
export type ReadMoment = Omit<ReadHeard, 'entries'>;

/** Reads cases with all that their duties follow from. */
export interface ReadCases {
  ofIds(ids: readonly SuggestionId[]): Promise<ReadHeard[]>;
  /** The same, where record and history were read just now. */
  ofRecords(records: readonly ReadRecord[]): Promise<ReadHeard[]>;
  /** Without their histories, and then with them. */
  momentsOf(ids: readonly SuggestionId[]): Promise<ReadMoment[]>;
  withHistories(moments: readonly ReadMoment[]): Promise<ReadHeard[]>;
  /** How a case stood before its newest entries, with what is heard and what day it is now. */
  before(found: Case, now: ReadHeard): Promise<Read>;
}

/** Makes the reader: histories, policies, calendars and rooms, for many cases in a handful of statements. */
export function makeReadCases(parts: StandingParts): ReadCases {
  const { history, entries, policies, calendar, heardOf, clock } = parts;

  async function momentsFrom(given: readonly CaseInShort[]): Promise<ReadMoment[]> {
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

  async function withHistories(moments: readonly ReadMoment[]): Promise<ReadHeard[]> {
    const histories = await entries.toldOfCases(moments.map(({ found }) => found.suggestionId));
    return moments.map((moment) => {
      const { found } = moment;
      return { ...moment, entries: upTo(histories.get(found.suggestionId) ?? [], found) };
    });
  }

  const momentsOf = async (ids: readonly SuggestionId[]): Promise<ReadMoment[]> => {
    const docs = await history.inShort(ids);
    return momentsFrom(docs.map(({ _id, ...rest }) => ({ suggestionId: _id, ...rest })));
  };

  return {
    momentsOf,
    withHistories,
    ofIds: async (ids) => withHistories(await momentsOf(ids)),

    async ofRecords(records) {
      const known = new Map(records.map((record) => [record.found, record.entries]));
      const moments = await momentsFrom([...known.keys()]);
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

const daysOf = (days: ReadonlyMap<CongressId, WorkCalendar>, congressId: CongressId): WorkCalendar => {
  const found = days.get(congressId);
  if (!found) throw new Error(`no calendar for congress ${congressId}`);
  return found;
};

/** Silence counts once it has lasted long enough to be reminded of; where nobody ever spoke, since the hand-over. */
function heardIn(
  { assignedOn }: CaseInShort,
  heard: HeardDoc | undefined,
  { now, ...counting }: Pick<Read, 'policy' | 'days'> & { now: Date },
): Heard {
  const lastWordOn = heard?.lastWordOn ?? assignedOn;
  const isIdle = lastWordOn !== null && hasCome(idleOn(lastWordOn, counting), now);
  return { unansweredSince: heard?.unansweredOn ?? null, lastWordOn: isIdle ? lastWordOn : null };
}

/** What a standing was reckoned from. */
type Basis = Pick<ReadMoment, 'policy' | 'days' | 'today' | 'heard'> & Pick<Case, 'revision'>;

const MOST_KEPT = 3_000; // standings: what a sweep decides upon is looked at again when it is said

/**
 * How cases stand at this moment, for those who remind: reminders of one case to several people, at once, are one look.
 * Records are read each time. A history is read, and reckoned with, only where what was reckoned last was of another
 * revision, or of another day: histories are never rewritten.
 */
export function makeStandingOf(readCases: Pick<ReadCases, 'momentsOf' | 'withHistories'>): StandingOf {
  const kept = new Map<SuggestionId, { readonly basis: Basis; readonly standing: Standing }>();

  const known = (moment: ReadMoment): Standing | undefined => {
    const last = kept.get(moment.found.suggestionId);
    return last && isSame(last.basis, basisOf(moment)) ? last.standing : undefined;
  };

  function keep(read: ReadHeard): Standing {
    const { suggestionId } = read.found;
    const standing = standingFrom(read);
    kept.delete(suggestionId);
    kept.set(suggestionId, { basis: basisOf(read), standing });
    for (const oldest of kept.keys()) {
      if (kept.size <= MOST_KEPT) break;
      kept.delete(oldest);
    }
    return standing;
  }

  return gathered(async (ids: readonly SuggestionId[]) => {
    const moments = await readCases.momentsOf(ids);
    const standings = new Map<SuggestionId, Standing>();
    const others: ReadMoment[] = [];
    for (const moment of moments) {
      const standing = known(moment);
      if (standing) standings.set(moment.found.suggestionId, standing);
      else others.push(moment);
    }
    for (const read of await readCases.withHistories(others))
      standings.set(read.found.suggestionId, keep(read));
    return standings;
  });
}

const basisOf = ({ found: { revision }, policy, days, today, heard }: ReadMoment): Basis => ({
  ...{ revision, policy, days, today, heard },
});

const isSame = (a: Basis, b: Basis): boolean =>
  a.revision === b.revision &&
  a.today === b.today &&
  a.policy === b.policy &&
  a.days === b.days &&
  a.heard.unansweredSince === b.heard.unansweredSince &&
  a.heard.lastWordOn === b.heard.lastWordOn;
