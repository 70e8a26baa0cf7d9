import { randomUUID } from 'node:crypto';
import type { Happened } from '../../../shared/case-events.ts';
import type { CaseState } from '../../../shared/cases.ts';
import type { PersonId, SuggestionId, UnitId } from '../../../shared/ids.ts';
import type { CaseEntry } from '../../../server/suggestions/case/case.rules.ts';
import { entryAfter } from '../../../server/suggestions/case/entries.rules.ts';
import { foldAll } from '../../../server/suggestions/case/fold.rules.ts';
import type { TestPerson } from '../../support/server.ts';
import { type ActProofs, type On, uponRevision } from './every-act.ts';
import { type Stage, unknownId } from './stage.ts';
import type { Trial } from './trial.ts';

type People = Stage['theCase'];
type Prepare = (people: People, stage: Stage) => readonly Happened[] | Promise<readonly Happened[]>;

/** An act that can be done: by whom, and not by whom, after what has happened since the hand-over, with which input. */
export interface Scene<I extends On> {
  readonly by: (people: People, stage: Stage) => TestPerson;
  readonly not: (people: People, stage: Stage) => TestPerson;
  readonly before: Prepare;
  readonly input: (people: People, stage: Stage) => Omit<I, keyof On>;
}

/** One thing wrong in a scene, and how it is put right. */
export interface Wrong<I extends On> {
  readonly facts: (people: People, stage: Stage) => object;
  readonly by?: Scene<I>['by'];
  readonly before?: Prepare;
  readonly input?: (people: People, stage: Stage) => object;
  /** What happens before it is asked again. */
  readonly first?: Prepare;
}

/** A history to go on with. */
interface Of {
  readonly stage: Stage;
  readonly suggestionId: SuggestionId;
  /** Of the act that wrote it. */
  readonly actKey?: string;
}

/** Writes into a history what is not this test’s matter, as if a process had died right after it; the new revision. */
async function happen({ stage, suggestionId, actKey }: Of, happened: readonly Happened[]): Promise<number> {
  const { server, theCase, now } = stage;
  if (happened.length > 0) {
    const entries = server.parts.database.connection.collection<CaseEntry>('caseEntries');
    const kept = await entries.find({ suggestionId }).sort({ n: 1 }).toArray();
    const found = foldAll({ suggestionId, congressId: server.congressId }, kept);
    const { personId, name } = theCase.office;
    const by = { personId, name, label: '' };
    await entries.insertOne(
      entryAfter(found, {
        at: new Date(now),
        by,
        why: null,
        actKey: actKey ?? null,
        asked: 'another act',
        happened,
      }),
    );
  }
  return (await stage.ask(theCase.office, 'suggestion:show', { suggestionId })).revision; // the record follows
}

/** The office sets a field of the case right. */
export const corrected = (field: string, after: unknown): Happened => ({
  kind: 'corrected',
  body: { n: 1, field, before: null, after },
});

/** The national rules, whatever others make of the congress’s meanwhile. */
const NATIONAL: Happened = { kind: 'policy-moved', body: { profile: 'national', version: 1 } };

async function opened<I extends On>(stage: Stage, scene: Scene<I>, before = scene.before) {
  const { theCase } = stage;
  const { suggestionId } = await stage.suggestion('assigned');
  const prepared = [NATIONAL, ...(await before(theCase, stage))];
  const revision = await happen({ stage, suggestionId }, prepared);
  const input = {
    suggestionId,
    revision,
    actKey: randomUUID(),
    ...scene.input(theCase, stage),
  } as unknown as I;
  return { suggestionId, revision, input, asker: scene.by(theCase, stage) };
}

/** The scene with one thing wrong. */
export const wrong =
  <I extends On>(scene: Scene<I>, { facts, by, before, input: other, first }: Wrong<I>) =>
  async (stage: Stage): Promise<Trial<I>> => {
    const { theCase } = stage;
    const { suggestionId, input, asker } = await opened(stage, scene, before);
    const right: Partial<On> = { ...input };
    return {
      asker: by?.(theCase, stage) ?? asker,
      input: { ...input, ...other?.(theCase, stage) },
      facts: facts(theCase, stage),
      well: {
        asker,
        input: right as Partial<I>,
        first: async () => {
          if (first) right.revision = await happen({ stage, suggestionId }, await first(theCase, stage));
        },
      },
    };
  };

