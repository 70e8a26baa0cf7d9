import { Fault } from '../../../shared/faults.ts';
import type { HandOverId } from '../../../shared/ids.ts';
import type {
  endImport,
  ImportState,
  listImports,
  previewImport,
  resumeImport,
  runImport,
  showImport,
  stopImport,
} from '../../../shared/import.ts';
import { civilDateOf, type Org } from '../../org/index.ts';
import type { Suggestions } from '../../suggestions/index.ts';
import type { Handler } from '../../wire/bind.ts';
import type { Clock, Enqueue, NewId } from '../../wire/ports.ts';
import { type AccessImport, allowed, inState, type MayImport, type ShowImport } from './access.actions.ts';
import { endNow, orderJob } from './carry-on.actions.ts';
import type { ImportDoc, ImportStore } from './imports.store.ts';
import type { RowStore } from './rows.store.ts';
import { goodOf } from './view.rules.ts';

export interface RunningParts {
  readonly imports: ImportStore;
  readonly rows: RowStore;
  readonly org: { readonly people: Pick<Org['people'], 'cards'> };
  readonly handOver: Pick<Suggestions['handOver'], 'preview'>;
  readonly may: MayImport;
  readonly access: AccessImport;
  readonly show: ShowImport;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly enqueue: Enqueue;
}

const SAMPLE_ROOMS = 10;
const SAMPLE_SEATS = 12;
/** Where good rows can be taken in: after they were judged, and again after some were mended. */
const RUNNABLE: readonly ImportState[] = ['checked', 'done'];

/** import:list and import:show. */
export const makeLook = ({
  imports,
  may,
  access,
  show,
}: RunningParts): { list: Handler<typeof listImports>; show: Handler<typeof showImport> } => ({
  list: async (_input, caller) => {
    allowed(may, caller);
    return { imports: await Promise.all((await imports.listed(caller.congressId)).map(show)) };
  },
  show: async ({ importId }, caller) => show(await access(caller, importId)),
});

/** import:preview. */
export const makePreview =
  ({ rows, org, handOver, access }: RunningParts): Handler<typeof previewImport> =>
  async ({ importId }, caller) => {
    const { fileId } = inState(await access(caller, importId), [...RUNNABLE, 'stopped']);
    const good = await rows.plans(fileId);
    const plans = good.map(({ plan }) => plan);
    const { rooms, units, people } = await handOver.preview(caller.congressId, plans, SAMPLE_ROOMS);
    const shown = rooms.flatMap(({ seats }) => seats.slice(0, SAMPLE_SEATS).map(({ personId }) => personId));
    const cards = await org.people.cards([...new Set(shown)]);
    return {
      rooms: rooms.map(({ seats, leadUnits, coUnits, ...room }, i) => ({
        ...room,
        line: good[i]?.line ?? 0,
        leadUnits: [...leadUnits],
        coUnits: [...coUnits],
        seats: seats.slice(0, SAMPLE_SEATS).map(({ personId, roles }) => {
          const card = cards.get(personId);
          return { name: card?.name ?? '', label: card?.label ?? '', roles: [...roles] };
        }),
        members: seats.length,
      })),
      units: [...units],
      people,
      count: good.length,
    };
  };

/** import:run, stop, resume and end. Each is an order of its own: who works on an older one ends. */
export function makeRunning(parts: RunningParts): {
  run: Handler<typeof runImport>;
  stop: Handler<typeof stopImport>;
  resume: Handler<typeof resumeImport>;
  end: Handler<typeof endImport>;
} {
  const { imports, access, show, clock, newId, enqueue } = parts;

  const order = async (doc: ImportDoc, set: Partial<ImportDoc>): Promise<ImportDoc> => {
    const next = { ...set, turn: doc.turn + 1, changedAt: clock.now() };
    const moved = await imports.move(doc, [doc.state], next);
    if (moved === null) throw new Fault('WRONG_STATE', { importId: doc._id, state: doc.state });
    return moved;
  };

  return {
    async run({ importId, aim, assignedOn, count }, caller) {
      const doc = inState(await access(caller, importId), RUNNABLE);
      const counts = await parts.rows.count(doc.fileId);
      const today = civilDateOf(clock.now());
      if (assignedOn !== null && assignedOn > today) throw new Fault('IN_THE_FUTURE', { today });
      const good = goodOf(counts);
      if (good !== count || good === 0) throw new Fault('STALE_REVISION', { count: good });
      const moved = await order(doc, {
        ...{ state: 'running', by: caller.personId, rows: counts, progress: null },
        ...{ aim, assignedOn: assignedOn ?? today },
        ...{ handOverId: newId() as HandOverId, handedOver: false },
      });
      await orderJob(enqueue, moved);
      return show(moved);
    },
    stop: async ({ importId }, caller) =>
      show(await order(inState(await access(caller, importId), ['running']), { state: 'stopped' })),
    async resume({ importId }, caller) {
      const doc = inState(await access(caller, importId), ['stopped']);
      const moved = await order(doc, { state: 'running', progress: null });
      await orderJob(enqueue, moved);
      return show(moved);
    },
    end: async ({ importId }, caller) => show(await ended(parts, await access(caller, importId))),
  };
}

/** Given up: one at which a job is at work has to be stopped first. */
async function ended({ imports, rows, clock }: RunningParts, doc: ImportDoc) {
  const { _id: importId, state } = doc;
  const done =
    state === 'running' || state === 'ended' ? null : await endNow({ imports, rows }, doc, clock.now());
  if (done === null) throw new Fault('WRONG_STATE', { importId, state });
  return done;
}
