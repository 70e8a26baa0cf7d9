import { useEffect, useRef, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { Count } from '../kit/chip.tsx';
import { Icon, Mark, type IconName } from '../kit/icon.tsx';
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
}

interface FrameProps {
  ways: readonly Way[];
  /** The bar about the connection. */
  line: ReactNode;
  /** Stands left of the main pane; on small screens only one of the two shows. */
  list: ReactNode | null;
  /** Null: nothing chosen from the list yet. */
  main: ReactNode | null;
}

const WayLink = ({ way }: { way: Way }) => (
  <Link href={way.href} className="frame-link" aria-current={way.current ? 'page' : undefined}>
    <Icon name={way.icon} />
    <span>{way.words}</span>
    {way.count && <Count {...way.count} />}
  </Link>
);

/** The page around every screen: where one can go, how the connection is, one list and one main pane. */
export const Frame = ({ ways, line, list, main }: FrameProps) => {
  const { say } = useSpeech();
  const [path] = useLocation();
  const content = useRef<HTMLElement>(null);
  const from = useRef(path);
  useEffect(() => {
    // A room takes the focus to its own heading.
    const main = content.current;
    if (from.current !== path && !main?.contains(document.activeElement))
      main?.focus({ preventScroll: true });
    from.current = path;
  }, [path]);
  const inRoom = list !== null && main !== null;
  useTitle(inRoom ? null : [ways.find((way) => way.current)?.words, say.product].filter(Boolean).join(' · '));
  return (
    <div className={inRoom ? 'frame in-room' : 'frame'}>
      <a className="frame-skip" href="#content">
        {say.nav.toContent}
      </a>
      {line}
      <nav className="frame-nav" aria-label={say.nav.label}>
        <Mark />
        {ways.slice(0, -1).map((way) => (
          <WayLink key={way.href} way={way} />
        ))}
        <span className="frame-space" />
        {ways.slice(-1).map((way) => (
          <WayLink key={way.href} way={way} />
        ))}
      </nav>
      <div
        className={`frame-body${list === null ? '' : ' with-list'}${main === null ? '' : ' showing-main'}`}
      >
        {list !== null && <div className="frame-pane frame-list">{list}</div>}
        <main ref={content} className="frame-pane frame-main" id="content" tabIndex={-1}>
          {main ?? <p className="frame-empty">{say.inbox.pick}</p>}
        </main>
      </div>
    </div>
  );
};
