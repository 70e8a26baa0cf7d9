import { FAULTS, type FaultCode } from '../../shared/faults.ts';
import type { Mention } from '../../shared/messages.ts';
import type { FirstWords, Facts, Recalled } from './words.ts';

/** What the server says in codes, as sentences of one language. */
export interface FirstSay {
  readonly words: FirstWords;
  /** A refusal. What is no refusal of the server (a bug, a full disk) is said as INTERNAL. */
  readonly fault: (fault: unknown) => string;
  /** A mention of all, or of a role, as it is written: 「@主办单位」. Persons are called by their names. */
  readonly mention: (mention: Exclude<Mention, { kind: 'person' }>) => string;
  /** The stub of a message that was taken back. */
  readonly recalled: (stub: Pick<Recalled, 'by' | 'byOffice' | 'why'>) => string;
}

const isCode = (code: unknown): code is FaultCode => typeof code === 'string' && code in FAULTS;

/** The sayings that these words make. */
export function firstSayIn(words: FirstWords): FirstSay {
  return {
    words,
    fault: (fault) => {
      const { code, facts } = (fault ?? {}) as { code?: unknown; facts?: Facts };
      return isCode(code) ? words.faults[code](facts ?? {}) : words.faults.INTERNAL({});
    },
    mention: (mention) =>
      `@${mention.kind === 'everyone' ? words.everyone : words.mentionRoles[mention.role]}`,
    recalled: words.recalled,
  };
}
