import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import type { RoomHeader } from '../../../shared/rooms.ts';
import { Button } from '../kit/button.tsx';
import { Chip } from '../kit/chip.tsx';
import { Icon } from '../kit/icon.tsx';
import { LookButton } from '../kit/look-button.tsx';
import { useTitle } from '../kit/use-title.ts';
import { Written } from '../kit/written.tsx';
import { useSpeech } from '../wording/speech.tsx';
import './room-head.css';

interface RoomHeadProps {
  header: RoomHeader;
  openMembers: () => void;
  openItems: () => void;
  openFile: (() => void) | null;
  children: ReactNode;
}

/** Ways that small screens keep behind one button, and wide ones show side by side. */
const More = ({ header, openMembers, openItems }: Omit<RoomHeadProps, 'openFile' | 'children'>) => {
  const { say } = useSpeech();
  const [open, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const choose = (run: () => void) => {
    setOpen(false);
    // Where focus returns to when what was opened is closed; wide screens have no such button.
    place.current?.querySelector('button')?.focus();
    run();
  };
  return (
    <div
      className="room-more"
      ref={place}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open) return;
        setOpen(false);
        place.current?.querySelector('button')?.focus();
      }}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <Button
        look="icon"
        className="room-more-open"
        aria-label={say.room.more}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Icon name="more" />
      </Button>
      <div className={open ? 'room-more-ways open' : 'room-more-ways'}>
        <Button
          look="quiet"
          onClick={() => choose(openMembers)}
          aria-label={say.members.open(header.memberCount)}
        >
          <Icon name="people" />
          <span className="room-more-words">{say.members.title}</span>
          {say.members.count(header.memberCount)}
        </Button>
        <Button
          look="quiet"
          className="room-items-open"
          onClick={() => choose(openItems)}
          aria-label={say.room.items}
        >
          <Icon name="picture" />
          <span className="room-more-words">{say.room.items}</span>
        </Button>
        <LookButton />
      </div>
    </div>
  );
};

/** Which room this is, with the ways to its case file and members; never scrolls away. */
export const RoomHead = ({ header, openMembers, openItems, openFile, children }: RoomHeadProps) => {
  const { say, wire } = useSpeech();
  const heading = useRef<HTMLHeadingElement>(null);
  useTitle(`${header.name} · ${say.product}`);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <header className="room-head">
      <Link href="/rooms" className="button button-icon room-back" aria-label={say.room.back}>
        <Icon name="back" />
      </Link>
      <p className="room-chips">
        <Chip tone="brand">{header.kind === 'service' ? say.inbox.service : say.number(header.number)}</Chip>
        {header.kind === 'suggestion' && (
          <Chip tone="plain">
            {header.state === 'open' ? say.state.assigned : wire.words.roomStates[header.state]}
          </Chip>
        )}
        {header.supervised && <Chip tone="late">{say.state.supervised}</Chip>}
      </p>
      <div className="room-tools">
        {openFile && (
          <Button look="quiet" className="room-file-open" onClick={openFile} aria-label={say.caseCard.file}>
            <Icon name="file" />
            <span className="room-file-words">{say.caseCard.file}</span>
          </Button>
        )}
        <More header={header} openMembers={openMembers} openItems={openItems} />
      </div>
      <h1 ref={heading} tabIndex={-1}>
        <Written text={header.title === '' ? header.name : header.title} />
      </h1>
      {header.title !== '' && <p className="room-name">{header.name}</p>}
      <div className="room-card">{children}</div>
    </header>
  );
};
