import { lazy, memo, type ReactNode, Suspense, useEffect, useMemo, useState } from 'react';
import { Redirect, useLocation, useRoute } from 'wouter';
import type { Huying, Readable } from '../../client-sdk/index.ts';
import { roomIdIn, suggestionIdIn } from '../../shared/values/ids.ts';
import type { Me } from '../../shared/people.ts';
import { Frame } from './app/frame.tsx';
import { LineBar } from './app/line-bar.tsx';
import { PageGuard } from './app/page-guard.tsx';
import { makePreferences } from './app/preferences.ts';
import { RenewalContext } from './app/renewal.ts';
import { Surroundings } from './app/surroundings.tsx';
import type { Updates } from './app/updates.ts';
import { useAsOf, useLine } from './app/use-line.ts';
import { HomeScreen } from './home/home-screen.tsx';
import { useBoard } from './home/use-board.ts';
import { coming } from './kit/coming.tsx';
import { KeptFormsContext, keptFormsOf } from './kit/kept-forms.ts';
import { LookButton } from './kit/look-button.tsx';
import { useReadable } from './kit/use-readable.ts';
import { makeUseRest } from './kit/use-rest.ts';
import type { Notices } from './notices/notice-store.ts';
import { makeDrafts } from './room/drafts.ts';
import { Revoked } from './room/revoked.tsx';
import { hasTasks, isDeputy, useWays } from './ways.ts';

const roomPage = () => import('./room-page.tsx');
// What changes around a room makes no room anew.
const RoomPage = lazy(() => roomPage().then((feature) => ({ default: memo(feature.RoomPage) })));
const Devices = lazy(() => import('./account/devices.tsx').then((feature) => ({ default: feature.Devices })));
const SecondFactor = lazy(() =>
  import('./account/second-factor.tsx').then((feature) => ({ default: feature.SecondFactor })),
);
const HandOverScreen = lazy(() =>
  import('./hand-over/hand-over-screen.tsx').then((feature) => ({ default: feature.HandOverScreen })),
);

