import { useLocation } from 'wouter';
import type { Huying } from '../../client-sdk/index.ts';
import type { Me, PersonRole } from '../../shared/people.ts';
import type { Way } from './app/frame.tsx';
import { waitingOf } from './home/home.rules.ts';
import type { BoardRead } from './home/use-board.ts';
import { useReadable } from './kit/use-readable.ts';
import type { Notices } from './notices/notice-store.ts';
import { useSpeech } from './wording/speech.tsx';

/** Who has a first page of their own. */
export const isDeputy = ({ roles }: Me): boolean =>
  roles.includes('deputy') || roles.includes('delegation-head');

/** Who works in many rooms, and finds there what to do by its reason. */
export const hasTasks = ({ roles }: Me): boolean =>
  (['unit-contact', 'unit-leader', 'committee', 'office', 'coordinator'] as const).some((role) =>
    roles.includes(role),
  );

interface WayParts {
  readonly huying: Huying;
  readonly notices: Notices;
}

/** Where somebody can go, and how much there asks for attention. */
export const useWays = (me: Me, { notices, huying }: WayParts, { board }: BoardRead): Way[] => {
  const { say } = useSpeech();
  const [path] = useLocation();
  const { unread } = useReadable(notices);
  const first = useReadable(huying.tasks).counts?.first ?? 0;
  const waiting = board === null ? 0 : waitingOf(board).length;
  const has = (...roles: readonly PersonRole[]) => roles.some((role) => me.roles.includes(role));
  const way = (href: string, icon: Way['icon'], words: string): Way => ({
    href,
    icon,
    words,
    current: path === href || path.startsWith(`${href}/`),
  });
  return [
    ...(isDeputy(me)
      ? [
          {
            ...way('/home', 'home', say.nav.home),
            count: { value: waiting, words: say.nav.homeWaiting(waiting) },
            inBar: true,
          },
        ]
      : []),
    ...(hasTasks(me)
      ? [
          {
            ...way('/inbox', 'inbox', say.nav.tasks),
            count: { value: first, words: say.nav.tasksFirst(first) },
            inBar: true,
          },
        ]
      : []),
    { ...way('/rooms', 'rooms', say.nav.rooms), inBar: true },
    { ...way('/address-book', 'book', say.nav.addressBook), inBar: true },
    {
      ...way('/notices', 'bell', say.nav.notices),
      count: { value: unread, words: say.notices.unread(unread) },
      inBar: !isDeputy(me),
    },
    ...(has('unit-contact', 'unit-leader', 'committee') ? [way('/work', 'tick', say.nav.work)] : []),
    ...(has('office', 'coordinator') ? [way('/office', 'file', say.nav.office)] : []),
    ...(has('office', 'coordinator', 'statistics') ? [way('/statistics', 'chart', say.nav.statistics)] : []),
    ...(has('office', 'administrator') ? [way('/hand-over', 'hand', say.nav.handOver)] : []),
  ];
};
