import { useState, type ReactNode } from 'react';
import type { Me } from '../../../shared/people.ts';
import type { RoomHeader } from '../../../shared/rooms.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { useSpeech } from '../wording/speech.tsx';
import { Composer } from './composer.tsx';
import type { Drafts } from './drafts.ts';
import { MembersList } from './members-list.tsx';
import { RoomHead } from './room-head.tsx';
import { RoomLog } from './room-log.tsx';
import { RoomSide } from './room-side.tsx';
import type { RoomOnScreen } from './use-room.ts';
import './room-screen.css';

interface RoomScreenProps {
  me: Me;
  onScreen: RoomOnScreen;
  drafts: Drafts;
  /** What stands on top of the log: the case in short. */
  card: ReactNode;
  /** The case at length, with the way to record a contact where the person may. Null: a room without a case. */
  file: ((record: (() => void) | null) => ReactNode) | null;
  /** Null: this person records no contacts here. Else the form, resting on the chosen messages. */
  recordContact: ((o: { seqs: number[]; close: (recorded: boolean) => void }) => ReactNode) | null;
}

type Sheet = 'file' | 'members' | 'contact' | null;

const Opened = ({ header, ...props }: RoomScreenProps & { header: RoomHeader }) => {
  const { me, onScreen, drafts, card, file, recordContact } = props;
  const { say, fault } = useSpeech();
  const { room, snapshot } = onScreen;
  const [sheet, setSheet] = useState<Sheet>(null);
  const [chosen, setChosen] = useState<ReadonlySet<number> | null>(null);
  const closeSheet = () => setSheet(null);
  const record = recordContact === null ? null : () => setSheet('contact');
  const fileView = file?.(record) ?? null;
  const members = <MembersList room={room} snapshot={snapshot} />;

  return (
    <div className="room">
      <section className={chosen === null ? 'room-main' : 'room-main choosing'} aria-label={header.name}>
        <RoomHead
          header={header}
          openMembers={() => setSheet('members')}
          openFile={file === null ? null : () => setSheet('file')}
        >
          {card}
        </RoomHead>
        <RoomLog
          key={room.roomId}
          me={me}
          room={room}
          snapshot={snapshot}
          record={record}
          chosen={chosen}
          choose={setChosen}
        />
        {chosen !== null && (
          <div className="room-choosing">
            <b role="status">{say.room.chosen(chosen.size)}</b>
            <Button onClick={() => setChosen(null)}>{say.cancel}</Button>
            <Button look="primary" onClick={() => setSheet('contact')}>
              {say.room.recordChosen}
            </Button>
          </div>
        )}
        {header.state !== 'open' ? (
          <p className="composer composer-closed">
            {fault({ code: 'ROOM_CLOSED', facts: { state: header.state } })}
          </p>
        ) : (
          <Composer
            roomId={room.roomId}
            drafts={drafts}
            send={(text) => {
              room.send(text).catch(() => undefined); // a refused message stays in the log with its reason
            }}
            tools={
              record !== null &&
              chosen === null && (
                <>
                  <Button look="quiet" onClick={record}>
                    {say.room.record}
                  </Button>
                  <Button look="quiet" onClick={() => setChosen(new Set())}>
                    {say.room.choose}
                  </Button>
                </>
              )
            }
          />
        )}
      </section>
      <RoomSide file={fileView} members={members} />
      {sheet === 'members' && (
        <Dialog title={say.members.title} closeWords={say.close} close={closeSheet}>
          {members}
        </Dialog>
      )}
      {sheet === 'file' && (
        <Dialog title={say.caseCard.file} closeWords={say.close} close={closeSheet}>
          {fileView}
        </Dialog>
      )}
      {sheet === 'contact' &&
        recordContact?.({
          seqs: [...(chosen ?? [])].sort((a, b) => a - b),
          close: (recorded) => {
            closeSheet();
            if (recorded) setChosen(null);
          },
        })}
    </div>
  );
};

/** One room: the case on top, the record, the pen; beside it the case file and who sits here. */
export const RoomScreen = (props: RoomScreenProps) => {
  const { say, fault } = useSpeech();
  const { snapshot, refusal, tryAgain } = props.onScreen;
  if (snapshot.header !== null) return <Opened {...props} header={snapshot.header} />;
  if (refusal === null) return <p className="room-note room-waiting">{say.loading}</p>;
  return (
    <div className="room-note">
      <p role="alert">{fault(refusal)}</p>
      <Button onClick={tryAgain}>{say.again}</Button>
    </div>
  );
};