const CasePage = lazy(() =>
  import('./desk/case-page.tsx').then((feature) => ({ default: feature.CasePage })),
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
const StatisticsScreen = lazy(() =>
  import('./statistics/statistics-screen.tsx').then((feature) => ({ default: feature.StatisticsScreen })),
);
const settings = () => import('./settings/settings-screen.tsx');
const SettingsScreen = lazy(() => settings().then((feature) => ({ default: feature.SettingsScreen })));
const OfficeScreen = lazy(() =>
  import('./desk/office-screen.tsx').then((feature) => ({ default: feature.OfficeScreen })),
);

const AddressBookScreen = lazy(() =>
  import('./address-book/address-book-screen.tsx').then((feature) => ({
    default: feature.AddressBookScreen,
  })),
);

const inboxList = () => import('./inbox/inbox-list.tsx');
const InboxList = lazy(() => inboxList().then((feature) => ({ default: feature.InboxList })));
const noticesPage = () => import('./notices/notices-screen.tsx');
const NoticesScreen = lazy(() => noticesPage().then((feature) => ({ default: feature.NoticesScreen })));

const tasksScreen = () => import('./tasks/tasks-screen.tsx');
const TasksScreen = lazy(() => tasksScreen().then((feature) => ({ default: feature.TasksScreen })));

/** By how addresses begin, what is shown there; the longer ones first. */
const SCREENS: readonly (readonly [begins: string, fetched: () => Promise<unknown>])[] = [
  ['/rooms/', roomPage],
  ['/rooms', inboxList],
  ['/inbox', tasksScreen],
  ['/notices', noticesPage],
  ['/settings', settings],
];

/** Fetches the screen at which the page begins, while it is still asked who is here. */
export async function fetchScreen(path: string): Promise<void> {
  const [, fetched] = SCREENS.find(([begins]) => path.startsWith(begins)) ?? [];
  await fetched?.().catch(() => undefined); // it is fetched again when it is shown
}

const UpdateBar = coming(async () => (await import('./app/update-bar.tsx')).UpdateBar);
const KeptBar = coming(async () => (await import('./app/kept-bar.tsx')).KeptBar);

/** The steps of an import are pages of one screen. */
const HAND_OVER = '/hand-over';
const screenOf = (path: string): string => (path.startsWith(`${HAND_OVER}/`) ? HAND_OVER : path);

/** What the screens share. */
export interface HouseParts {
  huying: Huying;
  notices: Notices;
  newKey: () => string;
  /** The versions of the application on this device. */
  updates: () => Promise<Updates>;
  /** Whether this device refused to keep something. */
  keeping: Readable<{ readonly refused: boolean }>;
}

interface HouseProps {
  me: Me;
  parts: HouseParts;
  signOut: (everywhere: boolean) => Promise<void>;
}

/** Where what waits for a deputy may have become another: at home, and where a case is acted upon. Elsewhere it is only counted, when there is rest. */
const boardPlaceOf = (me: Me, path: string, rested: boolean): string | null => {
  if (!isDeputy(me)) return null;
  if (path === '/home' || path.startsWith('/cases/')) return path;
  return rested ? '' : null;
};

/** Whether the first page has been there for a moment: what stands at its edge is asked for then. */
const useRest = makeUseRest();

/** When what may be needed without a line is fetched, in milliseconds: after the first page, which has the line to itself. */
const SOON_MS = 1_000;
/** The same, where there is no line or a very weak one. */
const LATE_MS = 10_000;

/** Where somebody begins: what is asked of them. */
const firstPageOf = (me: Me): string => (isDeputy(me) ? '/home' : hasTasks(me) ? '/inbox' : '/rooms');

/** Everything a signed-in person can go to; names every screen and gives each its parts. */
export const House = ({ me, parts, signOut }: HouseProps) => {
  const { huying, notices, updates } = parts;
  const line = useLine(huying);
  const { refused } = useReadable(parts.keeping);
  const [preferences] = useState(() => makePreferences(huying));
  const [path] = useLocation();
  const rested = useRest();
  const found = useBoard(huying, boardPlaceOf(me, path, rested));
  const ways = useWays(me, parts, found);
  const [inRoom, params] = useRoute('/rooms/:roomId');
  const [, ofCase] = useRoute('/cases/:suggestionId');
  const caseId = suggestionIdIn(ofCase?.suggestionId);
  const drafts = useMemo(() => makeDrafts(huying.storage, me.personId), [huying, me.personId]);
  const renewal = useMemo(() => ({ updates, settled: () => drafts.settled() }), [updates, drafts]);
  const [forms] = useState(() => keptFormsOf(me.personId, () => huying.terms?.shared !== true));
  // A notice list that cannot be read now is read when the line returns.
  useEffect(() => (rested ? notices.start(() => undefined) : undefined), [notices, rested]);

  // How much there is to do stands in the rail; the screen itself asks again.
  useEffect(() => {
    if (rested && hasTasks(me)) huying.tasks.refresh().catch(() => undefined);
  }, [huying, me, rested]);

  // Rooms, notices and the way out are there without a line, too; so is, from then on, all that the service worker keeps.
  const [settled, setSettled] = useState(false);
  const isUp = line === 'online';
  useEffect(() => {
    if (settled) return undefined;
    const settle = () => {
      for (const page of [inboxList, roomPage, settings, noticesPage]) page().catch(() => undefined);
      setSettled(true);
    };
    const timer = setTimeout(settle, isUp ? SOON_MS : LATE_MS);
    return () => clearTimeout(timer);
  }, [settled, isUp]);

  const roomId = roomIdIn(params?.roomId);
  const asOf = useAsOf(huying, roomId);
  const room = roomId ? (
    <RoomPage key={roomId} me={me} roomId={roomId} parts={parts} drafts={drafts} />
  ) : (
    <Revoked />
  );
  const withList = inRoom || path === '/rooms';
  const screens: Record<string, () => ReactNode> = {
    ...(hasTasks(me) && {
      '/inbox': () => (
        <TasksScreen
          huying={huying}
          me={me}
          turnKeys={(letterKeys) => void preferences.set({ letterKeys }).catch(() => undefined)}
        />
      ),
    }),
    '/notices': () => <NoticesScreen notices={notices} />,
    '/settings': () => (
      <SettingsScreen
        huying={huying}
        me={me}
        preferences={preferences}
        signOut={signOut}
        ways={ways.filter((way) => way.inBar !== true)}
        devices={
          <PageGuard>
            <Suspense>
              <Devices huying={huying} />
            </Suspense>
          </PageGuard>
        }
        secondFactor={
          <PageGuard>
            <Suspense>
              <SecondFactor huying={huying} />
            </Suspense>
          </PageGuard>
        }
      />
    ),
    '/address-book': () => <AddressBookScreen huying={huying} me={me} />,
    [HAND_OVER]: () => <HandOverScreen huying={huying} me={me} />,
    ...(isDeputy(me) && {
      '/home': () => <HomeScreen huying={huying} name={me.name} look={<LookButton />} found={found} />,
    }),
    '/home/new': () => <DraftScreen huying={huying} me={me} />,
    '/work': () => <WorkScreen huying={huying} me={me} />,
    '/statistics': () => <StatisticsScreen huying={huying} />,
    '/office': () => <OfficeScreen huying={huying} />,
    '/topics': () => <TopicsScreen huying={huying} me={me} newKey={parts.newKey} />,
  };
  const alone = caseId
    ? () => <CasePage key={caseId} huying={huying} me={me} suggestionId={caseId} />
    : screens[screenOf(path)];
  if (!withList && alone === undefined) return <Redirect to={firstPageOf(me)} replace />;
  const list = (
    <PageGuard>
      <Suspense>
        <InboxList huying={huying} current={inRoom ? params.roomId : null} look={<LookButton />} />
      </Suspense>
    </PageGuard>
  );
  return (
    <Surroundings preferences={preferences}>
      <RenewalContext value={renewal}>
        <KeptFormsContext value={forms}>
          <Frame
            ways={ways}
            bars={
              <>
                <LineBar line={line} asOf={asOf} />
                {refused && <KeptBar />}
                {settled && <UpdateBar huying={huying} />}
              </>
            }
            list={withList ? list : null}
            main={
              inRoom || alone ? (
                <PageGuard key={screenOf(path)}>
                  <Suspense>{inRoom ? room : alone?.()}</Suspense>
                </PageGuard>
              ) : null
            }
            plain={!withList && path !== '/home'}
          />
        </KeptFormsContext>
      </RenewalContext>
    </Surroundings>
  );
};
