import { useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import { type CaseFile, Fault, type Huying } from '../../../client-sdk/index.ts';
import type { SuggestionId } from '../../../shared/ids.ts';
import { Button } from '../kit/button.tsx';
import { Refusal } from '../kit/field.tsx';
import { civilDateOf, dayName } from '../wording/days.rules.ts';
import { useSpeech } from '../wording/speech.tsx';
import type { BoardLine, Waiting, MetContact } from './home.rules.ts';
import { useHomeWords } from './wording/use-words.ts';

interface WaitingCardProps {
  huying: Huying;
  one: Waiting;
  /** Called when it was answered. */
  answered: () => void;
}

/** A case to act upon; what that takes is fetched with the first act. */
const caseToAct = async (huying: Huying, suggestionId: SuggestionId): Promise<CaseFile> => {
  const fetched = await import('../../../client-sdk/inside.ts').catch(() => null);
  if (fetched === null) throw new Fault('UNAVAILABLE'); // the page’s own files cannot be had just now
  return fetched.caseOf(huying, suggestionId);
};

/** Does one thing at a time, and says why it was not done. */
const useAnswer = (answered: () => void) => {
  const { fault } = useSpeech();
  const [sending, setSending] = useState(false);
  const [refusal, setRefusal] = useState('');
  const answer = (run: () => Promise<unknown>) => {
    setSending(true);
    setRefusal('');
    run()
      .then(answered, (error: unknown) => setRefusal(fault(error)))
      .finally(() => setSending(false));
  };
  return { sending, refusal, answer };
};

const Sheet = ({ line, children }: { line: BoardLine; children: ReactNode }) => {
  const { say } = useSpeech();
  return (
    <li className="home-waiting" data-waiting={line.suggestionId}>
      <p className="home-waiting-top">
        {[line.number === '' ? '' : say.number(line.number), line.units[0] ?? '']
          .filter(Boolean)
          .join('\u3000')}
      </p>
      <h3>{line.title}</h3>
      {children}
    </li>
  );
};

const ContactCard = ({
  huying,
  line,
  contact,
  answered,
}: {
  huying: Huying;
  line: BoardLine;
  contact: MetContact;
  answered: () => void;
}) => {
  const { today, language, wire } = useSpeech();
  const words = useHomeWords();
  const { sending, refusal, answer } = useAnswer(answered);
  const day = dayName(civilDateOf(contact.at), today, language);
  return (
    <Sheet line={line}>
      <p>
        {words.contact(
          contact.unitName,
          day,
          wire.words.methods[contact.method],
          wire.words.phases[contact.phase],
        )}
      </p>
      <p>{words.asked}</p>
      <Refusal>{refusal}</Refusal>
      <div className="home-acts">
        <Button
          look="primary"
          disabled={sending}
          onClick={() =>
            answer(async () => {
              const file = await caseToAct(huying, line.suggestionId);
              await file.do('contact:confirm', { contactId: contact.contactId });
            })
          }
        >
          {words.isSo}
        </Button>
        <Link
          className="button"
          href={line.roomId === null ? `/cases/${line.suggestionId}` : `/rooms/${line.roomId}`}
        >
          {words.differs}
        </Link>
      </div>
    </Sheet>
  );
};

const StepCard = ({ huying, line, answered }: { huying: Huying; line: BoardLine; answered: () => void }) => {
  const { today, language, wire } = useSpeech();
  const words = useHomeWords();
  const { sending, refusal, answer } = useAnswer(answered);
  const { step, by } = line.next;
  const isSeconding = step === 'confirm-seconding';
  const acts: Readonly<Record<string, string>> = words.steps;
  return (
    <Sheet line={line}>
      <p>{wire.words.boards.steps[step]}</p>
      {by !== null && <p>{words.by(dayName(by, today, language))}</p>}
      <Refusal>{refusal}</Refusal>
      <div className="home-acts">
        {isSeconding && (
          <Button
            look="primary"
            disabled={sending}
            onClick={() =>
              answer(async () => {
                const file = await caseToAct(huying, line.suggestionId);
                await file.do('seconding:confirm', {});
              })
            }
          >
            {words.second}
          </Button>
        )}
        <Link
          className={isSeconding ? 'button' : 'button button-primary'}
          href={`/cases/${line.suggestionId}`}
        >
          {acts[step] ?? line.title}
        </Link>
      </div>
    </Sheet>
  );
};

/** One thing that waits for the deputy, with the buttons that answer it. */
export const WaitingCard = ({ huying, one, answered }: WaitingCardProps) =>
  one.is === 'contact' ? (
    <ContactCard huying={huying} line={one.line} contact={one.contact} answered={answered} />
  ) : (
    <StepCard huying={huying} line={one.line} answered={answered} />
  );
