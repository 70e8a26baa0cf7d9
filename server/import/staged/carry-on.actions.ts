import type { ImportId } from '../../../shared/ids.ts';
import { carryOnImport, importProgressed } from '../../../shared/import.ts';
import type { Org } from '../../org/index.ts';
import type { Suggestions } from '../../suggestions/index.ts';
import type { Clock, Enqueue, Tell } from '../../wire/ports.ts';
import type { ImportDoc, ImportStore } from './imports.store.ts';
import type { Judged, OpenReading } from './judge.actions.ts';
import type { RowStore } from './rows.store.ts';
import { GOOD, type Verdict } from './verdicts.rules.ts';
import { goodOf, stepView } from './view.rules.ts';

export interface CarryOnParts {
  readonly imports: ImportStore;
  readonly rows: RowStore;
  readonly openReading: OpenReading;
  readonly handOver: Pick<Suggestions['handOver'], 'start'>;
  readonly org: { readonly people: Pick<Org['people'], 'withRole'> };
  readonly clock: Clock;
  readonly tell: Pick<Tell, 'people'>;
  readonly enqueue: Enqueue;
  /** True once the product is stopping. */
  readonly stopping: () => boolean;
}

/** Rows that are read, judged and written together. */
const GROUP = 250;
const BETWEEN_TOLD_MS = 500;

/** Queues what its state asks for; the key is the turn, so that each order is one job. */
export const orderJob = (enqueue: Enqueue, { _id, turn }: Pick<ImportDoc, '_id' | 'turn'>): Promise<void> =>
  enqueue(carryOnImport, { importId: _id }, `${_id}.${turn}`);

/** Tells the office of a congress how far an import has come. */
export const makeTellOffice =
  ({ org, tell }: Pick<CarryOnParts, 'org' | 'tell'>) =>
  async (doc: ImportDoc): Promise<void> => {
    const office = await org.people.withRole(doc.congressId, 'office');
    tell.people(
      office.map(({ _id }) => _id),
      importProgressed,
      stepView(doc),
    );
  };

/**
 * Carries an import on from wherever it stands: judges its rows, or takes them in and hands over. Again, or twice at
 * once: every row is in the record once, and one hand-over follows. Throws when an engine is away or the product
 * stops, so that the queue tries again.
 */
export function makeCarryOn(parts: CarryOnParts) {
  return async (importId: ImportId): Promise<void> => {
    const doc = await parts.imports.byId(importId);
    const fileId = doc?.fileId ?? null;
    if (doc === null || fileId === null) return;
    if (doc.state === 'checking') await check(parts, await openRun(parts, doc, fileId));
    if (doc.state === 'running') await takeIn(parts, await openRun(parts, doc, fileId));
  };
}

type Run = Awaited<ReturnType<typeof openRun>>;

async function openRun(parts: CarryOnParts, doc: ImportDoc, fileId: string) {
  const { imports, rows, clock } = parts;
  const tellOffice = makeTellOffice(parts);
  const reading = await parts.openReading(doc);
  const since = doc.progress?.since ?? clock.now();
  let toldAt = Number.NEGATIVE_INFINITY;
  return {
    ...{ doc, fileId, reading },
    /** False: somebody has stopped it, or ordered something else. */
    async report(done: number, total: number): Promise<boolean> {
      if (parts.stopping()) throw new Error('the product is stopping; the import goes on later');
      const now = clock.now();
      const isTold = now.getTime() - toldAt >= BETWEEN_TOLD_MS;
      const counts = isTold ? { rows: await rows.count(fileId) } : {};
      const set = { progress: { done, total, since }, changedAt: now, ...counts };
      const kept = await imports.move(doc, [doc.state], set);
      if (kept === null) return false;
      if (isTold) await tellOffice(kept);
      if (isTold) toldAt = now.getTime();
      return true;
    },
    /** The last word of this order, unless another was given meanwhile. */
    async end(set: Pick<Partial<ImportDoc>, 'state' | 'handedOver'>): Promise<void> {
      const counts = await rows.count(fileId);
      const kept = await imports.move(doc, [doc.state], { ...set, rows: counts, changedAt: clock.now() });
      if (kept !== null) await tellOffice(kept);
    },
    /** Rows of these verdicts, group by group, each once. */
    async *groups(verdicts: readonly Verdict[]) {
      for (let after = 0; ;) {
        const found = await rows.page(fileId, { verdicts, after, limit: GROUP });
        const last = found.at(-1);
        if (last === undefined) return;
        yield found;
        after = last.line;
      }
    },
  };
}

