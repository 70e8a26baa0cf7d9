import type { Card } from '../../shared/messages.ts';
import type { FileKind } from '../../shared/files.ts';
import type { InboxItem } from '../../shared/rooms.ts';
import type { CardWords, FirstWords, RoomWords, SystemLine } from './words.ts';

/** What the server says in rooms in codes, as sentences of one language. */
export interface RoomSay {
  readonly words: RoomWords;
  readonly card: (card: Card) => CardWords;
  readonly system: (line: Pick<SystemLine, 'key' | 'params'>) => string;
  /** The last message of a room in the inbox: its author and first words. */
  readonly excerpt: (last: InboxItem['last']) => string;
}

/** The sayings that these words make, with what files are called. */
export const roomSayIn = (words: RoomWords, { fileKinds }: Pick<FirstWords, 'fileKinds'>): RoomSay => ({
  words,
  card: (card) => cardWords(words, card),
  system: ({ key, params }) => words.system[key](params),
  excerpt: (last) => {
    if (!last) return '';
    if (last.kind === 'text') return `${last.author}: ${last.excerpt}`;
    if (last.kind === 'announcement') return `${words.cardNames.announcement}: ${last.excerpt}`;
    if (last.kind === 'recalled') return words.recalledName;
    if (isFileKind(fileKinds, last.kind))
      return `${last.author}: [${fileKinds[last.kind]}] ${last.excerpt}`.trimEnd();
    return lookUp(last.kind === 'card' ? words.cardNames : words.systemNames, last.excerpt);
  },
});

const isFileKind = (names: FirstWords['fileKinds'], kind: string): kind is FileKind =>
  Object.hasOwn(names, kind);

/** A newer server may know kinds that these words do not: then nothing is said. */
const lookUp = (names: Readonly<Record<string, string>>, key: string): string => names[key] ?? '';

function cardWords(words: RoomWords, card: Card): CardWords {
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
