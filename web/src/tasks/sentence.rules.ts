import type { Task } from '../../../client-sdk/index.ts';
import type { CivilDate } from '../../../shared/ids.ts';
import type { Phase } from '../../../shared/suggestions.ts';
import { daysBetween } from '../wording/days.rules.ts';
import type { TaskWords } from './wording/zh-CN.ts';

/** What a sentence needs besides its words. */
export interface Saying {
  readonly words: TaskWords;
  readonly today: CivilDate;
  readonly phases: Readonly<Record<Phase, string>>;
  readonly dayName: (day: CivilDate) => string;
}

/** What a row asks of the person, in one sentence. */
export function sentenceOf({ reason, cause }: Task, { words, today, phases, dayName }: Saying): string {
  const { what } = words;
  const day = cause?.due ? dayName(cause.due) : '';
  const ago = cause?.since ? Math.max(1, daysBetween(cause.since, today)) : 1;
  const thing = thingOf(cause?.rule ?? null, words);
  switch (reason) {
    case 'overdue':
      return what.overdue(thing);
    case 'soon':
      return what.soon(thing, day);
    case 'unanswered':
      return what.unanswered(ago);
    case 'contact':
      return what.contact(phases[cause?.phase ?? 'pre']);
    case 'after-reply':
      return what.afterReply(ago);
    case 'promise':
      return what.promise(day);
    case 'mentioned':
      return what.mentioned;
    case 'opinion':
      return what.opinion;
    case 'unread':
      return what.unread;
    case null:
      return what.none;
  }
}

/** What is owed by a rule; one that is new to these words has a general name. */
function thingOf(rule: string | null, { things }: TaskWords): string {
  const names: Readonly<Partial<Record<string, string>>> = things;
  return (rule === null ? undefined : names[rule]) ?? things.other;
}
