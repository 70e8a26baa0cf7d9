import { randomUUID } from 'node:crypto';
import type * as z from 'zod/mini';
import type { ACT_FAULTS, actOn } from '../../../shared/cases.ts';
import type { SuggestionId } from '../../../shared/ids.ts';
import type { TestPerson } from '../../support/server.ts';
import { type Stage, unknownId } from './stage.ts';
import type { NameOf, Trial } from './trial.ts';

/** Something asked that is in order. */
export interface InOrder<I> {
  readonly asker: TestPerson;
  readonly input: I;
}

export interface At {
  readonly suggestionId: SuggestionId;
  readonly revision: number;
}

/** What every act names. */
export type On = z.input<z.ZodMiniObject<typeof actOn>>;

/** What every act names: the case as it stands, and a key of its own. */
export const on = ({ suggestionId, revision }: At) => ({ suggestionId, revision, actKey: randomUUID() });

/** How one refusal comes about. */
type Proof<I> = (stage: Stage) => Promise<Trial<I>>;
/** How all refusals come about that every act gives. */
export type ActProofs<I> = Record<(typeof ACT_FAULTS)[number], Proof<I>>;

interface Asked<I> {
  readonly inOrder: (stage: Stage) => Promise<InOrder<I>>;
  /** Somebody who may see the case, but not do this. */
  readonly outsider: (stage: Stage) => TestPerson;
}

/** The refusals of whatever is done to a suggestion upon its revision. */
export function uponRevision<I extends Omit<On, 'actKey'>>({
  inOrder,
  outsider,
}: Asked<I>): Pick<ActProofs<I>, 'NOT_FOUND' | 'NOT_ALLOWED' | 'STALE_REVISION'> {
  const part = (changed: Partial<On>) => changed as Partial<I>;
  return {
    NOT_FOUND: async (stage) => {
      const { asker, input } = await inOrder(stage);
      const suggestionId = unknownId();
      const well = { input: part({ suggestionId: input.suggestionId }) };
      return { asker, input: { ...input, suggestionId }, facts: { suggestionId }, well };
    },
    NOT_ALLOWED: async (stage) => {
      const { asker, input } = await inOrder(stage);
      return { asker: outsider(stage), input, facts: {}, well: { asker } };
    },
    STALE_REVISION: async (stage) => {
      const { asker, input } = await inOrder(stage);
      const { revision } = input;
      const well = { input: part({ revision }) };
      return { asker, input: { ...input, revision: revision - 1 }, facts: { revision }, well };
    },
  };
}

interface Around {
  readonly outsider: Asked<On>['outsider'];
  /** A case that the asker may see, in which this cannot be done as it stands. */
  readonly elsewhere: (stage: Stage) => Promise<At & { state: string }>;
}

/** The refusals that every act gives, each from one that is in order. */
export function everyAct<I extends On>(
  name: NameOf,
  inOrder: Asked<I>['inOrder'],
  { outsider, elsewhere }: Around,
): ActProofs<I> {
  const part = (changed: Partial<On>) => changed as Partial<I>;
  return {
    ...uponRevision({ inOrder, outsider }),
    WRONG_STATE: async (stage) => {
      const { asker, input } = await inOrder(stage);
      const { suggestionId, revision, state } = await elsewhere(stage);
      const { suggestionId: right, revision: seen } = input;
      return {
        ...{ asker, input: { ...input, suggestionId, revision }, facts: { suggestionId, state } },
        well: { input: part({ suggestionId: right, revision: seen }) },
      };
    },
    SEND_KEY_REUSED: async (stage) => {
      const { asker, input } = await inOrder(stage);
      await stage.ask(asker, name, input);
      const { revision, actKey } = input;
      return {
        ...{ asker, input: { ...input, revision: revision + 1 }, facts: { actKey } },
        well: { input: part({ revision }) }, // the same again is answered with what was kept
      };
    },
  };
}
