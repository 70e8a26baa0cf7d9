import type { Message, Quote } from '../../../../shared/messages.ts';
import { Written } from '../../kit/written.tsx';
import { useSpeech } from '../../wording/speech.tsx';

/** What a message answers; nothing of it once it was taken back. */
export const QuoteBlock = ({ quote }: { quote: Quote }) => {
  const { wire } = useSpeech();
  return (
    <blockquote className="message-quote">
      {quote.recalled ? (
        wire.words.quoteRecalled
      ) : (
        <>
          {quote.author}：
          <Written text={quote.excerpt} />
        </>
      )}
    </blockquote>
  );
};

/** How many answered by one touch, and how. */
export const ReactionsLine = ({ reactions }: { reactions: NonNullable<Message['reactions']> }) => {
  const { wire } = useSpeech();
  if (reactions.length === 0) return null;
  return (
    <p className="message-reactions">
      {reactions.map(({ reaction, count }) => (
        <span key={reaction}>{`${wire.words.reactions[reaction]} ${count}`}</span>
      ))}
    </p>
  );
};
