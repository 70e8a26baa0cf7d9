import type { CivilDate, CongressId, PersonId, RoomId, SuggestionId, UnitId } from '../../../shared/ids.ts';
import type { Phase } from '../../../shared/suggestions.ts';
import type { RuleName } from '../reminder-table.rules.ts';

/** What a reminder says, in one language. */
export interface Words {
  readonly title: string;
  readonly text: string;
}

/** The same in each language of the product. */
export type WordsInAll = Readonly<Record<'zh-CN' | 'en', Words>>;

/** What the words of a reminder may speak of. */
export interface WordFacts {
  /** Of the first suggestion, where it is about several. */
  readonly number: string;
  readonly title: string;
  /** Name of the unit that owes it or that it is about; empty: no unit. */
  readonly unit: string;
  readonly phase: Phase | null;
  readonly due: CivilDate | null;
  /** Days from today to the last day; negative: so many days late; null: nothing says by when. */
  readonly daysLeft: number | null;
  /** 1; more: a digest of so many suggestions in one reminder. */
  readonly count: number;
}

/** What words are asked for. `offset` as the steps name it: `since+5wd`, `due-7d`, `50%`, `due+1wd#2`. */
export interface WordsAsked {
  readonly rule: RuleName;
  readonly offset: string;
  /** To deputies: few and gentle. */
  readonly gentle: boolean;
  readonly facts: WordFacts;
}

/** Who is spoken to: the room of the suggestion, one person privately, or whoever runs the installation. */
export type Recipient = 'room' | 'operators' | PersonId;

/** One suggestion that a reminder is about. */
export interface Concerned {
  readonly suggestionId: SuggestionId;
  readonly roomId: RoomId;
  readonly number: string;
  readonly title: string;
  readonly due: CivilDate | null;
}

/** Everything that a channel may show of a reminder. */
export interface Said {
  /** The same for every attempt to say it: twice is once. */
  readonly deliveryId: string;
  readonly congressId: CongressId;
  readonly rule: RuleName;
  readonly offset: string;
  readonly recipient: Recipient;
  /** The unit that owes it; of many the first one’s; null: no unit does. */
  readonly unit: { readonly unitId: UnitId; readonly name: string } | null;
  readonly phase: Phase | null;
  /** The suggestions it is about, the most urgent first; of many the first ones; none: a word to the operators. */
  readonly about: readonly Concerned[];
  /** How many those are in all. */
  readonly count: number;
  readonly words: WordsInAll;
}

/** What came of it; refused: it will never arrive there, `why` is kept as evidence, without the words. */
export type Outcome = { readonly state: 'said' } | { readonly state: 'refused'; readonly why: string };

export const CHANNEL_NAMES = ['room', 'to-do', 'mail', 'push'] as const;
export type ChannelName = (typeof CHANNEL_NAMES)[number];

/**
 * One way to reach people. Saying the same delivery twice is saying it once. It throws what passes (the delivery is
 * tried again) and answers `refused` to what does not.
 */
export interface Channel {
  readonly name: ChannelName;
  deliver(said: Said): Promise<Outcome>;
}
