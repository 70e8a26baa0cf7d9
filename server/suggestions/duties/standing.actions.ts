import type { CongressId, SuggestionId } from '../../../shared/ids.ts';
import type { StandingOf } from '../../notices/index.ts';
import { type Calendar, civilDateOf, type WorkCalendar } from '../../org/index.ts';
import { gathered } from '../../store/gathered.ts';
import type { Clock } from '../../wire/ports.ts';
import { type Case, hasRoom, type Told } from '../case/case.rules.ts';
import { caseOf } from '../case/case.store.ts';
import type { EntryStore } from '../case/entries.store.ts';
import type { History } from '../case/history.actions.ts';
import type { Policies } from '../policy/index.ts';
import type { SuggestionDoc } from '../record/suggestion.store.ts';
import { hasCome, type HeardOf, idleOn } from './heard.actions.ts';
import type { HeardDoc } from './heard.rules.ts';
import type { Heard } from './owing.rules.ts';
import { type Read, standingFrom } from './standing.rules.ts';

export interface StandingParts {
  history: Pick<History, 'loadMany'>;
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

/** A record, and the history that it stands at the end of. */
export interface ReadRecord {
  readonly doc: SuggestionDoc;
  readonly entries: readonly Told[];
}

/** Reads cases with all that their duties follow from. */
export interface ReadCases {
  ofIds(ids: readonly SuggestionId[]): Promise<ReadHeard[]>;
  /** The same, where record and history were read just now. */
  ofRecords(records: readonly ReadRecord[]): Promise<ReadHeard[]>;
  /** How a case stood before its newest entries, with what is heard and what day it is now. */
  before(found: Case, now: ReadHeard): Promise<Read>;
}

/** Makes the reader: histories, policies, calendars and rooms, for many cases in a handful of statements. */
export function makeReadCases(parts: StandingParts): ReadCases {
  const { history, entries, policies, calendar, heardOf, clock } = parts;

  async function ofRecords(records: readonly ReadRecord[]): Promise<ReadHeard[]> {
    const read = records
      .filter(({ doc }) => hasRoom(doc))
      .map(({ doc, entries: known }) => ({ found: caseOf(doc), known }));
    const cases = read.map(({ found }) => found);
    const days = new Map<CongressId, WorkCalendar>();
    for (const { congressId } of cases)
      if (!days.has(congressId)) days.set(congressId, await calendar.forCongress(congressId));
    const { heard } = await heardOf.now(cases);
    const now = clock.now();
    return Promise.all(
      read.map(async ({ found, known }) => {
        const { congressId, suggestionId, revision } = found;
        const counting = { policy: await policies.ofCase(found), days: daysOf(days, congressId) };
        return {
          ...{ found, ...counting, today: civilDateOf(now) },
          entries: known.filter(({ n }) => n <= revision),
          heard: heardIn(found, heard.get(suggestionId), { ...counting, now }),
          room: heard.get(suggestionId),
        };
      }),
    );
  }

  return {
    ofRecords,

    async before(found, now) {
      const counting = { policy: await policies.ofCase(found), days: now.days };
      return {
        ...{ found, ...counting, today: now.today },
        entries: now.entries.filter(({ n }) => n <= found.revision),
        heard: heardIn(found, now.room, { ...counting, now: clock.now() }),
      };
    },

    async ofIds(ids) {
      const docs = await history.loadMany(ids);
      const histories = await entries.toldOfCases(docs.map((doc) => doc._id));
      return ofRecords(docs.map((doc) => ({ doc, entries: histories.get(doc._id) ?? [] })));
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
  { assignedOn }: Case,
  heard: HeardDoc | undefined,
  { now, ...counting }: Pick<Read, 'policy' | 'days'> & { now: Date },
): Heard {
  const lastWordOn = heard?.lastWordOn ?? assignedOn;
  const isIdle = lastWordOn !== null && hasCome(idleOn(lastWordOn, counting), now);
  return { unansweredSince: heard?.unansweredOn ?? null, lastWordOn: isIdle ? lastWordOn : null };
}

/** How cases stand at this moment, for those who remind: reminders of one case to several people, at once, are one look. */
export const makeStandingOf = (readCases: ReadCases): StandingOf =>
  gathered(
    async (ids: readonly SuggestionId[]) =>
      new Map((await readCases.ofIds(ids)).map((read) => [read.found.suggestionId, standingFrom(read)])),
  );
