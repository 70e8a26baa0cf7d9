import { useId, useState, type ReactNode } from 'react';
import { useSpeech } from '../wording/speech.tsx';

/** The pane beside the log on wide screens: case file and members. */
export const RoomSide = ({ file, members }: { file: ReactNode | null; members: ReactNode }) => {
  const { say } = useSpeech();
  const id = useId();
  const [tab, setTab] = useState<'file' | 'members'>(file === null ? 'members' : 'file');
  const tabs = [
    ...(file === null ? [] : [{ name: 'file' as const, words: say.caseCard.file }]),
    { name: 'members' as const, words: say.members.title },
  ];
  return (
    <aside className="room-side">
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
        {tab === 'file' ? file : members}
      </div>
    </aside>
  );
};
