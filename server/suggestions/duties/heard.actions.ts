import type { CivilDate, PersonId, SuggestionId } from '../../../shared/ids.ts';
import type { PolicyProfile } from '../../../shared/policies.ts';
import { nextStepAfter } from '../../notices/index.ts';
import { civilDateOf, instantAt, type KnownPerson, type Org, type WorkCalendar } from '../../org/index.ts';
import { roomIdOf, type Rooms } from '../../rooms/index.ts';
import type { Speaking } from '../case/case.rules.ts';
import { hearing, type HeardDoc, silence, speakerOf } from './heard.rules.ts';
import type { HeardStore } from './heard.store.ts';

interface Parts {
  store: HeardStore;
  rooms: { spoken: Rooms['spoken'] };
  people: Pick<Org['people'], 'cards'>;
}

/** Who calls in a case’s room and who answers. */
type Sides = Pick<Speaking, 'suggestionId' | 'leadId' | 'seconders' | 'tracks'>;

/** Reads who spoke in rooms, from where it was last kept on. Keeps nothing: that is for whoever lets duties follow. */
export interface HeardOf {
  /** What has been heard up to this moment; `news`: of it what is not kept yet, and whether somebody has spoken. */
  now(cases: readonly Sides[]): Promise<{ heard: Map<SuggestionId, HeardDoc>; news: readonly News[] }>;
}

/** More was said in a room than was kept of it. */
export interface News {
  readonly doc: HeardDoc;
  /** Somebody has spoken, or nobody waits any more. */
  readonly isCalled: boolean;
}

/** Makes the listener: reads on from where it was left. */
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
    const unread = before.filter(({ doc, to }) => to >= doc.from);
    const spoken = await rooms.spoken.words(
      unread.map(({ doc: { roomId, from }, to }) => ({ roomId, from, to })),
    );
    const cards = await people.cards([
      ...new Set(spoken.flatMap((s) => s.words.map((word) => word.personId))),
    ]);
    const after = unread.flatMap(({ of, doc }, i): News[] => {
      const said = spoken[i];
      if (!said) return [];
      const now = hearing(doc, said, (id) => speakerOf(of, personOf(cards, id)));
      return isSame(now, doc) ? [] : [{ doc: now, isCalled: said.words.length > 0 || !waitsAlike(now, doc) }];
    });
    const heard = new Map(before.map(({ of, doc }) => [of.suggestionId, doc]));
    for (const { doc } of after) heard.set(doc._id, doc);
    return { heard, news: after };
  },
});

/** Since when a deputy waits for an answer in these rooms, by what has been said up to this moment. */
export const makeUnansweredIn =
  (heardOf: HeardOf) =>
  async (
    briefs: readonly (Omit<Sides, 'suggestionId'> & { readonly _id: SuggestionId })[],
  ): Promise<Map<SuggestionId, CivilDate | null>> => {
    if (briefs.length === 0) return new Map();
    const { heard } = await heardOf.now(briefs.map(({ _id, ...rest }) => ({ ...rest, suggestionId: _id })));
    return new Map([...heard].map(([id, { unansweredOn }]) => [id, unansweredOn]));
  };

const personOf = (cards: ReadonlyMap<PersonId, KnownPerson>, personId: PersonId) => {
  const card = cards.get(personId);
  return {
    personId,
    unitId: card?.unitId ?? null,
    isDelegate: card?.roles.includes('deputy') ?? false,
  };
};

const isSame = (a: HeardDoc, b: HeardDoc): boolean => JSON.stringify(a) === JSON.stringify(b);

const waitsAlike = (a: HeardDoc, b: HeardDoc): boolean => a.unansweredOn === b.unansweredOn;

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
