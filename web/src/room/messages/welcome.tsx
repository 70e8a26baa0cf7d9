import { dayName } from '../../wording/days.rules.ts';
import { useSpeech } from '../../wording/speech.tsx';
import type { CardShown } from './card.tsx';
import { CardSheet } from './card-sheet.tsx';

/** The first card of a suggestion's room: what it is about, and what comes next. */
export const WelcomeCard = ({ card, at }: CardShown<'welcome'>) => {
  const { say, today, language } = useSpeech();
  return (
    <CardSheet
      tone="brand"
      icon="file"
      title={say.card.welcome}
      at={at}
      facts={[
        [say.card.suggestion, `${say.number(card.number)} ${card.title}`],
        [say.track.lead, card.leadUnits.join('、')],
        [say.track.co, card.coUnits.join('、')],
        [say.caseCard.assigned, dayName(card.assignedOn, today, language)],
        [
          say.caseCard.contactDue,
          card.contactDue === null ? '' : say.due.before(dayName(card.contactDue, today, language)),
        ],
        [say.card.reply, card.wantsWrittenReply ? say.caseFile.written : say.caseFile.noWritten],
      ]}
    />
  );
};

/** The first card of a delegation's service room. */
export const ServiceWelcomeCard = ({ card, at }: CardShown<'service-welcome'>) => {
  const { say } = useSpeech();
  return (
    <CardSheet
      tone="brand"
      icon="people"
      title={say.card.serviceWelcome(card.delegationName)}
      at={at}
      facts={[]}
    >
      <p className="card-word">{say.card.serviceWord}</p>
    </CardSheet>
  );
};
