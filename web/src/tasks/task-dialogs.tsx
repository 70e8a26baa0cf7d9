import { useEffect, useState } from 'react';
import type { Huying } from '../../../client-sdk/index.ts';
import type { PersonId, UnitId } from '../../../shared/ids.ts';
import { LATER } from '../../../shared/values/tasks.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { Refusal } from '../kit/field.tsx';
import { useSpeech } from '../wording/speech.tsx';
import { useTaskWords } from './wording/use-words.ts';
import './task-dialogs.css';

type Later = (typeof LATER)[number];

/** Until when? */
export const LaterDialog = ({ close, choose }: { close: () => void; choose: (until: Later) => void }) => {
  const { say } = useSpeech();
  const words = useTaskWords();
  return (
    <Dialog title={words.putOff} closeWords={say.close} close={close}>
      <div className="task-choices">
        {LATER.map((until) => (
          <Button key={until} onClick={() => choose(until)}>
            {words.later[until]}
          </Button>
        ))}
        <p className="task-hint">{words.laterHint}</p>
      </div>
    </Dialog>
  );
};

interface PassOnProps {
  huying: Huying;
  unitId: UnitId;
  /** How many rooms. */
  count: number;
  close: () => void;
  choose: (personIds: readonly PersonId[]) => void;
}

/** To whom of the unit? */
export const PassOnDialog = ({ huying, unitId, count, close, choose }: PassOnProps) => {
  const { say, fault } = useSpeech();
  const words = useTaskWords();
  const [people, setPeople] = useState<readonly { personId: PersonId; name: string; title: string }[]>();
  const [picked, setPicked] = useState<readonly PersonId[]>([]);
  const [refusal, setRefusal] = useState('');
  useEffect(() => {
    huying.ask('unit:people', { unitId }).then(
      (answer) => setPeople(answer.people),
      (error: unknown) => setRefusal(fault(error)),
    );
  }, [huying, unitId, fault]);
  return (
    <Dialog title={words.passOn} closeWords={say.close} close={close}>
      <form
        className="task-choices"
        onSubmit={(event) => {
          event.preventDefault();
          choose(picked);
        }}
      >
        <fieldset className="task-people">
          <legend>{words.passOnTo}</legend>
          {people?.map(({ personId, name, title }) => (
            <label key={personId} className="task-person">
              <input
                type="checkbox"
                checked={picked.includes(personId)}
                onChange={({ target }) =>
                  setPicked(target.checked ? [...picked, personId] : picked.filter((id) => id !== personId))
                }
              />
              {say.person(name, title)}
            </label>
          ))}
        </fieldset>
        {people?.length === 0 && <p>{words.noColleagues}</p>}
        <p className="task-hint">{words.passOnHint}</p>
        <Refusal>{refusal}</Refusal>
        <Button type="submit" look="primary" disabled={picked.length === 0}>
          {words.passOnGo(count)}
        </Button>
      </form>
    </Dialog>
  );
};

interface KeysProps {
  on: boolean;
  turn: (on: boolean) => void;
  close: () => void;
}

/** All keys, and whether they are used. */
export const KeysDialog = ({ on, turn, close }: KeysProps) => {
  const { say } = useSpeech();
  const { keys, help } = useTaskWords();
  const rows = [
    ['J', keys.next],
    ['K', keys.previous],
    ['X', keys.pick],
    [keys.enter, keys.open],
    ['E', keys.later],
    ['A', keys.passOn],
    ['M', keys.mute],
    ['?', keys.help],
  ] as const;
  return (
    <Dialog title={help} closeWords={say.close} close={close}>
      <dl className="task-keys">
        {rows.map(([key, words]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <label className="task-person">
        <input type="checkbox" checked={on} onChange={({ target }) => turn(target.checked)} />
        {keys.on}
      </label>
    </Dialog>
  );
};
