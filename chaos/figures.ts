import type { Order } from './arguments.ts';
import type { Second } from './clients.ts';
import type { Happened } from './conductor.ts';
import type { Entry } from './history.ts';
import { SKEW } from './stage.ts';
import type { Town } from './town.rules.ts';

/** What happened in a run, in numbers. */
export interface Figures {
  readonly clients: number;
  readonly rooms: number;
  readonly minutes: number;
  /** The node whose clock was wrong, and by how many seconds. */
  readonly skewed: typeof SKEW;
  /** Acknowledged messages. */
  readonly messages: number;
  /** Messages told to listeners. */
  readonly deliveries: number;
  /** Edits, recalls, reactions, pins, reports, read marks, mutes and states of rooms. */
  readonly acts: number;
  readonly refused: number;
  /** Asked without an answer. */
  readonly unanswered: number;
  readonly reconnects: number;
  /** Seats given and taken. */
  readonly moves: number;
  readonly faults: number;
  /** Null: some fault was not recovered from in time. */
  readonly slowestRecoveryMs: number | null;
  readonly historyLines: number;
  /** What was asked and how it ended: acknowledged, or the refusal's code. */
  readonly answers: Readonly<Record<string, number>>;
}

interface Played {
  readonly order: Order;
  readonly town: Town;
  readonly entries: readonly Entry[];
  readonly seconds: readonly Second[];
  readonly faults: readonly Happened[];
  readonly moves: number;
}

export function figuresOf({ order, town, entries, seconds, faults, moves }: Played): Figures {
  const sum = (what: keyof Second) => seconds.reduce((all, second) => all + second[what], 0);
  return {
    clients: order.clients,
    rooms: town.rooms.length,
    minutes: order.minutes,
    skewed: SKEW,
    messages: sum('acknowledged'),
    deliveries: sum('heard'),
    acts: sum('acts'),
    refused: sum('refused'),
    unanswered: sum('unknown'),
    reconnects: sum('reconnects'),
    moves,
    faults: faults.length,
    slowestRecoveryMs: slowest(faults),
    historyLines: entries.length,
    answers: answersIn(entries),
  };
}

function answersIn(entries: readonly Entry[]): Record<string, number> {
  const answers: Record<string, number> = {};
  for (const entry of entries) {
    if (!('outcome' in entry)) continue;
    const { outcome } = entry;
    const what = 'act' in entry ? entry.act.is : entry.kind;
    const key = `${what} ${outcome.is === 'acknowledged' ? outcome.is : outcome.code}`;
    answers[key] = (answers[key] ?? 0) + 1;
  }
  return answers;
}

function slowest(faults: readonly Happened[]): number | null {
  const took = faults.flatMap(({ recoveredMs }) => recoveredMs ?? []);
  return took.length < faults.length ? null : Math.round(Math.max(0, ...took));
}

/** Minutes and seconds. */
export const clockOf = (ms: number): string =>
  `${String(Math.floor(ms / 60_000)).padStart(2, '0')}:${String(Math.floor(ms / 1_000) % 60).padStart(2, '0')}`;

/** One line on how it goes. */
export function progress(seconds: readonly Second[]): string {
  const last = seconds.slice(-11, -1);
  const rate = (what: keyof Second) =>
    (last.reduce((sum, second) => sum + second[what], 0) / Math.max(1, last.length)).toFixed(0);
  const all = seconds.reduce((sum, { acknowledged }) => sum + acknowledged, 0);
  return `${all} messages, ${rate('acknowledged')}/s acknowledged, ${rate('heard')}/s delivered, ${last.at(-1)?.online ?? 0} clients online`;
}
