import { Component, useContext, useEffect, useState, type ReactNode } from 'react';
import { Button } from '../kit/button.tsx';
import { useSpeech } from '../wording/speech.tsx';
import { RenewalContext } from './renewal.ts';
import type { Updates } from './updates.ts';
import './page-guard.css';

interface PageGuardProps {
  children: ReactNode;
}

/** The newer version that waits on this device, asked for anew; null: there is none, as far as is known. */
const useNewer = (): Updates | null => {
  const { updates: find } = useContext(RenewalContext);
  const [newer, setNewer] = useState<Updates | null>(null);
  useEffect(() => {
    let wanted = true;
    const look = async () => {
      const updates = await find();
      await updates.look();
      if (wanted && updates.read().update === 'ready') setNewer(updates);
    };
    look().catch(() => undefined); // then the network is what it looks like
    return () => {
      wanted = false;
    };
  }, [find]);
  return newer;
};

/** A page of this version may be gone from a newer server: then only the newer version helps. */
const Lost = () => {
  const { say } = useSpeech();
  const { settled } = useContext(RenewalContext);
  const newer = useNewer();
  return (
    <section className="page-lost" role="alert">
      <p>{newer ? say.pageOld : say.pageLost}</p>
      <Button look="primary" onClick={() => (newer ? void newer.take(settled) : location.reload())}>
        {newer ? say.update : say.again}
      </Button>
    </section>
  );
};

/** A page, or a part of one, that cannot be fetched or shown leaves all others as they are; what was written is kept. */
export class PageGuard extends Component<PageGuardProps, { lost: boolean }> {
  override state = { lost: false };

  static getDerivedStateFromError(): { lost: boolean } {
    return { lost: true };
  }

  override render(): ReactNode {
    return this.state.lost ? <Lost /> : this.props.children;
  }
}
