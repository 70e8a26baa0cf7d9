import { useState } from 'react';
import { Link } from 'wouter';
import type { AnnouncementNotice, DutyNotice, Notice, SecretMarkNotice } from '../../../shared/notices.ts';
import { Button } from '../kit/button.tsx';
import { Chip } from '../kit/chip.tsx';
import { Refusal } from '../kit/field.tsx';
import { useReadable } from '../kit/use-readable.ts';
import { civilDateOf, dayName, recentDayName } from '../wording/days.rules.ts';
import { useSpeech } from '../wording/speech.tsx';
import type { Notices } from './notice-store.ts';
import './notices-screen.css';

/** What was said, in the reader’s language; of several suggestions the first ones, each leading to its room. */
const DutyWords = ({ notice, see }: { notice: DutyNotice; see: () => void }) => {
  const { say, today, language } = useSpeech();
  const { title, text } = notice.words[language];
  return (
    <>
      <h2>{title}</h2>
      <p>{text}</p>
      {notice.count > 1 && (
        <ul className="notice-list">
          {notice.about.map((one) => (
            <li key={one.suggestionId}>
              <Link href={`/rooms/${one.roomId}`} onClick={see}>
                {say.number(one.number)} {one.title}
              </Link>
              {one.due !== null && <span>{dayName(one.due, today, language)}</span>}
            </li>
          ))}
          {notice.count > notice.about.length && (
            <li>{say.notices.others(notice.count - notice.about.length)}</li>
          )}
        </ul>
      )}
    </>
  );
};

const AnnouncementWords = ({ notice }: { notice: AnnouncementNotice }) => {
  const { say } = useSpeech();
  return (
    <>
      <h2>{say.notices.confirm(notice.by)}</h2>
      <p>{notice.excerpt || say.notices.gone}</p>
    </>
  );
};

const SecretMarkWords = ({ notice }: { notice: SecretMarkNotice }) => {
  const { language } = useSpeech();
  const { title, text } = notice.words[language];
  return (
    <>
      <h2>{title}</h2>
      <p>{text}</p>
    </>
  );
};

const NoticeWords = ({ notice, see }: { notice: Notice; see: () => void }) => {
  if (notice.rule === 'announcement') return <AnnouncementWords notice={notice} />;
  if (notice.rule === 'secret-mark') return <SecretMarkWords notice={notice} />;
  return <DutyWords notice={notice} see={see} />;
};

/** Where it comes from: the group, or the one suggestion it is about. */
function placeName(notice: Notice, number: (number: string) => string): string {
  if (notice.rule === 'announcement') return notice.roomName;
  if (notice.rule === 'secret-mark') return '';
  return notice.count === 1 ? number(notice.about[0]?.number ?? '') : '';
}

const NoticeSheet = ({ notice, see }: { notice: Notice; see: () => void }) => {
  const { say, today, language } = useSpeech();
  const fresh = notice.readAt === null;
  return (
    <li className={fresh ? 'notice fresh' : 'notice'}>
      <p className="notice-top">
        <span>{placeName(notice, say.number)}</span>
        <time dateTime={notice.at}>{recentDayName(civilDateOf(notice.at), today, language)}</time>
        {fresh && (
          <Chip tone="warn" icon="bell">
            {say.notices.fresh}
          </Chip>
        )}
      </p>
      <NoticeWords notice={notice} see={see} />
      {'roomId' in notice ? (
        <Link className="button" href={`/rooms/${notice.roomId}`} onClick={see}>
          {say.notices.open}
        </Link>
      ) : (
        fresh && <Button onClick={see}>{say.notices.seen}</Button>
      )}
    </li>
  );
};

/** Private reminders, newest first; opening the room of one marks it as seen. */
export const NoticesScreen = ({ notices }: { notices: Notices }) => {
  const { say, fault } = useSpeech();
  const state = useReadable(notices);
  const [refusal, setRefusal] = useState('');
  const failed = (error: unknown) => setRefusal(fault(error));
  return (
    <section className="notices">
      <header className="notices-head">
        <h1>{say.notices.title}</h1>
        {state.loaded && state.notices.length > 0 && (
          <p>{state.unread === 0 ? say.notices.all : say.notices.unread(state.unread)}</p>
        )}
      </header>
      <Refusal>{refusal}</Refusal>
      {state.loaded && state.notices.length === 0 && <p>{say.notices.empty}</p>}
      <ul className="notices-list">
        {state.notices.map((notice) => (
          <NoticeSheet
            key={notice.noticeId}
            notice={notice}
            see={() => {
              if (notice.readAt === null) notices.see(notice.noticeId).catch(failed);
            }}
          />
        ))}
      </ul>
      {state.cursor !== null && (
        <div className="notices-foot">
          <Button onClick={() => void notices.more().catch(failed)}>{say.more}</Button>
        </div>
      )}
    </section>
  );
};
