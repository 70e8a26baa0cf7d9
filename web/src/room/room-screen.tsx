import { lazy, Suspense, useCallback, useDeferredValue, useMemo, useState, type ReactNode } from 'react';
import type { Huying } from '../../../client-sdk/index.ts';
import type { Me } from '../../../shared/people.ts';
import type { RoomHeader } from '../../../shared/rooms.ts';
import type { SeatRole } from '../../../shared/seats.ts';
import { Button } from '../kit/button.tsx';
import { coming } from '../kit/coming.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { useSpeech } from '../wording/speech.tsx';
import { Composer } from './composer.tsx';
import type { Drafts } from './drafts.ts';
import { MembersList } from './members-list.tsx';
import { RoomFilesContext } from './room-files.ts';
import { RoomHead } from './room-head.tsx';
import { RoomLog } from './room-log.tsx';
import { RoomSide } from './room-side.tsx';
import { useRest } from './use-rest.ts';
import type { RoomOnScreen } from './use-room.ts';
import './room-screen.css';

/** Keeps the place of what comes last. */
const COMING = <span className="composer-coming" />;
const FileTools = coming(async () => (await import('./files/file-tools.tsx')).FileTools, COMING);
const SharedItems = lazy(() =>
  import('./files/shared-items.tsx').then((feature) => ({ default: feature.SharedItems })),
);

interface RoomScreenProps {
  me: Me;
  onScreen: RoomOnScreen;
  drafts: Drafts;
  huying: Huying;
  /** What stands on top of the log: the case in short. */
  card: ReactNode;
  /** The case at length, with the way to record a contact where the person may. Null: a room without a case. */
  file: ((record: (() => void) | null) => ReactNode) | null;
  /** Null: this person records no contacts here. Else the form, resting on the chosen messages. */
  recordContact: ((o: { seqs: number[]; close: (recorded: boolean) => void }) => ReactNode) | null;
}

/** Who sits here as a deputy. */
const DEPUTIES: readonly SeatRole[] = ['lead-deputy', 'seconding-deputy', 'delegation-deputy'];

type Sheet = 'file' | 'members' | 'items' | 'contact' | null;

const Opened = ({ header, ...props }: RoomScreenProps & { header: RoomHeader }) => {
  const { me, onScreen, drafts, huying, card, file, recordContact } = props;
  const { say, fault } = useSpeech();
  const { room, snapshot } = onScreen;
  const rested = useRest(snapshot.messages.length > 0 || snapshot.reachedStart);
  const [sheet, setSheet] = useState<Sheet>(null);
  const [chosen, setChosen] = useState<ReadonlySet<number> | null>(null);
  const closeSheet = () => setSheet(null);
  const openContact = useCallback(() => setSheet('contact'), []);
  const record = recordContact === null ? null : openContact;
  const fileView = file?.(record) ?? null;
  const members = <MembersList room={room} snapshot={snapshot} />;
  const items = (
    <Suspense fallback={say.loading}>
      <SharedItems />
    </Suspense>
  );
  const files = useMemo(() => ({ room, me, huying }), [room, me, huying]);

  return (
    <RoomFilesContext value={files}>
      <div className="room">
        <section className={chosen === null ? 'room-main' : 'room-main choosing'} aria-label={header.name}>
          <RoomHead
            header={header}
            openMembers={() => setSheet('members')}
            openItems={() => setSheet('items')}
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
              <Button look="primary" onClick={openContact}>
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
              {...{ room, snapshot, huying, drafts, me: me.personId }}
              voiceFirst={snapshot.roles.some((role) => DEPUTIES.includes(role))}
              send={(text, mentions) => {
                // A refused message stays in the log with its reason.
                room.send(text, mentions.length === 0 ? {} : { mentions }).catch(() => undefined);
              }}
              tools={
                chosen === null && (
                  <>
                    {rested ? <FileTools /> : COMING}
                    {record !== null && (
                      <>
                        <Button look="quiet" onClick={record}>
                          {say.room.record}
                        </Button>
                        <Button look="quiet" onClick={() => setChosen(new Set())}>
                          {say.room.choose}
                        </Button>
                      </>
                    )}
                  </>
                )
              }
            />
          )}
        </section>
        <RoomSide file={fileView} members={members} items={items} />
        {sheet === 'members' && (
          <Dialog title={say.members.title} closeWords={say.close} close={closeSheet} drawer>
            {members}
          </Dialog>
        )}
        {sheet === 'items' && (
          <Dialog title={say.room.items} closeWords={say.close} close={closeSheet} drawer>
            {items}
          </Dialog>
        )}
        {sheet === 'file' && (
          <Dialog title={say.caseCard.file} closeWords={say.close} close={closeSheet} drawer>
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
    </RoomFilesContext>
  );
};

/** One room: the case on top, the record, the pen; beside it the case file and who sits here. */
export const RoomScreen = (props: RoomScreenProps) => {
  const { say, fault } = useSpeech();
  const { snapshot, refusal, tryAgain } = props.onScreen;
  const isThere = useDeferredValue(snapshot.header !== null); // built in small pieces, too
  if (isThere && snapshot.header !== null) return <Opened {...props} header={snapshot.header} />;
  if (refusal === null) return <p className="room-note room-waiting">{say.loading}</p>;
  return (
    <div className="room-note">
      <p role="alert">{fault(refusal)}</p>
      <Button onClick={tryAgain}>{say.again}</Button>
    </div>
  );
};
