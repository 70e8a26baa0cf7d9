const STROKES = {
  home: 'M4 11l8-7 8 7v9h-5v-6H9v6H4z',
  book: 'M5 4h13v16H5zM9 4v16M12.500 8.500h3M12.500 12h3',
  letters: 'M3 18L8 6l5 12M5 14h6M15 18l3-7 3 7M16 15.500h4',
  gear: 'M12 15a3 3 0 100-6 3 3 0 000 6zM12 3v3M12 18v3M3 12h3M18 12h3M5.600 5.600l2.100 2.100M16.300 16.300l2.100 2.100M18.400 5.600l-2.100 2.100M7.700 16.300l-2.100 2.100',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  find: 'M11 18a7 7 0 100-14 7 7 0 000 14zM16 16l5 5',
  rooms: 'M4 5h16v11H12l-5 4v-4H4zM8 9.500h8M8 12.500h5',
  inbox: 'M4 13l3-8h10l3 8v6H4zM4 13h5a3 3 0 006 0h5',
  bell: 'M6 16V11a6 6 0 0112 0v5l1.500 2h-15zM10 21h4',
  hand: 'M4 7h10M4 12h7M4 17h5M14 17l3 3 4-6M18 4v6M15 7h6',
  person: 'M12 12a4 4 0 100-8 4 4 0 000 8zM4.500 20a7.500 7.500 0 0115 0',
  people:
    'M9 11a3.500 3.500 0 100-7 3.500 3.500 0 000 7zM3 19a6 6 0 0112 0M16 4.500a3.500 3.500 0 010 6M17.500 13.500A6 6 0 0121 19',
  leave: 'M14 4H6v16h8M10 12h10M17 9l3 3-3 3',
  back: 'M15 5l-7 7 7 7',
  forward: 'M9 5l7 7-7 7',
  file: 'M7 3h7l4 4v14H7zM14 3v4h4M10 12h5M10 16h5',
  tick: 'M5 12.500l4.500 4.500L19 7.500',
  clock: 'M12 21a9 9 0 100-18 9 9 0 000 18zM12 7.500V12l3 2',
  pen: 'M4 20l1-4L16 5l3 3L8 19zM14 7l3 3',
  close: 'M6 6l12 12M18 6L6 18',
  down: 'M12 5v14M6 13l6 6 6-6',
  picture: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.500 9.500h.01',
  voice: 'M12 15a3 3 0 003-3V6a3 3 0 00-6 0v6a3 3 0 003 3zM6 11.500a6 6 0 0012 0M12 17.500V21',
  film: 'M3.500 6h12v12h-12zM15.500 10.500l5-3v9l-5-3z',
  camera: 'M3.500 8h4l1.500-2.500h6L16.500 8h4v11h-17zM12 16.500a3.500 3.500 0 100-7 3.500 3.500 0 000 7z',
  play: 'M8 5.500v13l10-6.500z',
  pause: 'M8.500 6v12M15.500 6v12',
  chart: 'M4 20V4M4 20h16M8 20v-6h3v6M13 20V8h3v12',
  warn: 'M12 4l9 16H3zM12 10v4M12 17v.5',
} as const;

/** Names of the strokes we have. */
export type IconName = keyof typeof STROKES;

/** A 24-px line drawing; always beside words, so hidden from screen readers. */
export const Icon = ({ name }: { name: IconName }) => (
  <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d={STROKES[name]} />
  </svg>
);

/** The product's mark: a call and its answer. */
export const Mark = () => <img className="mark" src="/mark.svg" alt="" width="38" height="38" />;
