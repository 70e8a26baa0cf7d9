import { useId, useRef, useState, type ReactNode } from 'react';
import { useSeen } from '../kit/use-seen.ts';
import { useSpeech } from '../wording/speech.tsx';

interface RoomSideProps {
  file: ReactNode | null;
  members: ReactNode;
  items: ReactNode;
}

/** The pane beside the log on wide screens: case file, members, and what was sent here. On others it is not made. */
export const RoomSide = ({ file, members, items }: RoomSideProps) => {
  const { say } = useSpeech();
  const id = useId();
  const side = useRef<HTMLElement>(null);
  const seen = useSeen(side);
  const [tab, setTab] = useState<'file' | 'members' | 'items'>(file === null ? 'members' : 'file');
  const tabs = [
    ...(file === null ? [] : [{ name: 'file' as const, words: say.caseCard.file }]),
    { name: 'members' as const, words: say.members.title },
    { name: 'items' as const, words: say.room.items },
  ];
  return (
    <aside ref={side} className="room-side">
      <div className="room-tabs" role="tablist">
        {tabs.map(({ name, words }) => (
          <button
            key={name}
            type="button"
            role="tab"
            className="room-tab"
            id={`${id}-${name}`}
            aria-selected={tab === name}
            aria-controls={`${id}-body`}
            onClick={() => setTab(name)}
          >
            {words}
          </button>
        ))}
      </div>
      <div
        className="room-side-body"
        role="tabpanel"
        id={`${id}-body`}
        aria-labelledby={`${id}-${tab}`}
        tabIndex={0}
      >
        {seen && { file, members, items }[tab]}
      </div>
    </aside>
  );
};
