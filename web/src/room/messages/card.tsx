import type { Card, Message, MessageBody } from '../../../../shared/messages.ts';
import { ContactCard } from './contact.tsx';
import { ReminderCard } from './reminder.tsx';
import { ServiceWelcomeCard, WelcomeCard } from './welcome.tsx';

/** What a card's view gets. `record` opens the form for a contact, where the person may. */
export interface CardShown<T extends Card['type']> {
  card: Card & { type: T };
  at: string;
  record: (() => void) | null;
}

/** A card of any type, each with its own view. */
export const CardView = ({
  message,
  record,
}: {
  message: Message & { body: MessageBody & { kind: 'card' } };
  record: (() => void) | null;
}) => {
  const { card } = message.body;
  const rest = { at: message.at, record };
  switch (card.type) {
    case 'welcome':
      return <WelcomeCard card={card} {...rest} />;
    case 'service-welcome':
      return <ServiceWelcomeCard card={card} {...rest} />;
    case 'reminder':
      return <ReminderCard card={card} {...rest} />;
    case 'contact':
      return <ContactCard card={card} {...rest} />;
  }
};
