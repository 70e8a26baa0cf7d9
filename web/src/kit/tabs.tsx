import type { KeyboardEvent, ReactNode } from 'react';
import './tabs.css';

interface TabsProps<T extends string> {
  label: string;
  /** Id of what the tabs show. */
  panel: string;
  tabs: readonly { value: T; words: ReactNode }[];
  value: T;
  choose: (value: T) => void;
}

/** The id of a tab: what it shows is named by it. */
export const tabId = (panel: string, value: string): string => `${panel}-${value}`;

/** A few ways to look at the same; arrow keys, Home and End move between them. */
export const Tabs = <T extends string>({ label, panel, tabs, value, choose }: TabsProps<T>) => {
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const at = tabs.findIndex((tab) => tab.value === value);
    const next = placeAfter(event.key, at, tabs.length);
    const tab = next === null ? undefined : tabs[next];
    if (tab === undefined) return;
    event.preventDefault();
    choose(tab.value);
    document.getElementById(tabId(panel, tab.value))?.focus();
  };
  return (
    <div className="tabs" role="tablist" aria-label={label} onKeyDown={move}>
      {tabs.map((tab) => (
        <button
          key={tab.value}
          type="button"
          role="tab"
          className="tab"
          id={tabId(panel, tab.value)}
          aria-controls={panel}
          aria-selected={tab.value === value}
          tabIndex={tab.value === value ? 0 : -1}
          onClick={() => choose(tab.value)}
        >
          {tab.words}
        </button>
      ))}
    </div>
  );
};

/** Where a key leads from a place among so many; null: nowhere. */
const placeAfter = (key: string, at: number, count: number): number | null => {
  switch (key) {
    case 'ArrowRight':
      return (at + 1) % count;
    case 'ArrowLeft':
      return (at + count - 1) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
};
