import { Component, type ReactNode } from 'react';
import { Button } from '../kit/button.tsx';
import { useSpeech } from '../wording/speech.tsx';
import './page-guard.css';

interface PageGuardProps {
  children: ReactNode;
}

const Lost = () => {
  const { say } = useSpeech();
  return (
    <section className="page-lost" role="alert">
      <p>{say.pageLost}</p>
      <Button look="primary" onClick={() => location.reload()}>
        {say.again}
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
