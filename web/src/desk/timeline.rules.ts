import type { EventKind } from '../../../shared/case-events.ts';
import type { TimelineEntry } from '../../../shared/cases.ts';
import { RATINGS, REJECTION_REASONS } from '../../../shared/values/cases.ts';
import type { DeskWords } from './wording/words.ts';

/** What happened, in a few words: these pages’ own, else those of the line in the room. */
export function titleOf(kind: string, words: DeskWords, lines: Readonly<Record<string, string>>): string {
  return words.kinds[kind as EventKind] ?? lines[`case-${kind}`] ?? '';
}

const known = <T extends string>(values: readonly T[], value: unknown): T | null =>
  values.find((one) => one === value) ?? null;

/** What an entry adds to its title: texts as they were written, values in words. */
export function detailsOf(facts: TimelineEntry['facts'], words: DeskWords): string[] {
  const text = (name: string) => {
    const fact = facts[name];
    return typeof fact === 'string' ? fact : '';
  };
  const reason = known(REJECTION_REASONS, facts['reason']);
  const result = known(RATINGS, facts['result']);
  const attitude = known(RATINGS, facts['attitude']);
  return [
    reason ? words.reasons[reason] : text('reason'),
    text('note'),
    text('number') === '' ? '' : words.numberOf(text('number')),
    text('department'),
    text('summary'),
    result ? words.page.rated(attitude && words.ratings[attitude], words.ratings[result]) : text('result'),
    text('until') || text('due'),
    facts['approved'] === true ? words.decisions.agree : '',
    facts['approved'] === false ? words.decisions.refuse : '',
  ].filter((one) => one !== '');
}
