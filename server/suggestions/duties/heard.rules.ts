import type { CivilDate, PersonId, RoomId, SuggestionId, UnitId } from '../../../shared/ids.ts';
import { civilDateOf } from '../../org/index.ts';
import type { SpokenWord } from '../../rooms/index.ts';
import type { Speaking } from '../case/case.rules.ts';

/** What is kept of the words in a case’s room: who is waited for, never what was said. */
export interface HeardDoc {
  readonly _id: SuggestionId;
  readonly roomId: RoomId;
  /** From this number on words are read the next time: the first that nobody has answered, else the first unread. */
  readonly from: number;
  /** Day of the first word of a deputy that nobody of a unit has answered. */
  readonly unansweredOn: CivilDate | null;
  /** Day of the last word of anybody. */
  readonly lastWordOn: CivilDate | null;
  /** When silence has lasted so long that it is to be reminded of; null: nobody has to break it, or it was seen. */
  readonly idleAt: Date | null;
}

/** What was kept before anybody spoke. */
export const silence = (suggestionId: SuggestionId, roomId: RoomId): HeardDoc => ({
  ...{ _id: suggestionId, roomId, from: 1, unansweredOn: null, lastWordOn: null, idleAt: null },
});

/** How somebody stands to a case when they speak. */
export type Speaker = 'deputy' | 'unit' | 'other';

/** Deputies of the case call, people of its units answer; whoever else speaks does neither. */
export function speakerOf(
  { leadId, seconders, tracks }: Pick<Speaking, 'leadId' | 'seconders' | 'tracks'>,
  person: { readonly personId: PersonId; readonly unitId: UnitId | null; readonly isDelegate: boolean },
): Speaker {
  const { personId, unitId, isDelegate } = person;
  if (personId === leadId || seconders.some((s) => s.personId === personId)) return 'deputy';
  if (unitId !== null && tracks.some((t) => t.unitId === unitId)) return 'unit';
  return isDelegate ? 'deputy' : 'other';
}

/** What is kept after more words. What was taken back meanwhile is read over: nobody waits for an answer to it. */
export function hearing(
  before: HeardDoc,
  spoken: { readonly to: number; readonly words: readonly SpokenWord[] },
  speaker: (personId: PersonId) => Speaker,
): HeardDoc {
  let waiting: SpokenWord | null = null;
  for (const word of spoken.words) {
    const by = speaker(word.personId);
    if (by === 'unit') waiting = null;
    else if (by === 'deputy') waiting ??= word;
  }
  const last = spoken.words.at(-1);
  return {
    ...before,
    from: waiting?.seq ?? Math.max(before.from, spoken.to + 1),
    unansweredOn: waiting ? civilDateOf(waiting.at) : null,
    lastWordOn: last ? civilDateOf(last.at) : before.lastWordOn,
  };
}
