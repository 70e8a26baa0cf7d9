import { countClasses } from '../demo/index.ts';
import type { Random } from '../demo/index.ts';

/** Shares of classes of whole numbers, such as `{ "0": 0.3, "1-4": 0.7 }`; they add up to 1. */
export type Spread = Readonly<Record<string, number>>;

/**
 * How people behave. Published: classes of replies and satisfaction (demo/data/params.json, from the report of 2021 and
 * Chengdu 2023), and that 100 % of opinions and 91 % of replies were there by mid-August. Everything else is assumed:
 * most keep their terms, some by little, a few do not. `wd` are working days.
 */
export const HABITS = {
  /** wd from what is given until the unit signs for it. */
  signing: { '0': 0.3, '1': 0.35, '2': 0.2, '3': 0.09, '4-6': 0.045, '7-12': 0.015 } as Spread,
  /** Units that want to give it back: when (wd), how long the decision takes, and how often it is agreed to. */
  returning: {
    share: 0.02,
    after: { '1-4': 0.6, '5-10': 0.4 } as Spread,
    deciding: { '1-3': 0.5, '4-8': 0.4, '9-13': 0.1 } as Spread,
    agreed: 0.6,
  },
  /** wd from the receipt until the first contact; the deputies that are reached then do not always include the lead one. */
  firstContact: { '1-4': 0.32, '5-9': 0.35, '10-15': 0.2, '16-20': 0.09, '21-30': 0.04 } as Spread,
  leadMissed: 0.15,
  again: { '1-4': 1 } as Spread,
  /** Contacts that rest on what was said in the room. */
  inTheRoom: 0.25,
  /** Per cent of a co-handling unit’s term after which its opinion is there. */
  opinion: { '20-60': 0.45, '61-95': 0.44, '96-100': 0.03, '101-130': 0.07, '131-170': 0.01 } as Spread,
  opinionDecision: { '0': 0.3, '1': 0.35, '2-3': 0.28, '4-6': 0.07 } as Spread,
  sentBack: 0.05,
  redo: { '1-3': 0.6, '4-5': 0.3, '6-8': 0.1 } as Spread,
  /** Days before the last one on which a unit replies; or, late, after it. */
  reply: { '40-60': 0.2, '20-39': 0.35, '5-19': 0.28, '1-4': 0.1, '0': 0.03 } as Spread,
  lateReply: { share: 0.04, after: { '1-7': 0.6, '8-20': 0.3, '21-40': 0.1 } as Spread },
  /** Per cent of the way from the first contact to the reply at which the second takes place. */
  midContact: { '30-60': 0.6, '61-90': 0.4 } as Spread,
  extension: {
    share: 0.07,
    before: { '11-25': 0.8, '3-9': 0.2 } as Spread,
    deciding: { '0-2': 1 } as Spread,
    granted: 0.85,
  },
  draft: { share: 0.12, commented: 0.4 },
  replyClass: { solved: 0.399, promised: 0.343, other: 0.258 },
  unpublished: 0.04,
  lastContact: { '1-3': 0.55, '4-7': 0.38, '8-12': 0.07 } as Spread,
  /** What the lead deputy says of the result, and when (wd); the others; who says nothing. */
  feedback: { '0-4': 0.4, '5-9': 0.33, '10-14': 0.18, '15-19': 0.09 } as Spread,
  silent: 0.06,
  rating: { satisfied: 0.95, mostly: 0.046, dissatisfied: 0.004 },
  dissatisfiedAgain: 0.3,
  jointOpinion: 0.4,
  rehandling: {
    deciding: { '1-5': 1 } as Spread,
    late: 0.1,
    declined: 0.3,
    coordinating: { '3-12': 1 } as Spread,
  },
  /** wd from the reply to the proposal, and between its steps. */
  publishing: {
    share: 0.4,
    proposed: { '1-8': 0.7, '9-16': 0.3 } as Spread,
    next: { '1-3': 0.9, '4-9': 0.1 } as Spread,
  },
  promise: {
    due: { '60-150': 0.5, '151-240': 0.35, '241-500': 0.15 } as Spread,
    reported: 0.6,
    early: { '1-30': 1 } as Spread,
    late: 0.1,
    lateBy: { '1-30': 1 } as Spread,
    moved: 0.06,
    movedBy: { '30-120': 1 } as Spread,
    rated: 0.85,
    ledger: 0.9,
  },
  /** Those that the office files itself; the product files the others when their time has come. */
  archive: { share: 0.6, after: { '20-60': 1 } as Spread },
  supervised: 0.03,
  /** Cases in whose room the deputy asks something, when (wd), and when the unit answers; some never do. */
  asking: {
    share: 0.35,
    on: { '3-60': 1 } as Spread,
    answered: { '0': 0.4, '1': 0.3, '2-4': 0.2, '5-8': 0.1 } as Spread,
    never: 0.05,
  },
  withdrawn: 0.004,
  objected: 0.005,
  deputyLeaves: 0.004,
};
export type Habits = typeof HABITS;

/** The same people where few cases must show everything: what is rare happens more often. */
export const LIVELY: Habits = {
  ...HABITS,
  returning: { ...HABITS.returning, share: 0.08 },
  lateReply: { ...HABITS.lateReply, share: 0.12 },
  extension: { ...HABITS.extension, share: 0.2 },
  rating: { satisfied: 0.72, mostly: 0.1, dissatisfied: 0.18 },
  dissatisfiedAgain: 0.5,
  silent: 0.12,
  unpublished: 0.1,
  publishing: { ...HABITS.publishing, share: 0.8 },
  promise: { ...HABITS.promise, late: 0.2, moved: 0.15 },
  supervised: 0.15,
  withdrawn: 0.03,
  objected: 0.05,
  deputyLeaves: 0.03,
};

/** One number of a spread. */
export function drawn(random: Random, spread: Spread): number {
  const classes = countClasses(spread);
  let left = random.real();
  const found = classes.find(({ share }) => (left -= share) < 0) ?? classes.at(-1);
  if (!found) throw new Error('a spread has a class');
  return found.from + random.int(found.to - found.from + 1);
}

/** Whether something with this share happens. */
export const happens = (random: Random, share: number): boolean => random.real() < share;

/** One name of shares that add up to 1. */
export function picked<K extends string>(random: Random, shares: Readonly<Record<K, number>>): K {
  const names = Object.keys(shares) as K[];
  let left = random.real();
  const found = names.find((name) => (left -= shares[name]) < 0) ?? names.at(-1);
  if (found === undefined) throw new Error('shares have names');
  return found;
}
