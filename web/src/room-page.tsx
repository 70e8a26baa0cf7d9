import type { RoomSnapshot } from '../../client-sdk/index.ts';
import { Fault } from '../../shared/faults.ts';
import type { RoomId } from '../../shared/ids.ts';
import type { Me } from '../../shared/people.ts';
import { CaseCard } from './case/case-card.tsx';
import { CaseFile } from './case/case-file.tsx';
import { ContactDialog } from './case/contact-dialog.tsx';
import { tracksOfUnit } from './case/phases.rules.ts';
import { useCase } from './case/use-case.ts';
import type { HouseParts } from './house.tsx';
import type { Drafts } from './room/drafts.ts';
import { Revoked } from './room/revoked.tsx';
import { RoomScreen } from './room/room-screen.tsx';
import { useRoom } from './room/use-room.ts';

interface RoomPageProps {
  me: Me;
  roomId: RoomId;
  parts: HouseParts;
  drafts: Drafts;
}

/** Changes whenever the case may have: with the room's record, and with each contact card. */
const versionOf = ({ header, messages }: RoomSnapshot): string => {
  const card = messages.findLast(({ body }) => body.kind === 'card' && body.card.type === 'contact');
  return `${header?.changeSeq ?? 0}/${card?.seq ?? 0}`;
};

/** A room joined to its case: the only place where the two features meet. */
export const RoomPage = ({ me, roomId, parts, drafts }: RoomPageProps) => {
  const { huying, newKey } = parts;
  const onScreen = useRoom(huying, roomId);
  const { snapshot, refusal } = onScreen;
  const { header } = snapshot;
  const found = useCase(huying, header?.suggestionId ?? null, versionOf(snapshot));
  const { suggestion } = found;
  const [track] = suggestion ? tracksOfUnit(suggestion.tracks, me.unitId) : [];

  const stranger = refusal instanceof Fault && refusal.code === 'NOT_A_MEMBER';
  if (snapshot.state === 'revoked' || stranger) return <Revoked />;
  const hasCase = header !== null && header.suggestionId !== null;
  return (
    <RoomScreen
      me={me}
      onScreen={onScreen}
      drafts={drafts}
      huying={huying}
      card={hasCase && <CaseCard found={found} header={header} />}
      file={hasCase ? (record) => <CaseFile found={found} header={header} record={record} /> : null}
      recordContact={
        suggestion && track
          ? ({ seqs, close }) => (
              <ContactDialog
                huying={huying}
                suggestion={suggestion}
                track={track}
                seqs={seqs}
                newKey={newKey}
                close={close}
              />
            )
          : null
      }
    />
  );
};
