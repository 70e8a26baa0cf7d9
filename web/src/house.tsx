import { lazy, Suspense, useEffect, useMemo, type ReactNode } from 'react';
import { Redirect, useLocation, useRoute } from 'wouter';
import type { Huying } from '../../client-sdk/index.ts';
import type { Storage } from '../../client-sdk/storage.ts';
import { roomId as roomIdSchema, suggestionId as suggestionIdSchema } from '../../shared/ids.ts';
import type { Me, PersonRole } from '../../shared/people.ts';
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

const CasePage = lazy(() =>
  import('./desk/case-page.tsx').then((feature) => ({ default: feature.CasePage })),
);
const MineScreen = lazy(() =>
  import('./desk/mine-screen.tsx').then((feature) => ({ default: feature.MineScreen })),
);
const DraftScreen = lazy(() =>
  import('./desk/draft-screen.tsx').then((feature) => ({ default: feature.DraftScreen })),
);
const WorkScreen = lazy(() =>
  import('./desk/work-screen.tsx').then((feature) => ({ default: feature.WorkScreen })),
);
const TopicsScreen = lazy(() =>
  import('./desk/topics-screen.tsx').then((feature) => ({ default: feature.TopicsScreen })),
);
const OfficeScreen = lazy(() =>
  import('./desk/office-screen.tsx').then((feature) => ({ default: feature.OfficeScreen })),
);

const TasksScreen = lazy(() =>
  import('./tasks/tasks-screen.tsx').then((feature) => ({ default: feature.TasksScreen })),
);

/** Who works in many rooms, and finds there what to do by its reason. */
const hasTasks = ({ roles }: Me): boolean =>
  (['unit-contact', 'unit-leader', 'committee', 'office', 'coordinator'] as const).some((role) =>
    roles.includes(role),
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

const useWays = (me: Me, { notices, huying }: HouseParts): Way[] => {
  const { say } = useSpeech();
  const [path] = useLocation();
  const { unread } = useReadable(notices);
  const first = useReadable(huying.tasks).counts?.first ?? 0;
  const has = (...roles: readonly PersonRole[]) => roles.some((role) => me.roles.includes(role));
  const way = (href: string, icon: Way['icon'], words: string): Way => ({
    href,
    icon,
    words,
    current: href === '/' ? path === '/' || path.startsWith('/rooms/') : path === href,
  });
  return [
    ...(hasTasks(me)
      ? [
          {
            ...way('/inbox', 'inbox', say.nav.tasks),
            count: { value: first, words: say.nav.tasksFirst(first) },
          },
        ]
      : []),
    way('/', 'rooms', say.nav.rooms),
    {
      ...way('/notices', 'bell', say.nav.notices),
      count: { value: unread, words: say.notices.unread(unread) },
    },
    ...(has('deputy', 'delegation-head') ? [way('/mine', 'pen', say.nav.mine)] : []),
    ...(has('unit-contact', 'unit-leader', 'committee') ? [way('/work', 'tick', say.nav.work)] : []),
    ...(has('office', 'coordinator') ? [way('/office', 'file', say.nav.office)] : []),
    ...(has('office', 'administrator') ? [way('/hand-over', 'hand', say.nav.handOver)] : []),
    way('/account', 'person', say.nav.account),
  ];
};

/** Everything a signed-in person can go to; names every screen and gives each its parts. */
export const House = ({ me, parts, signOut }: HouseProps) => {
  const { huying, notices, storage } = parts;
  const line = useLine(huying);
  const ways = useWays(me, parts);
  const [path] = useLocation();
  const [inRoom, params] = useRoute('/rooms/:roomId');
  const [, ofCase] = useRoute('/cases/:suggestionId');
  const caseId = suggestionIdSchema.safeParse(ofCase?.suggestionId);
  const drafts = useMemo(() => makeDrafts(storage, me.personId), [storage, me.personId]);
  // A notice list that cannot be read now is read when the line returns.
  useEffect(() => notices.start(() => undefined), [notices]);

  // How much there is to do stands in the rail; the screen itself asks again.
  useEffect(() => {
    if (hasTasks(me)) huying.tasks.refresh().catch(() => undefined);
  }, [huying, me]);

  const roomId = roomIdSchema.safeParse(params?.roomId);
  const room = roomId.success ? (
    <RoomPage key={roomId.data} me={me} roomId={roomId.data} parts={parts} drafts={drafts} />
  ) : (
    <Revoked />
  );
  const withList = inRoom || path === '/';
  const screens: Record<string, () => ReactNode> = {
    ...(hasTasks(me) && { '/inbox': () => <TasksScreen huying={huying} me={me} /> }),
    '/notices': () => <NoticesScreen notices={notices} />,
    '/account': () => <Account me={me} signOut={signOut} />,
    '/hand-over': () => <HandOverScreen huying={huying} />,
    '/mine': () => <MineScreen huying={huying} />,
    '/mine/new': () => <DraftScreen huying={huying} me={me} />,
    '/work': () => <WorkScreen huying={huying} me={me} />,
    '/office': () => <OfficeScreen huying={huying} />,
    '/topics': () => <TopicsScreen huying={huying} me={me} newKey={parts.newKey} />,
  };
  const alone = caseId.success
    ? () => <CasePage key={caseId.data} huying={huying} me={me} suggestionId={caseId.data} />
    : screens[path];
  if (!withList && alone === undefined) return <Redirect to="/" replace />;
  return (
    <Frame
      ways={ways}
      line={<LineBar line={line} />}
      list={withList ? <InboxList inbox={huying.inbox} current={inRoom ? params.roomId : null} /> : null}
      main={inRoom ? room : alone ? <Suspense>{alone()}</Suspense> : null}
    />
  );
};
