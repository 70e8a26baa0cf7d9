import { randomUUID } from 'node:crypto';
import { signFor } from '../shared/assigning.ts';
import { archiveCase } from '../shared/commitments.ts';
import type { UnitId } from '../shared/ids.ts';
import { listUnits } from '../shared/org.ts';
import { registerSuggestion } from '../shared/proposals.ts';
import type { SuggestionView, TrackRole } from '../shared/suggestions.ts';
import type { Acting } from './acting.ts';
import { type BulkRow, type Column, modeIn, namesIn, secrecyIn } from './bulk-rows.ts';
import type { Terminal } from './terminal.ts';

/** A row that cannot be understood: said in a sentence, nothing was asked. */
export class RowRefused extends Error {}

/** What is done with each row of a table. */
export interface BulkAct {
  readonly needs: readonly Column[];
  /** Whether a row asks for what stands there already. */
  readonly isDone: (view: SuggestionView, row: BulkRow, acting: Acting) => boolean;
  readonly act: (view: SuggestionView, row: BulkRow, acting: Acting) => Promise<unknown>;
}

const upon = ({ suggestionId, revision }: SuggestionView) => ({
  ...{ suggestionId, revision, actKey: randomUUID() },
});

const ownTrack = ({ tracks }: SuggestionView, { caller }: Acting) =>
  tracks.find(({ unitId }) => unitId === caller.unitId);

/** A unit signs for what was assigned to it; who signs handles it. */
const signing: BulkAct = {
  needs: ['number'],
  isDone: (view, _row, acting) => (ownTrack(view, acting)?.receivedOn ?? null) !== null,
  act: (view, row, { caller, ask }) =>
    ask(signFor, {
      ...upon(view),
      unitId: caller.unitId ?? '',
      department: row.cell('department'),
      contactIds: [caller.personId],
    }),
};

const archiving: BulkAct = {
  needs: ['number'],
  isDone: ({ state }) => state === 'archived',
  act: (view, _row, { ask }) => ask(archiveCase, upon(view)),
};

const ROLES = ['lead', 'co', 'separate', 'reference'] as const satisfies readonly (TrackRole & Column)[];

/** Registers with the units that a row names; they are looked up once. */
function registering({ say }: Terminal): BulkAct {
  let known: Promise<ReadonlyMap<string, UnitId>> | null = null;
  const unitsBy = async ({ ask }: Acting) => {
    const { units } = await ask(listUnits, {});
    return new Map(units.flatMap((unit) => [unit.name, unit.shortName].map((name) => [name, unit.unitId])));
  };
  const tracksOf = (row: BulkRow, units: ReadonlyMap<string, UnitId>) => {
    const named = ROLES.flatMap((role) => namesIn(row.cell(role)).map((name) => ({ role, name })));
    const strange = named.filter(({ name }) => !units.has(name)).map(({ name }) => name);
    if (strange.length > 0) throw new RowRefused(say('bulkUnknownUnit', { units: strange.join('、') }));
    return named.map(({ role, name }) => ({ role, unitId: units.get(name) ?? '', part: '' }));
  };
  return {
    needs: ['case', 'number', 'mode'],
    isDone: ({ state, number }, row) => state !== 'review' && number === row.cell('number'),
    async act(view, row, acting) {
      const mode = modeIn(row.cell('mode'));
      if (mode === null) throw new RowRefused(say('bulkUnknownMode'));
      const secrecy = secrecyIn(row.cell('secrecy'));
      if (secrecy === null) throw new RowRefused(say('bulkUnknownSecrecy'));
      known ??= unitsBy(acting);
      return acting.ask(registerSuggestion, {
        ...upon(view),
        ...{ number: row.cell('number'), category: row.cell('category') || view.category, mode },
        ...{ secrecy, publicity: view.publicity },
        tracks: tracksOf(row, await known),
      });
    },
  };
}

/** What the office and units do in bulk, in their own name. */
export const bulkActs = (terminal: Terminal) => ({
  register: registering(terminal),
  'sign-for': signing,
  archive: archiving,
});