/** Judges every row that is not in the record yet, from the first: what of the file stands twice is seen only so. */
async function check({ rows }: CarryOnParts, run: Run): Promise<void> {
  const counts = await rows.count(run.fileId);
  const total = counts.unjudged + counts.wrong + goodOf(counts);
  let done = 0;
  if (!(await run.report(done, total))) return;
  for await (const group of run.groups(['unjudged', 'wrong', ...GOOD])) {
    await rows.judge(run.fileId, (await run.reading.judge(group)).map(asJudgement));
    done += group.length;
    if (!(await run.report(done, total))) return;
  }
  await run.end({ state: 'checked' });
}

/** What is kept of a judged row. */
export const asJudgement = ({ row: _row, ...judgement }: Judged) => judgement;

/**
 * Takes the good rows in. Each is judged once more: what it names may have changed. One whose writing was cut off is
 * `same` now, and taken as it is.
 */
async function takeIn(parts: CarryOnParts, run: Run): Promise<void> {
  const { rows } = parts;
  const counts = await rows.count(run.fileId);
  const total = goodOf(counts) + counts.taken;
  let done = counts.taken;
  if (!(await run.report(done, total))) return;
  for await (const group of run.groups(GOOD)) {
    done += await takeGroup(parts, run, await run.reading.judge(group));
    if (!(await run.report(done, total))) return;
  }
  await run.end({ state: 'done', handedOver: await handOver(parts, run) });
}

/** How many were taken in; the others are wrong now. */
async function takeGroup({ rows }: CarryOnParts, run: Run, judged: readonly Judged[]): Promise<number> {
  await rows.judge(run.fileId, judged.filter(({ row }) => row === null).map(asJudgement));
  const good = judged.flatMap(({ line, row }) => (row === null ? [] : [{ line, row }]));
  const ids = await run.reading.write(good.map(({ row }) => row));
  await rows.take(
    run.fileId,
    good.flatMap(({ line }, i) => {
      const suggestionId = ids[i];
      return suggestionId === undefined ? [] : [{ line, suggestionId }];
    }),
  );
  return good.length;
}

/** Begins the hand-over of all that was taken in, if that is the aim; it goes on by a job of its own, and tells its own progress. */
async function handOver({ rows, handOver: begin }: CarryOnParts, { doc, fileId }: Run): Promise<boolean> {
  const { congressId, by, aim, handOverId, assignedOn } = doc;
  if (aim !== 'hand-over' || handOverId === null) return false;
  const ids = await rows.taken(fileId);
  if (ids.length === 0) return false;
  await begin.start(
    { congressId, personId: by },
    { selection: { kind: 'ids', ids }, assignedOn },
    handOverId,
  );
  return true;
}

/** Queues what a crash, or a queue that was away, left unfinished. */
export const makeResume =
  ({ imports, enqueue }: Pick<CarryOnParts, 'imports' | 'enqueue'>) =>
  async (): Promise<number> => {
    const found = await imports.atWork();
    for (const doc of found) await orderJob(enqueue, doc);
    return found.length;
  };

/** For how long an import is kept that nobody touches: one whose file never came, and others. */
const BEGUN_MS = 24 * 3_600_000;
const OTHERS_MS = 30 * 24 * 3_600_000;

/** Gives up imports that nobody has touched for long, and removes their rows: a file of suggestions is not kept for ever. */
export const makeForget =
  ({ imports, rows, clock }: Pick<CarryOnParts, 'imports' | 'rows' | 'clock'>) =>
  async (): Promise<number> => {
    const now = clock.now();
    const before = (ms: number) => new Date(now.getTime() - ms);
    const found = await imports.forgotten(before(BEGUN_MS), before(OTHERS_MS));
    for (const doc of found) await endNow({ imports, rows }, doc, now);
    return found.length;
  };

/** Ends an import and removes its rows. Null: it has moved on meanwhile. */
export async function endNow(
  { imports, rows }: Pick<CarryOnParts, 'imports' | 'rows'>,
  doc: ImportDoc,
  now: Date,
): Promise<ImportDoc | null> {
  const set = { state: 'ended', turn: doc.turn + 1, changedAt: now } as const;
  const ended = await imports.move(doc, [doc.state], set);
  if (ended !== null) await rows.remove(ended.stagings);
  return ended;
}
