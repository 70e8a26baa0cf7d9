import { lazy, Suspense, useEffect, useMemo, type ReactNode } from 'react';
import { Redirect, useLocation, useRoute } from 'wouter';
import type { Huying } from '../../client-sdk/index.ts';
import type { Storage } from '../../client-sdk/storage.ts';
import { roomId as roomIdSchema } from '../../shared/ids.ts';
import type { Me } from '../../shared/people.ts';
import { Account } from './app/account.tsx';
import { Frame, type Way } from './app/frame.tsx';
import { LineBar } from './app/line-bar.tsx';
import { useLine } from './app/use-line.ts';
import { InboxList } from './inbox/inbox-list.tsx';
import { useReadable } from './kit/use-readable.ts';
import type { Notices } from './notices/notice-store.ts';
import { NoticesScreen } from './notices/notices-screen.tsx';
import { makeDrafts } from './room/drafts.ts';
import { RoomPage } from './room-page.tsx';
import { Revoked } from './room/revoked.tsx';
import { useSpeech } from './wording/speech.tsx';

const HandOverScreen = lazy(() =>
  import('./hand-over/hand-over-screen.tsx').then((feature) => ({ default: feature.HandOverScreen })),
);

/** What the screens share. */
export interface HouseParts {
  huying: Huying;
  notices: Notices;
  storage: Storage;
  newKey: () => string;
}

interface HouseProps {
  me: Me;
  parts: HouseParts;
  signOut: (everywhere: boolean) => Promise<void>;
}

const useWays = (me: Me, notices: Notices): Way[] => {
  const { say } = useSpeech();
  const [path] = useLocation();
  const { unread } = useReadable(notices);
  const office = me.roles.includes('office') || me.roles.includes('administrator');
  const way = (href: string, icon: Way['icon'], words: string): Way => ({
    href,
    icon,
    words,
    current: href === '/' ? path === '/' || path.startsWith('/rooms/') : path === href,
  });
  return [
    way('/', 'rooms', say.nav.rooms),
    {
      ...way('/notices', 'bell', say.nav.notices),
      count: { value: unread, words: say.notices.unread(unread) },
    },
    ...(office ? [way('/hand-over', 'hand', say.nav.handOver)] : []),
    way('/account', 'person', say.nav.account),
  ];
};

/** Everything a signed-in person can go to; names every screen and gives each its parts. */
export const House = ({ me, parts, signOut }: HouseProps) => {
  const { huying, notices, storage } = parts;
  const line = useLine(huying);
  const ways = useWays(me, notices);
  const [path] = useLocation();
  const [inRoom, params] = useRoute('/rooms/:roomId');
  const drafts = useMemo(() => makeDrafts(storage, me.personId), [storage, me.personId]);
  // A notice list that cannot be read now is read when the line returns.
  useEffect(() => notices.start(() => undefined), [notices]);

  const roomId = roomIdSchema.safeParse(params?.roomId);
  const room = roomId.success ? (
    <RoomPage key={roomId.data} me={me} roomId={roomId.data} parts={parts} drafts={drafts} />
  ) : (
    <Revoked />
  );
  const withList = inRoom || path === '/';
  const screens: Record<string, () => ReactNode> = {
    '/notices': () => <NoticesScreen notices={notices} />,
    '/account': () => <Account me={me} signOut={signOut} />,
    '/hand-over': () => (
      <Suspense>
        <HandOverScreen huying={huying} />
      </Suspense>
    ),
  };
  const alone = screens[path];
  if (!withList && alone === undefined) return <Redirect to="/" replace />;
  return (
    <Frame
      ways={ways}
      line={<LineBar line={line} />}
      list={withList ? <InboxList inbox={huying.inbox} current={inRoom ? params.roomId : null} /> : null}
      main={inRoom ? room : (alone?.() ?? null)}
    />
  );
};
