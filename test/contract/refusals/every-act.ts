import { randomUUID } from 'node:crypto';
import type * as z from 'zod/mini';
import type { ACT_FAULTS, actOn } from '../../../shared/cases.ts';
import type { SuggestionId } from '../../../shared/ids.ts';
import type { TestPerson } from '../../support/server.ts';
import { type Stage, unknownId } from './stage.ts';
import type { NameOf, Trial } from './trial.ts';

/** An act that is in order. */
export interface InOrder<I> {
  readonly asker: TestPerson;
  readonly input: I;
}

export interface At {
  readonly suggestionId: SuggestionId;
  readonly revision: number;
}

/** What every act names: the case as it stands, and a key of its own. */
export const on = ({ suggestionId, revision }: At) => ({ suggestionId, revision, actKey: randomUUID() });

interface Around {
  /** Somebody who may see the case, but not do this. */
  readonly outsider: (stage: Stage) => TestPerson;
  /** A case that the asker may see, in which this cannot be done as it stands. */
  readonly elsewhere: (stage: Stage) => Promise<At & { state: string }>;
}

type Given = z.input<z.ZodMiniObject<typeof actOn>>;
type Trials<I> = Record<(typeof ACT_FAULTS)[number], (stage: Stage) => Promise<Trial<I>>>;

/** The refusals that every act gives, each from one that is in order. */
export function everyAct<I extends Given>(
  name: NameOf,
  inOrder: (stage: Stage) => Promise<InOrder<I>>,
  { outsider, elsewhere }: Around,
): Trials<I> {
  const part = (changed: Partial<Given>) => changed as Partial<I>;
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
    WRONG_STATE: async (stage) => {
      const { asker, input } = await inOrder(stage);
      const { suggestionId, revision, state } = await elsewhere(stage);
      const { suggestionId: right, revision: seen } = input;
      return {
        ...{ asker, input: { ...input, suggestionId, revision }, facts: { suggestionId, state } },
        well: { input: part({ suggestionId: right, revision: seen }) },
      };
    },
    STALE_REVISION: async (stage) => {
      const { asker, input } = await inOrder(stage);
      const { revision } = input;
      return {
        ...{ asker, input: { ...input, revision: revision + 1 }, facts: { revision } },
        well: { input: part({ revision }) },
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
