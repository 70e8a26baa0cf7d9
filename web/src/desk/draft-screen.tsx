import { useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import type { Huying } from '../../../client-sdk/index.ts';
import type { Me } from '../../../shared/people.ts';
import { useSpeech } from '../wording/speech.tsx';
import { FieldsForm } from './forms/act-form.tsx';
import { loadUnits } from './forms/desk.ts';
import type { Field } from './forms/field.tsx';
import { draftFields } from './forms/proposing.ts';
import { useDeskWords } from './wording/use-words.ts';
import './desk.css';

/** A deputy begins a suggestion; who only heads a delegation, one of the delegation. */
export const DraftScreen = ({ huying, me }: { huying: Huying; me: Me }) => {
  const words = useDeskWords();
  const { wire } = useSpeech();
  const [, go] = useLocation();
  const [units] = useState(() => loadUnits(huying));
  const { origins } = wire.words.boards;
  // The compiler sees each field as its own; the form treats them alike. Words of another language come a moment later.
  const fields = useMemo(
    () => draftFields({ words, units }, origins) as unknown as Readonly<Record<string, Field<unknown>>>,
    [words, units, origins],
  );
  const by = me.roles.includes('deputy') ? 'deputy' : 'delegation';
  return (
    <section className="desk">
      <header className="desk-head">
        <h1>{words.mine.draft}</h1>
      </header>
      <FieldsForm
        name="suggestion:draft"
        keptAs="draft"
        fields={fields}
        // The fields are those of the contract: draftFields says so.
        send={async (values) => {
          const { suggestionId } = await huying.draft({ ...values, by } as never);
          go(`/cases/${suggestionId}`);
        }}
        cancel={() => go('/home')}
        done={() => undefined}
      />
    </section>
  );
};
