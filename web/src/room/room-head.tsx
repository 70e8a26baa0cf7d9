import { useEffect, useRef, type ReactNode } from 'react';
import { Link } from 'wouter';
import type { RoomHeader } from '../../../shared/rooms.ts';
import { Button } from '../kit/button.tsx';
import { Chip } from '../kit/chip.tsx';
import { Icon } from '../kit/icon.tsx';
import { useTitle } from '../kit/use-title.ts';
import { Written } from '../kit/written.tsx';
import { useSpeech } from '../wording/speech.tsx';

interface RoomHeadProps {
  header: RoomHeader;
  openMembers: () => void;
  openItems: () => void;
  openFile: (() => void) | null;
  children: ReactNode;
}

/** Which room this is, with the ways to its case file and members; never scrolls away. */
export const RoomHead = ({ header, openMembers, openItems, openFile, children }: RoomHeadProps) => {
  const { say, wire } = useSpeech();
  const heading = useRef<HTMLHeadingElement>(null);
  useTitle(`${header.name} · ${say.product}`);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <header className="room-head">
      <div className="room-bar">
        <Link href="/" className="button button-icon room-back" aria-label={say.room.back}>
          <Icon name="back" />
        </Link>
        <Chip tone="brand">{header.kind === 'service' ? say.inbox.service : say.number(header.number)}</Chip>
        {header.kind === 'suggestion' && (
          <Chip tone="plain">
            {header.state === 'open' ? say.state.assigned : wire.words.roomStates[header.state]}
          </Chip>
        )}
        <span className="room-bar-space" />
        <Button look="quiet" onClick={openMembers} aria-label={say.members.open(header.memberCount)}>
          <Icon name="people" />
          {say.members.count(header.memberCount)}
        </Button>
        <Button look="quiet" className="room-items-open" onClick={openItems} aria-label={say.room.items}>
          <Icon name="picture" />
        </Button>
        {openFile && (
          <Button look="quiet" className="room-file-open" onClick={openFile}>
            <Icon name="file" />
            {say.caseCard.file}
          </Button>
        )}
      </div>
      <h1 ref={heading} tabIndex={-1}>
        <Written text={header.title === '' ? header.name : header.title} />
      </h1>
      {children}
    </header>
  );
};
