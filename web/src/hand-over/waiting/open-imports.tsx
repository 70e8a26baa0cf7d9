import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import type { Huying } from '../../../../client-sdk/index.ts';
import type { SuggestionImport } from '../../../../shared/import.ts';
import { Chip } from '../../kit/chip.tsx';
import { Refusal } from '../../kit/field.tsx';
import type { Tone } from '../../kit/tone.ts';
import { civilDateOf, dayName } from '../../wording/days.rules.ts';
import { useSpeech } from '../../wording/speech.tsx';
import { isOpen, withStep } from '../import.rules.ts';
import { useHandOverWords } from '../wording/use-words.ts';

const toneOf = (one: SuggestionImport): Tone =>
  one.state === 'stopped' ? 'warn' : one.state === 'done' ? 'ok' : 'brand';

/** Imports that are going on, on whatever device they were begun; each goes on from here. */
export const OpenImports = ({ huying }: { huying: Huying }) => {
  const { fault, today, language } = useSpeech();
  const { imports: words } = useHandOverWords();
  const [found, setFound] = useState<readonly SuggestionImport[]>([]);
  const [refusal, setRefusal] = useState('');
  useEffect(() => {
    let wanted = true;
    const look = () => {
      huying.ask('import:list', {}).then(
        ({ imports }) => {
          if (wanted) setFound(imports);
        },
        (error: unknown) => {
          if (wanted) setRefusal(fault(error));
        },
      );
    };
    const stops = [
      huying.on('import', (step) => setFound((list) => list.map((one) => withStep(one, step)))),
      huying.on('state', (state) => {
        if (state === 'online') look();
      }),
    ];
    look();
    return () => {
      wanted = false;
      for (const stop of stops) stop();
    };
  }, [huying, fault]);
  const open = found.filter(isOpen);
  return (
    <>
      <Refusal>{refusal}</Refusal>
      {open.length > 0 && (
        <section className="imports" aria-label={words.title}>
          <h2>{words.open}</h2>
          <ul>
            {open.map((one) => (
              <li key={one.importId} data-import={one.state}>
                <Link href={`/hand-over/${one.importId}`}>{one.file.name}</Link>
                <span>
                  {words.rows(one.rows.all)} · {one.by.name} ·{' '}
                  {dayName(civilDateOf(one.begunAt), today, language)}
                </span>
                <Chip tone={toneOf(one)}>{words.states[one.state]}</Chip>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
};
