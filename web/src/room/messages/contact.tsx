import { civilDateOf, dayName, wallClockOf } from '../../wording/days.rules.ts';
import { useSpeech } from '../../wording/speech.tsx';
import type { CardShown } from './card.tsx';
import { CardSheet } from './card-sheet.tsx';

/** A contact that was made: by whom, with whom, how, and what was said. */
export const ContactCard = ({ card, at }: CardShown<'contact'>) => {
  const { say, today, language } = useSpeech();
  const when = `${dayName(civilDateOf(card.at), today, language)} ${wallClockOf(card.at)}`;
  return (
    <CardSheet
      tone="ok"
      icon="tick"
      title={say.card.contact(say.phase[card.phase])}
      at={at}
      facts={[
        [say.contact.unit, card.unitName],
        [say.card.how, `${when} ${say.method[card.method]}`],
        [say.contact.withWhom, card.withNames.join('、')],
        [say.card.summary, card.summary],
        [say.card.basis, card.messageSeqs.length === 0 ? '' : say.card.messages(card.messageSeqs.length)],
      ]}
    />
  );
};
