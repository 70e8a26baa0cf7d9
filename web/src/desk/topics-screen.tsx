import { useCallback, useEffect, useState } from 'react';
import { Link } from 'wouter';
import type { Huying } from '../../../client-sdk/index.ts';
import type { RequestName } from '../../../shared/protocol.ts';
import type { TopicView } from '../../../shared/supervision.ts';
import { SUPERVISION_FORMS } from '../../../shared/values/supervision.ts';
import type { Me } from '../../../shared/people.ts';
import { Button } from '../kit/button.tsx';
import { Chip } from '../kit/chip.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { Refusal } from '../kit/field.tsx';
import { dayName } from '../wording/days.rules.ts';
import { useSpeech } from '../wording/speech.tsx';
import { FieldsForm, type AnyFields } from './forms/act-form.tsx';
import { loadPeople, loadUnits } from './forms/desk.ts';
import { choice, day, line, optionsOf, prose } from './forms/field.tsx';
import { pickLoadedSome } from './forms/pickers.tsx';
import { committee } from './forms/special.tsx';
import { useDeskWords } from './wording/use-words.ts';
import type { DeskWords } from './wording/words.ts';
import './desk.css';

type TopicAct = Extract<RequestName, 'topic:create' | 'topic:plan' | 'topic:note' | 'topic:close'>;

/** The fields of what is done to a topic. */
function fieldsOf(
  act: TopicAct,
  huying: Huying,
  { words, today }: { words: DeskWords; today: string },
): AnyFields {
  const fields = {
    'topic:create': () => ({
      year: line(4, 4, today.slice(0, 4)),
      title: line(2, 200),
      leadUnitIds: pickLoadedSome(loadUnits(huying)),
      committee: committee(loadUnits(huying), loadPeople(huying), words),
    }),
    'topic:plan': () => ({ plan: prose(2, 20_000) }),
    'topic:note': () => ({
      form: choice(optionsOf(SUPERVISION_FORMS, words.forms)),
      on: day(today, today),
      summary: prose(2, 5_000),
    }),
    'topic:close': () => ({ why: prose(2, 500) }),
  }[act]();
  return fields as unknown as AnyFields; // the form treats all fields alike
}

/** What was filled in, as the contract takes it. */
function inputOf({ committee: chosen, year, ...rest }: Readonly<Record<string, unknown>>): object {
  if (year === undefined) return rest;
  return { ...rest, year: Number(year), ...(chosen as object) };
}

interface Open {
  act: TopicAct;
  topic: TopicView | null;
}

const Sheet = ({
  huying,
  open,
  newKey,
  close,
}: {
  huying: Huying;
  open: Open;
  newKey: () => string;
  close: (done: boolean) => void;
}) => {
  const { say, today } = useSpeech();
  const words = useDeskWords();
  const { act, topic } = open;
  const [actKey] = useState(newKey);
  const [fields] = useState(() => fieldsOf(act, huying, { words, today }));
  const upon = topic ? { topicId: topic.topicId, revision: topic.revision } : {};
  return (
    <Dialog title={words.acts[act]} closeWords={say.close} close={() => close(false)}>
      <FieldsForm
        name={act}
        keptAs={`topic/${topic?.topicId ?? 'new'}`}
        fields={fields}
        // The fields are those of the contract: fieldsOf says so.
        send={(values) => huying.ask(act, { ...inputOf(values), ...upon, actKey } as never)}
        done={() => close(true)}
        cancel={() => close(false)}
      />
    </Dialog>
  );
};

const ACTS_OF_TOPIC = ['topic:plan', 'topic:note', 'topic:close'] as const;

const Topic = ({
  topic,
  office,
  open,
}: {
  topic: TopicView;
  office: boolean;
  open: (open: Open) => void;
}) => {
  const { say, today, language } = useSpeech();
  const words = useDeskWords();
  return (
    <li className="desk-own" data-topic={topic.state}>
      <p>
        <Chip tone="plum">{`${topic.year} ${topic.committee.name}`}</Chip>
        {topic.leader && <span>{say.person(topic.leader.name, topic.leader.label)}</span>}
        <span>{topic.leadUnits.map(({ name }) => name).join('、')}</span>
      </p>
      <h2>{topic.title}</h2>
      {topic.plan && <p className="case-text">{topic.plan.text}</p>}
      <ol className="desk-lines">
        {topic.notes.map((note, at) => (
          <li className="desk-line" key={at}>
            <p>
              <b>{words.forms[note.form]}</b> {dayName(note.on, today, language)}
            </p>
            <p className="desk-detail">{note.summary}</p>
          </li>
        ))}
      </ol>
      <ul className="desk-duties">
        {topic.suggestions.map((one) => (
          <li className="desk-duty" key={one.suggestionId}>
            <Link href={`/cases/${one.suggestionId}`}>
              {say.number(one.number)} {one.title}
            </Link>
            <span>{words.states[one.state]}</span>
          </li>
        ))}
      </ul>
      {topic.state === 'open' && (
        <div className="desk-others">
          {ACTS_OF_TOPIC.filter((act) => office || act !== 'topic:close').map((act) => (
            <Button key={act} onClick={() => open({ act, topic })}>
              {words.acts[act]}
            </Button>
          ))}
        </div>
      )}
    </li>
  );
};

/** Topics of key supervision, for the office and the committees. */
export const TopicsScreen = ({ huying, me, newKey }: { huying: Huying; me: Me; newKey: () => string }) => {
  const { fault } = useSpeech();
  const words = useDeskWords();
  const [topics, setTopics] = useState<readonly TopicView[] | null>(null);
  const [refusal, setRefusal] = useState('');
  const [open, setOpen] = useState<Open | null>(null);
  const read = useCallback(() => {
    huying.ask('topic:list', { year: null }).then(
      (page) => setTopics(page.topics),
      (error: unknown) => setRefusal(fault(error)),
    );
  }, [huying, fault]);
  useEffect(read, [read]);
  const office = me.roles.includes('office');
  return (
    <section className="desk">
      <header className="desk-head">
        <h1>{words.topics.title}</h1>
        {office && (
          <p>
            <Button onClick={() => setOpen({ act: 'topic:create', topic: null })}>
              {words.acts['topic:create']}
            </Button>
          </p>
        )}
      </header>
      <Refusal>{refusal}</Refusal>
      {topics?.length === 0 && <p>{words.topics.empty}</p>}
      <ul className="desk-list">
        {topics?.map((topic) => (
          <Topic key={topic.topicId} topic={topic} office={office} open={setOpen} />
        ))}
      </ul>
      {open && (
        <Sheet
          key={`${open.act}/${open.topic?.topicId ?? ''}`}
          huying={huying}
          open={open}
          newKey={newKey}
          close={(done) => {
            setOpen(null);
            if (done) read();
          }}
        />
      )}
    </section>
  );
};
