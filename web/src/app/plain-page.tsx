import type { ReactNode } from 'react';
import { Button } from '../kit/button.tsx';
import { useTitle } from '../kit/use-title.ts';
import './plain-page.css';

/** A sheet alone on the page: a title, what happened, one thing to do. */
export const PlainPage = ({
  title,
  children,
  act,
}: {
  title: string;
  children: ReactNode;
  act: { words: string; run: () => void };
}) => {
  useTitle(title);
  return (
    <main className="plain-page">
      <div className="plain-page-sheet">
        <h1>{title}</h1>
        <p>{children}</p>
        <Button look="primary" onClick={act.run}>
          {act.words}
        </Button>
      </div>
    </main>
  );
};
