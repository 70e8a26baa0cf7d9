import type { Card } from '../../shared/messages.ts';
import type { CardWords, RoomWords, SystemLine } from './words.ts';

/** What the server says in rooms in codes, as sentences of one language. */
export interface RoomSay {
  readonly card: (card: Card) => CardWords;
  readonly system: (line: Pick<SystemLine, 'key' | 'params'>) => string;
}

/** The sayings that these words make. */
export const roomSayIn = (words: RoomWords): RoomSay => ({
  card: (card) => cardWords(words, card),
  system: ({ key, params }) => words.system[key](params),
});

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
