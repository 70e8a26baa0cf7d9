import type { CivilDate, PersonId, SuggestionId } from '../../../shared/ids.ts';
import type { PolicyProfile } from '../../../shared/policies.ts';
import { nextStepAfter } from '../../notices/index.ts';
import { civilDateOf, instantAt, type KnownPerson, type Org, type WorkCalendar } from '../../org/index.ts';
import { roomIdOf, type Rooms } from '../../rooms/index.ts';
import type { Case } from '../case/case.rules.ts';
import { hearing, type HeardDoc, silence, speakerOf } from './heard.rules.ts';
import type { HeardStore } from './heard.store.ts';

interface Parts {
  store: HeardStore;
  rooms: { spoken: Rooms['spoken'] };
  people: Pick<Org['people'], 'cards'>;
}

/** What of a case decides who calls in its room and who answers. */
type Speaking = Pick<Case, 'suggestionId' | 'leadId' | 'seconders' | 'tracks'>;

/** Reads who spoke in rooms, and keeps it. */
export interface HeardOf {
  /** What has been heard up to this moment; `called`: cases in which somebody has spoken since it was last kept. */
  now(cases: readonly Speaking[]): Promise<{ heard: Map<SuggestionId, HeardDoc>; called: SuggestionId[] }>;
}

/** Makes the listener: reads on from where it was left, and keeps what it has heard. */
export const makeHeardOf = ({ store, rooms, people }: Parts): HeardOf => ({
  async now(cases) {
    const ids = cases.map((c) => c.suggestionId);
    const [kept, heads] = await Promise.all([
      store.byIds(ids),
      rooms.spoken.heads(ids.map((id) => roomIdOf(id))),
    ]);
    const before = cases.map((c) => {
      const doc = kept.get(c.suggestionId) ?? silence(c.suggestionId, roomIdOf(c.suggestionId));
      return { of: c, doc, to: heads.get(doc.roomId) ?? 0 };
    });
    const news = before.filter(({ doc, to }) => to >= doc.from);
    const spoken = await rooms.spoken.words(
      news.map(({ doc: { roomId, from }, to }) => ({ roomId, from, to })),
    );
    const cards = await people.cards([
      ...new Set(spoken.flatMap((s) => s.words.map((word) => word.personId))),
    ]);
    const after = news.map(({ of, doc }, i) => {
      const said = spoken[i];
      return said ? hearing(doc, said, (id) => speakerOf(of, personOf(cards, id))) : doc;
    });
    const moved = after.filter((doc, i) => !isSame(doc, news[i]?.doc));
    await store.put(moved);
    const heard = new Map(before.map(({ of, doc }) => [of.suggestionId, doc]));
    for (const doc of after) heard.set(doc._id, doc);
    const isCalled = (doc: HeardDoc, i: number) => !saysTheSame(doc, news[i]?.doc);
    return { heard, called: after.filter(isCalled).map((doc) => doc._id) };
  },
});

const personOf = (cards: ReadonlyMap<PersonId, KnownPerson>, personId: PersonId) => {
  const card = cards.get(personId);
  return {
    personId,
    unitId: card?.unitId ?? null,
    isDelegate: card?.roles.includes('deputy') ?? false,
  };
};

const isSame = (a: HeardDoc, b: HeardDoc | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);

const saysTheSame = (a: HeardDoc, b: HeardDoc | undefined): boolean =>
  a.unansweredOn === b?.unansweredOn && a.lastWordOn === b?.lastWordOn;

/** The day on which it has been silent for so long that somebody is reminded (R25); null: never. */
export function idleOn(
  lastWordOn: CivilDate,
  by: { readonly policy: Pick<PolicyProfile, 'reminders'>; readonly days: WorkCalendar },
): CivilDate | null {
  const silent = { rule: 'R25', since: lastWordOn, due: null, facts: {} } as const;
  return nextStepAfter(silent, lastWordOn, by);
}

/** The morning of that day. */
export const idleAtOf = (day: CivilDate | null): Date | null =>
  day === null ? null : instantAt(day, '00:00');

/** Whether that day has come. */
export const hasCome = (day: CivilDate | null, now: Date): boolean => day !== null && day <= civilDateOf(now);
