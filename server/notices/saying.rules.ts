import type { CivilDate, UnitId } from '../../shared/ids.ts';
import { daysBetween } from '../org/index.ts';
import type { Concerned, Said, WordsAsked, WordsInAll } from './channels/channel.ts';
import type { Due } from './judging.rules.ts';
import { REMINDING } from './reminding.rules.ts';
import { reminderRow } from './reminder-table.rules.ts';

type Names = ReadonlyMap<UnitId, { readonly shortName: string }>;

/** The unit that owes it, else the one that it is about. */
const unitOf = ({ duty }: Due): UnitId | null => duty.unitId ?? duty.facts.unitId ?? null;

const concerned = ({ duty, standing }: Due): Concerned => ({
  ...{ suggestionId: duty.suggestionId, roomId: duty.roomId, due: duty.due },
  ...{ number: standing.number, title: standing.title },
});

/** The most urgent first; what is due by no day comes last. */
export const mostUrgentFirst = (dues: readonly Due[]): Due[] =>
  dues.toSorted((a, b) => (a.duty.by < b.duty.by ? -1 : a.duty.by > b.duty.by ? 1 : 0));

/** What words are asked for: of one reminder, or of several as a digest that begins with the first. */
export function wordsAsked(
  first: Due,
  count: number,
  { names, today }: { names: Names; today: CivilDate },
): WordsAsked {
  const { delivery, duty, standing, reminding } = first;
  const unitId = unitOf(first);
  return {
    ...{ rule: delivery.rule, offset: delivery.offset },
    gentle: reminderRow(delivery.rule).gentle === true || reminding.step.notify.includes('deputies'),
    facts: {
      ...{ number: standing.number, title: standing.title, count },
      unit: (unitId === null ? undefined : names.get(unitId)?.shortName) ?? '',
      phase: duty.facts.phase ?? null,
      due: duty.due,
      daysLeft: duty.due === null ? null : daysBetween(today, duty.due),
    },
  };
}

/** All that a channel is given of reminders that are said together. */
export function saidTogether(
  parcel: string,
  dues: readonly [Due, ...Due[]],
  { names, words }: { names: Names; words: WordsInAll },
): Said {
  const [first] = dues;
  const { delivery, duty } = first;
  const unitId = duty.unitId;
  return {
    ...{ deliveryId: parcel, congressId: duty.congressId, rule: delivery.rule, offset: delivery.offset },
    recipient: delivery.recipient,
    unit: unitId === null ? null : { unitId, name: names.get(unitId)?.shortName ?? '' },
    phase: duty.facts.phase ?? null,
    about: dues.slice(0, REMINDING.namedInDigest).map(concerned),
    ...{ count: dues.length, words },
  };
}

/** Units whose names are needed. */
export const unitsNamed = (dues: readonly Due[]): UnitId[] => [
  ...new Set(dues.flatMap((due) => [unitOf(due), due.duty.unitId]).filter((id) => id !== null)),
];
