import { useEffect } from 'react';

/** Names the page in the browser's tab and for screen readers. Null: somebody else names it. */
export const useTitle = (title: string | null): void => {
  useEffect(() => {
    if (title !== null) document.title = title;
  }, [title]);
};
