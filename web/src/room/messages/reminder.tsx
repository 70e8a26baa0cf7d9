import { Button } from '../../kit/button.tsx';
import { Icon } from '../../kit/icon.tsx';
import { dayName } from '../../wording/days.rules.ts';
import { useSpeech } from '../../wording/speech.tsx';
import type { CardShown } from './card.tsx';
import { CardSheet } from './card-sheet.tsx';

/** What is owed and by when, with the button that ends it for whoever may press it. */
export const ReminderCard = ({ card, at, record }: CardShown<'reminder'>) => {
  const { say, today, language } = useSpeech();
  const due = dayName(card.due, today, language);
  return (
    <CardSheet
      tone="warn"
      icon="clock"
      title={say.card.reminder(say.phase[card.phase])}
      at={at}
      facts={[
        [say.contact.unit, card.unitName],
        [say.caseCard.contactDue, due],
        [say.card.step, say.notices.days(card.step)],
      ]}
    >
      {record && (
        <Button onClick={record}>
          <Icon name="pen" />
          {say.caseFile.record}
        </Button>
      )}
    </CardSheet>
  );
};
