import { useEffect, useState } from 'react';
import { useSearchParams } from 'wouter';
import type * as z from 'zod/mini';
import type { previewImport } from '../../../../shared/import.ts';
import { IMPORT_AIMS } from '../../../../shared/values/import.ts';
import { Button } from '../../kit/button.tsx';
import { Chip } from '../../kit/chip.tsx';
import { Choices, Field, Refusal } from '../../kit/field.tsx';
import { dayName } from '../../wording/days.rules.ts';
import { useSpeech } from '../../wording/speech.tsx';
import type { StepProps } from '../step-props.ts';
import { useHandOverWords } from '../wording/use-words.ts';
import { useAim } from './use-aim.ts';

type Preview = z.output<typeof previewImport.output>;

const usePreview = ({ huying, shown: { importId } }: Pick<StepProps, 'huying' | 'shown'>) => {
  const { fault } = useSpeech();
  const [preview, setPreview] = useState<Preview | null>(null);
  const [refusal, setRefusal] = useState('');
  useEffect(() => {
    let wanted = true;
    huying.ask('import:preview', { importId }).then(
      (found) => {
        if (wanted) setPreview(found);
      },
      (error: unknown) => {
        if (wanted) setRefusal(fault(error));
      },
    );
    return () => {
      wanted = false;
    };
  }, [huying, importId, fault]);
  return { preview, refusal };
};

const Units = ({ units }: Pick<Preview, 'units'>) => {
  const { preview: words } = useHandOverWords();
  return (
    <section aria-label={words.units}>
      <h2>{words.units}</h2>
      <div className="import-scroll" tabIndex={0} role="region" aria-label={words.units}>
        <table className="import-table import-units">
          <thead>
            <tr>
              {[words.unit, words.lead, words.separate, words.co, words.reference, words.people].map(
                (head) => (
                  <th key={head} scope="col">
                    {head}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {units.map((unit) => (
              <tr key={unit.name}>
                <th scope="row">{unit.name}</th>
                <td data-label={words.lead}>{unit.lead}</td>
                <td data-label={words.separate}>{unit.separate}</td>
                <td data-label={words.co}>{unit.co}</td>
                <td data-label={words.reference}>{unit.reference}</td>
                <td data-label={words.people}>
                  {unit.people > 0 ? unit.people : <Chip tone="warn">{words.nobody}</Chip>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
};

const Room = ({ room }: { room: Preview['rooms'][number] }) => {
  const { wire, today, language } = useSpeech();
  const { preview: words } = useHandOverWords();
  const comma = language === 'zh-CN' ? '、' : ', ';
  const more = room.members - room.seats.length;
  return (
    <li className="import-room">
      <h3>{room.name}</h3>
      <p dir="auto">{room.title}</p>
      {room.leadUnits.length > 0 && <p>{words.leadUnits(room.leadUnits.join(comma))}</p>}
      {room.coUnits.length > 0 && <p>{words.coUnits(room.coUnits.join(comma))}</p>}
      {room.contactDue !== null && <p>{words.due(dayName(room.contactDue, today, language))}</p>}
      <p>{words.members(room.members)}</p>
      <ul>
        {room.seats.map((seat, i) => (
          <li key={i}>
            {seat.name}
            <small>
              {[seat.label, ...seat.roles.map((role) => wire.words.seatRoles[role])]
                .filter(Boolean)
                .join(' · ')}
            </small>
          </li>
        ))}
        {more > 0 && <li>{words.more(more)}</li>}
      </ul>
    </li>
  );
};

/** What becomes of the rows, and from which day terms count; kept in the address. */
const Aim = () => {
  const { today } = useSpeech();
  const { preview: words } = useHandOverWords();
  const { aim, on } = useAim();
  const [, setParams] = useSearchParams();
  const keep = (chosen: Partial<{ aim: string; on: string }>) =>
    setParams({ aim, on, ...chosen }, { replace: true });
  return (
    <>
      <Choices
        label={words.aim}
        name="aim"
        options={IMPORT_AIMS.map((value) => ({ value, label: words.aims[value] }))}
        value={aim}
        choose={(value) => keep({ aim: value })}
      />
      <p className="import-hint">{words.aimHints[aim]}</p>
      {aim === 'hand-over' && (
        <Field
          label={words.on}
          type="date"
          required
          max={today}
          value={on}
          onChange={(event) => keep({ on: event.target.value })}
        />
      )}
    </>
  );
};

/** Step 4: who gets what, ten rooms as they will be, and what shall become of the rows. */
export const PreviewStep = (props: StepProps) => {
  const { preview: words } = useHandOverWords();
  const { preview, refusal } = usePreview(props);
  return (
    <div className="form">
      <Refusal>{refusal}</Refusal>
      {preview === null && refusal === '' && <p role="status">{words.counting}</p>}
      {preview && (
        <>
          <p className="import-sum">
            <strong>{words.summary(preview.count, preview.people)}</strong>
          </p>
          <Aim />
          <div>
            <Button look="primary" onClick={() => props.go('run')}>
              {words.go}
            </Button>
          </div>
          <Units units={preview.units} />
          <section aria-label={words.rooms(preview.rooms.length)}>
            <h2>{words.rooms(preview.rooms.length)}</h2>
            <ul className="import-rooms">
              {preview.rooms.map((room) => (
                <Room key={room.line} room={room} />
              ))}
            </ul>
          </section>
        </>
      )}
    </div>
  );
};
