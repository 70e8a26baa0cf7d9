import { useState } from 'react';
import { Link } from 'wouter';
import type { AnnouncementNotice, DutyNotice, Notice } from '../../../shared/notices.ts';
import { Button } from '../kit/button.tsx';
import { Chip } from '../kit/chip.tsx';
import { Refusal } from '../kit/field.tsx';
import { useReadable } from '../kit/use-readable.ts';
import { civilDateOf, dayName, recentDayName } from '../wording/days.rules.ts';
import { useSpeech } from '../wording/speech.tsx';
import type { Notices } from './notice-store.ts';
import './notices-screen.css';

const DutyWords = ({ notice }: { notice: DutyNotice }) => {
  const { say, today, language } = useSpeech();
  return (
    <>
      <h2>{notice.title}</h2>
      <p>
        {say.notices.line(notice.unitName, say.phase[notice.phase], dayName(notice.due, today, language))}
      </p>
      <p className="notice-top">{say.notices.days(notice.step)}</p>
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

const NoticeSheet = ({ notice, see }: { notice: Notice; see: () => void }) => {
  const { say, today, language } = useSpeech();
  const fresh = notice.readAt === null;
  return (
    <li className={fresh ? 'notice fresh' : 'notice'}>
      <p className="notice-top">
        <span>{notice.rule === 'R6' ? say.number(notice.number) : notice.roomName}</span>
        <time dateTime={notice.at}>{recentDayName(civilDateOf(notice.at), today, language)}</time>
        {fresh && (
          <Chip tone="warn" icon="bell">
            {say.notices.fresh}
          </Chip>
        )}
      </p>
      {notice.rule === 'R6' ? <DutyWords notice={notice} /> : <AnnouncementWords notice={notice} />}
      <Link className="button" href={`/rooms/${notice.roomId}`} onClick={see}>
        {say.notices.open}
      </Link>
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
