import { FAULTS, type FaultCode } from '../../shared/faults.ts';
import type { FileKind } from '../../shared/files.ts';
import { FILE_KINDS } from '../../shared/values/files.ts';
import type { Card, Mention } from '../../shared/messages.ts';
import type { InboxItem } from '../../shared/rooms.ts';
import type { CardWords, Facts, Recalled, SystemLine, Words } from './words.ts';

/** What the server says in codes, as sentences of one language. */
export interface Say {
  readonly words: Words;
  /** A refusal. What is no refusal of the server (a bug, a full disk) is said as INTERNAL. */
  readonly fault: (fault: unknown) => string;
  readonly card: (card: Card) => CardWords;
  readonly system: (line: Pick<SystemLine, 'key' | 'params'>) => string;
  /** A mention of all, or of a role, as it is written: 「@主办单位」. Persons are called by their names. */
  readonly mention: (mention: Exclude<Mention, { kind: 'person' }>) => string;
  /** The stub of a message that was taken back. */
  readonly recalled: (stub: Pick<Recalled, 'by' | 'byOffice' | 'why'>) => string;
  /** The last message of a room in the inbox: its author and first words. */
  readonly excerpt: (last: InboxItem['last']) => string;
}

const isCode = (code: unknown): code is FaultCode => typeof code === 'string' && code in FAULTS;

/** The sayings that these words make. */
export function sayIn(words: Words): Say {
  return {
    words,
    fault: (fault) => {
      const { code, facts } = (fault ?? {}) as { code?: unknown; facts?: Facts };
      return isCode(code) ? words.faults[code](facts ?? {}) : words.faults.INTERNAL({});
    },
    card: (card) => cardWords(words, card),
    system: ({ key, params }) => words.system[key](params),
    mention: (mention) =>
      `@${mention.kind === 'everyone' ? words.everyone : words.mentionRoles[mention.role]}`,
    recalled: words.recalled,
    excerpt: (last) => {
      if (!last) return '';
      if (last.kind === 'text') return `${last.author}: ${last.excerpt}`;
      if (last.kind === 'announcement') return `${words.cardNames.announcement}: ${last.excerpt}`;
      if (last.kind === 'recalled') return words.recalledName;
      if (isFileKind(last.kind))
        return `${last.author}: [${words.fileKinds[last.kind]}] ${last.excerpt}`.trimEnd();
      return lookUp(last.kind === 'card' ? words.cardNames : words.systemNames, last.excerpt);
    },
  };
}

const isFileKind = (kind: string): kind is FileKind => FILE_KINDS.some((known) => known === kind);

/** A newer server may know kinds that these words do not: then nothing is said. */
const lookUp = (names: Readonly<Record<string, string>>, key: string): string => names[key] ?? '';

function cardWords(words: Words, card: Card): CardWords {
  switch (card.type) {
    case 'welcome':
      return words.cards.welcome(card);
    case 'service-welcome':
      return words.cards['service-welcome'](card);
    case 'reminder':
      return words.cards.reminder(card);
    case 'contact':
      return words.cards.contact(card);
    case 'announcement':
      return words.cards.announcement(card);
    case 'bulletin':
      return words.cards.bulletin(card);
  }
}
