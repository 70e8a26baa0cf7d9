import { useEffect, useMemo, useRef, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { Count } from '../kit/chip.tsx';
import { Icon, Mark, type IconName } from '../kit/icon.tsx';
import { useLetterKeys } from '../kit/letter-keys.ts';
import { LookButton } from '../kit/look-button.tsx';
import { useSeen } from '../kit/use-seen.ts';
import { useTitle } from '../kit/use-title.ts';
import { useSpeech } from '../wording/speech.tsx';
import './frame.css';

/** One way through the house; `count` asks for attention. */
export interface Way {
  href: string;
  icon: IconName;
  words: string;
  current: boolean;
  count?: { value: number; words: string };
  /** It stands in the bar of small screens, too: three of them do, and then the settings. */
  inBar?: boolean;
}

interface FrameProps {
  ways: readonly Way[];
  /** The bars about the page itself: its connection, its version. */
  bars: ReactNode;
  /** Stands left of the main pane; on small screens only one of the two shows. */
  list: ReactNode | null;
  /** Null: nothing chosen from the list yet. */
  main: ReactNode | null;
  /** The screen has no head of its own in which the other look can be chosen on small screens. */
  plain: boolean;
}

const WayLink = ({ way }: { way: Way }) => (
  <Link
    href={way.href}
    className={way.inBar ? 'frame-link' : 'frame-link frame-wide'}
    aria-current={way.current ? 'page' : undefined}
  >
    <Icon name={way.icon} />
    <span>{way.words}</span>
    {way.count && <Count {...way.count} />}
  </Link>
);

/** The last way: settings where there is room for the others, and all that is one’s own where there is not. */
const SettingsLink = () => {
  const { say } = useSpeech();
  const [path] = useLocation();
  return (
    <Link href="/settings" className="frame-link" aria-current={path === '/settings' ? 'page' : undefined}>
      <span className="frame-wide">
        <Icon name="gear" />
        {say.nav.settings}
      </span>
      <span className="frame-narrow">
        <Icon name="person" />
        {say.nav.me}
      </span>
    </Link>
  );
};

/** Takes the focus along when somebody goes elsewhere; a room takes it to its own heading. */
const useFocusAlong = () => {
  const [path] = useLocation();
  const content = useRef<HTMLElement>(null);
  const from = useRef(path);
  useEffect(() => {
    const main = content.current;
    if (from.current !== path && !main?.contains(document.activeElement))
      main?.focus({ preventScroll: true });
    from.current = path;
  }, [path]);
  return content;
};

/** Left of the main pane where there is room for both. Where there is not, a list that nobody has seen yet is not made. */
const ListPane = ({ list, alone }: { list: ReactNode; alone: boolean }) => {
  const pane = useRef<HTMLDivElement>(null);
  const seen = useSeen(pane, alone);
  return (
    <div ref={pane} className="frame-pane frame-list">
      {seen && list}
    </div>
  );
};

/** The page around every screen: where one can go, how the connection is, one list and one main pane. */
export const Frame = ({ ways, bars, list, main, plain }: FrameProps) => {
  const { say } = useSpeech();
  const [path, go] = useLocation();
  const content = useFocusAlong();
  const inRoom = list !== null && main !== null;
  const current = path === '/settings' ? say.nav.settings : ways.find((way) => way.current)?.words;
  useTitle(inRoom ? null : [current, say.product].filter(Boolean).join(' · '));
  const hrefs = [...ways.map(({ href }) => href), '/settings'].join(' ');
  useLetterKeys(
    useMemo(
      () => Object.fromEntries(hrefs.split(' ').map((href, at) => [String(at + 1), () => go(href)])),
      [hrefs, go],
    ),
  );
  return (
    <div className={inRoom ? 'frame in-room' : 'frame'}>
      <a className="frame-skip" href="#content">
        {say.nav.toContent}
      </a>
      <div className="frame-bars">{bars}</div>
      <nav className="frame-nav" aria-label={say.nav.label}>
        <Mark />
        {ways.map((way) => (
          <WayLink key={way.href} way={way} />
        ))}
        <span className="frame-space" />
        <LookButton at="rail" />
        <SettingsLink />
      </nav>
      <div
        className={`frame-body${list === null ? '' : ' with-list'}${main === null ? '' : ' showing-main'}`}
      >
        {list !== null && <ListPane list={list} alone={main === null} />}
        <main ref={content} className="frame-pane frame-main" id="content" tabIndex={-1}>
          {plain && (
            <div className="frame-look">
              <LookButton />
            </div>
          )}
          {main ?? <p className="frame-empty">{say.inbox.pick}</p>}
        </main>
      </div>
    </div>
  );
};
