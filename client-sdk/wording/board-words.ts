import type { NextStep, OfficeMatter, RateBase } from '../../shared/figures.ts';
import type { Origin, SourceType } from '../../shared/suggestions.ts';

/** What boards and figures say in codes. A missing key does not compile. */
export interface BoardWords {
  /** What comes next in a case, as its deputy reads it. */
  readonly steps: { readonly [S in NextStep['step']]: string };
  readonly matters: { readonly [M in OfficeMatter]: string };
  readonly origins: { readonly [O in Origin]: string };
  readonly sources: { readonly [S in SourceType]: string };
  /** What a share is a share of. */
  readonly bases: { readonly [B in RateBase]: string };
}
