import type { SuggestionId } from '../../../../shared/ids.ts';
import { useSpeech } from '../../wording/speech.tsx';
import { useHandOverWords } from '../wording/use-words.ts';
import type { Registered } from './registered-store.ts';

interface TableProps {
  suggestions: readonly Registered[];
  chosen: ReadonlySet<SuggestionId>;
  choose: (ids: readonly SuggestionId[], on: boolean) => void;
}

const Line = ({
  one,
  chosen,
  choose,
}: {
  one: Registered;
  chosen: boolean;
  choose: (on: boolean) => void;
}) => {
  const { say } = useSpeech();
  const words = useHandOverWords().waiting;
  return (
    <tr className={chosen ? 'chosen' : undefined}>
      <td className="hand-over-pick">
        <label>
          <input
            type="checkbox"
            checked={chosen}
            onChange={(event) => choose(event.target.checked)}
            aria-label={words.pick(`${say.number(one.number)} ${one.title}`)}
          />
        </label>
      </td>
      <td className="hand-over-number">{say.number(one.number)}</td>
      <td>{one.title}</td>
      <td className="hand-over-units">{one.leadUnits.join('、') || words.noUnit}</td>
    </tr>
  );
};

/** The waiting suggestions, each to be chosen. */
export const RegisteredTable = ({ suggestions, chosen, choose }: TableProps) => {
  const words = useHandOverWords().waiting;
  const all = suggestions.every((one) => chosen.has(one.suggestionId));
  return (
    <table className="hand-over-table">
      <thead>
        <tr>
          <th className="hand-over-pick" scope="col">
            <label>
              <input
                type="checkbox"
                checked={all}
                onChange={(event) =>
                  choose(
                    suggestions.map((one) => one.suggestionId),
                    event.target.checked,
                  )
                }
                aria-label={words.pickAll}
              />
            </label>
          </th>
          <th className="hand-over-number" scope="col">
            {words.number}
          </th>
          <th scope="col">{words.suggestion}</th>
          <th className="hand-over-units" scope="col">
            {words.units}
          </th>
        </tr>
      </thead>
      <tbody>
        {suggestions.map((one) => (
          <Line
            key={one.suggestionId}
            one={one}
            chosen={chosen.has(one.suggestionId)}
            choose={(on) => choose([one.suggestionId], on)}
          />
        ))}
      </tbody>
    </table>
  );
};
