import type { UnreadableCode } from '../../../shared/import-refusals.ts';

export type { UnreadableCode };

export type Facts = Readonly<Record<string, string | number | readonly string[]>>;

/** Thrown when nothing of a file can be used. Facts are names, places and limits, never prose. */
export class Unreadable extends Error {
  readonly code: UnreadableCode;
  readonly facts: Facts;

  constructor(code: UnreadableCode, facts: Facts = {}) {
    super(code);
    this.name = 'Unreadable';
    this.code = code;
    this.facts = facts;
  }
}