/** The refusals that every act gives, each from the scene. */
export const everyActOf = <I extends On>(scene: Scene<I>): ActProofs<I> => ({
  ...uponRevision({
    inOrder: (stage) => opened(stage, scene),
    outsider: (stage) => scene.not(stage.theCase, stage),
  }),
  SEND_KEY_REUSED: async (stage) => {
    const { input, asker, suggestionId } = await opened(stage, scene);
    const actKey = randomUUID();
    const revision = await happen({ stage, suggestionId, actKey }, [corrected('category', '教育')]);
    const well = { input: { actKey: randomUUID() } as Partial<I> };
    return { asker, input: { ...input, revision, actKey }, facts: { actKey }, well };
  },
  WRONG_STATE: async (stage) => {
    const { input, asker, suggestionId } = await opened(stage, scene);
    const { office } = stage.theCase;
    const { state } = await stage.ask(office, 'suggestion:show', { suggestionId });
    const wrongState: CaseState = 'archived';
    const revision = await happen({ stage, suggestionId }, [corrected('state', wrongState)]);
    const right: Partial<On> = {};
    return {
      asker,
      input: { ...input, revision },
      facts: { suggestionId, state: wrongState },
      well: {
        input: right as Partial<I>,
        first: async () => {
          right.revision = await happen({ stage, suggestionId }, [corrected('state', state)]);
        },
      },
    };
  },
});

let made = 0;

/** A contact with the lead deputy. */
export const contactOf = (unitId: UnitId, phase: 'pre' | 'mid'): Happened => ({
  kind: 'contact-recorded',
  body: {
    contactId: unknownId() as never,
    ...{ unitId, phase, method: 'phone', at: '2026-03-16T01:00:00.000Z', reachedLead: true },
  },
});

/** Both units have signed for it. */
export const signed = ({ leadUnit, coUnit }: People): Happened[] =>
  [leadUnit, coUnit].map((unitId) => ({
    kind: 'signed-for',
    body: { unitId, department: '', contactIds: [] },
  }));

/** A promise by the end of the year; ids are the test’s own. */
export const promise = (unitId: UnitId, commitmentId: string) => ({
  ...{ commitmentId, unitId, text: '年底前完成', due: '2026-12-30' },
});

/** A unit’s reply, with what it promises. */
export const repliedBy = (
  unitId: UnitId,
  commitments: readonly ReturnType<typeof promise>[] = [],
  round = 1,
): Happened => ({
  kind: 'replied',
  body: {
    ...{ unitId, round, commitments: [...commitments] },
    letter: {
      ...{ docNumber: `函${(made += 1)}号`, replyClass: 'A', points: ['已经办好。'], text: '现答复如下。' },
      ...{ signedBy: { personId: null, name: '李四' }, copies: [], recipientIds: [], publicity: 'full' },
      ...{ publicityReason: '', attachmentIds: [], faceToFace: null },
    },
  },
});

export const asked = (round = 1): Happened => ({ kind: 'feedback-asked', body: { round } });

/** What the lead deputy thinks of it. */
export const rated = (personId: PersonId, wantsRehandling: boolean, round = 1): Happened => ({
  kind: 'feedback-given',
  body: {
    ...{ round, personId, attitude: 'satisfied', wantsRehandling },
    ...(wantsRehandling
      ? { result: 'dissatisfied', opinion: '没有回应' }
      : { result: 'satisfied', opinion: '' }),
  },
});

/** Answered by the lead unit, and the deputy asked. */
export const answered = (
  people: People,
  commitments: readonly ReturnType<typeof promise>[] = [],
): Happened[] => [...signed(people), repliedBy(people.leadUnit, commitments), asked()];
