import { useId } from 'react';
import type { TaskFilter } from '../../../client-sdk/index.ts';
import type { Phase } from '../../../shared/suggestions.ts';
import { PHASES } from '../../../shared/values/suggestions.ts';
import { useSpeech } from '../wording/speech.tsx';
import { useTaskWords } from './wording/use-words.ts';

interface TaskFilterProps {
  filter: TaskFilter;
  sections: readonly string[];
  /** How many rooms there are to search. */
  all: number;
  choose: (filter: TaskFilter) => void;
}

/** Words to look for, a section, a phase. */
export const TaskFilters = ({ filter, sections, all, choose }: TaskFilterProps) => {
  const { say } = useSpeech();
  const words = useTaskWords();
  const id = useId();
  const { text: _text, ...withoutText } = filter;
  const { section: _section, ...withoutSection } = filter;
  const { phase: _phase, ...withoutPhase } = filter;
  return (
    <search className="task-filters">
      <label className="hidden-words" htmlFor={id}>
        {words.find(all)}
      </label>
      <input
        id={id}
        className="input"
        type="search"
        placeholder={words.find(all)}
        value={filter.text ?? ''}
        maxLength={100}
        onChange={({ target: { value } }) =>
          choose(value === '' ? withoutText : { ...withoutText, text: value })
        }
      />
      {sections.length > 0 && (
        <select
          className="input"
          aria-label={words.section}
          value={filter.section ?? ''}
          onChange={({ target: { value } }) =>
            choose(value === '' ? withoutSection : { ...withoutSection, section: value })
          }
        >
          <option value="">{words.everySection}</option>
          {sections.map((section) => (
            <option key={section}>{section}</option>
          ))}
        </select>
      )}
      <select
        className="input"
        aria-label={words.phase}
        value={filter.phase ?? ''}
        onChange={({ target: { value } }) =>
          choose(value === '' ? withoutPhase : { ...withoutPhase, phase: value as Phase })
        }
      >
        <option value="">{words.everyPhase}</option>
        {PHASES.map((phase) => (
          <option key={phase} value={phase}>
            {say.phase[phase]}
          </option>
        ))}
      </select>
    </search>
  );
};
