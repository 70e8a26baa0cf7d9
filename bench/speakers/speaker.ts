import type { Peer } from '../peers.ts';

/** How the load generator speaks to a system: as little code as the protocol allows, so that the server is what is measured. */
export interface Seat {
  room: string;
  /** What signs in; absent where nobody does. */
  token?: string;
  /** The name of who sits here. */
  person: string;
}

export type Kind = 'huying' | 'relay' | Peer;

/** Where a system listens, and who sits where. */
export interface Way {
  kind: Kind;
  url: string;
  seats: Seat[];
}

/** One connection of one person. */
export interface Line {
  /** Resolves when the system has accepted the text; gives the number that it got, where there are numbers. */
  post(text: string): Promise<number | null>;
  /** Catches up after having been away, with what is known of the room: its last number. */
  catchUp(known: number): Promise<void>;
  close(): void;
}

/** Connects, signs in and enters the room; `heard` gets each text that is delivered. */
export type Connect = (way: Way, seat: Seat, heard: (text: string) => void) => Promise<Line>;

const MARK = /#(\d+)@([\d.]+)#/;

/** A text that carries its own number and the time when it was sent. */
export const marked = (no: number, sentAt: number, text: string): string =>
  `#${no}@${sentAt.toFixed(2)}#${text}`;

/** Number and time of a marked text, wherever it stands in what was received; null: something else. */
export function markOf(received: string): { no: number; sentAt: number } | null {
  const found = MARK.exec(received);
  return found ? { no: Number(found[1]), sentAt: Number(found[2]) } : null;
}
