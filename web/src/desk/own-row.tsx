import { Link } from 'wouter';
import type { OwnSuggestion } from '../../../client-sdk/index.ts';
import { Chip } from '../kit/chip.tsx';
import { useSpeech } from '../wording/speech.tsx';
import { nextStep } from './next.rules.ts';
import { useDeskWords } from './wording/use-words.ts';
import './desk.css';

/** One suggestion with the one next step of whoever looks. */
export const OwnRow = ({ one }: { one: OwnSuggestion }) => {
  const { say, wire } = useSpeech();
  const words = useDeskWords();
  const next = nextStep(one);
  return (
    <li className="desk-own" data-own={one.state}>
      <p>
        <Chip tone="brand">{say.number(one.number)}</Chip>
        <Chip tone="plain">{words.states[one.state]}</Chip>
        {one.track && (
          <Chip tone="plain">
            {`${wire.words.trackRoles[one.track.role]} · ${words.trackStates[one.track.state]}`}
          </Chip>
        )}
      </p>
      <h2>{one.title}</h2>
      <p>
        <Link className={next ? 'button button-primary' : 'button'} href={`/cases/${one.suggestionId}`}>
          {next ? words.acts[next] : words.mine.open}
        </Link>
      </p>
    </li>
  );
};
