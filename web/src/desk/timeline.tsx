import type { CaseFile, CaseSnapshot } from '../../../client-sdk/index.ts';
import type { TimelineEntry } from '../../../shared/cases.ts';
import { Button } from '../kit/button.tsx';
import { civilDateOf, dayName, wallClockOf } from '../wording/days.rules.ts';
import { useSpeech } from '../wording/speech.tsx';
import { useRoomSay } from '../wording/use-room-say.ts';
import { detailsOf, titleOf } from './timeline.rules.ts';
import { useDeskWords } from './wording/use-words.ts';

const Line = ({ entry }: { entry: TimelineEntry }) => {
  const { say, today, language } = useSpeech();
  const rooms = useRoomSay();
  const words = useDeskWords();
  const on = civilDateOf(entry.at);
  const details = [...detailsOf(entry.facts, words), ...(entry.why === null ? [] : [entry.why])];
  return (
    <li className="desk-line" data-kind={entry.kind}>
      <time dateTime={entry.at}>
        {dayName(on, today, language)} {wallClockOf(entry.at)}
      </time>
      <p>
        <b>{titleOf(entry.kind, words, rooms.words.systemNames)}</b>
        {entry.unitName !== null && <span> {entry.unitName}</span>}
        <small> {entry.by === null ? words.page.product : say.person(entry.by.name, entry.by.label)}</small>
      </p>
      {details.map((one, at) => (
        <p key={at} className="desk-detail">
          {one}
        </p>
      ))}
    </li>
  );
};

/** What has happened, newest first. */
export const Timeline = ({ file, snapshot }: { file: CaseFile; snapshot: CaseSnapshot }) => {
  const words = useDeskWords();
  const { timeline, reachedStart } = snapshot;
  return (
    <section aria-label={words.page.timeline}>
      <h2>{words.page.timeline}</h2>
      <ol className="desk-lines">
        {timeline.map((entry, at) => (
          <Line key={`${entry.n}/${at}`} entry={entry} />
        ))}
      </ol>
      {!reachedStart && timeline.length > 0 && (
        <Button onClick={() => void file.older().catch(() => undefined)}>{words.page.older}</Button>
      )}
    </section>
  );
};
