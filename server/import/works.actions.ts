import type { CongressId, PersonId, UnitId } from '../../shared/ids.ts';
import {
  delegationKey,
  nameKey,
  type DelegationRow,
  type Org,
  type PersonDoc,
  type RowOutcome,
  type UnitRow,
} from '../org/index.ts';
import type { SuggestionRow, Suggestions } from '../suggestions/index.ts';
import { namesIn } from './cells.rules.ts';
import { bodiesOf, namedPerson, peopleLookup, type Bodies } from './lookups.rules.ts';
import type { Planned } from './refusals.rules.ts';
import type { RowCells } from './row-cells.rules.ts';
import { delegationRow } from './rows/delegation-row.rules.ts';
import { personRow, type PersonWithLogin } from './rows/person-row.rules.ts';
import { suggestionRow, type PlannedSuggestion } from './rows/suggestion-row.rules.ts';
import { unitRow } from './rows/unit-row.rules.ts';

/** What the importer stands on. */
export interface ImportParts {
  readonly org: Org;
  readonly record: Pick<Suggestions['record'], 'upsertMany'>;
  /** The codes that stand for a certificate number, newest first; they do not lead back to it. */
  readonly codesOfCertificate: (certificate: string) => readonly [string, ...string[]];
}

/** A person who was written, for those who make accounts. */
export interface WrittenPerson {
  readonly personId: PersonId;
  readonly congressId: CongressId;
  readonly name: string;
  readonly login: string;
}

/** One congress as rows of a file go into it. */
export interface Into {
  readonly congressId: CongressId;
  readonly preview: boolean;
  readonly createUnits: boolean;
  /** Hears of units that were made. */
  readonly onUnit: (name: string) => void;
  readonly onPeople: (people: readonly WrittenPerson[]) => void;
}

/** One kind of thing: how its rows are read, told apart, and written. */
export interface Work<P> {
  /** Reads rows of one congress together, so that everything they name is looked up at once. */
  plan(rows: readonly { cells: RowCells; session: number }[], into: Into): Promise<Planned<P>[]>;
  /** Equal for two rows of one congress that speak of the same thing. */
  keyOf(planned: P): string;
  write(planned: readonly P[], into: Into): Promise<RowOutcome<string>[]>;
}

/** Delegations of a congress. */
export const delegationWork = ({ org }: ImportParts): Work<DelegationRow> => ({
  plan: (rows) => Promise.resolve(rows.map(({ cells }) => delegationRow(cells))),
  keyOf: ({ name }) => delegationKey(name),
  write: (planned, { congressId, preview }) => org.delegations.upsertMany(congressId, planned, { preview }),
});

/** Handling units of a congress. */
export const unitWork = ({ org }: ImportParts): Work<UnitRow> => ({
  plan: (rows) => Promise.resolve(rows.map(({ cells }) => unitRow(cells))),
  keyOf: ({ name }) => nameKey(name),
  write: (planned, { congressId, preview }) => org.units.upsertMany(congressId, planned, { preview }),
});

/** People of a congress. */
export function peopleWork({ org, codesOfCertificate }: ImportParts): Work<PersonWithLogin> {
  const bodies = bodiesReader(org);
  return {
    plan: async (rows, into) => {
      const known = await bodies(into.congressId);
      const codeOfCertificate = (certificate: string) => codesOfCertificate(certificate)[0];
      return rows.map(({ cells }) => personRow(cells, { ...known, codeOfCertificate }));
    },
    keyOf: ({ code }) => code,
    write: async (planned, { congressId, preview, onPeople }) => {
      const outcomes = await org.people.upsertMany(congressId, planned, { preview });
      const written = outcomes.flatMap((outcome, i): WrittenPerson[] => {
        const person = planned[i];
        if (outcome.outcome === 'refused' || person === undefined) return [];
        const { name, login, code } = person;
        return [{ personId: outcome.id, congressId, name, login: login ?? code }];
      });
      onPeople(written);
      return outcomes;
    },
  };
}

/** Suggestions of a congress; with `createUnits` units that nobody knows are made. */
export function suggestionWork(parts: ImportParts): Work<PlannedSuggestion> {
  const bodies = bodiesReader(parts.org);
  const made = new Map<string, UnitId>(); // congress and name → unit made for this file
  const keyIn = (congressId: CongressId, name: string) => `${congressId} ${nameKey(name)}`;
  return {
    plan: async (rows, { congressId, createUnits }) => {
      const known = await bodies(congressId);
      const unit = (name: string) => made.get(keyIn(congressId, name)) ?? known.unit(name);
      const people = await peopleNamed(parts, congressId, rows);
      const surroundings = { bodies: { ...known, unit }, people, createUnits };
      return rows.map(({ cells, session }) => suggestionRow(cells, session, surroundings));
    },
    keyOf: ({ session, number, title }) => JSON.stringify([session, number, number === '' ? title : '']),
    write: async (planned, into) => {
      const fresh = newUnitNames(planned).filter((name) => !made.has(keyIn(into.congressId, name)));
      const units = fresh.map((name) => ({ name }));
      const outcomes =
        units.length === 0
          ? []
          : await parts.org.units.upsertMany(into.congressId, units, { preview: into.preview });
      outcomes.forEach((outcome, i) => {
        const name = fresh[i] ?? '';
        if (outcome.outcome === 'refused') throw new Error(`a unit without namesakes was refused: ${name}`);
        made.set(keyIn(into.congressId, name), outcome.id);
        if (outcome.outcome === 'added') into.onUnit(name);
      });
      const rows = planned.map((row) => withIds(row, (name) => made.get(keyIn(into.congressId, name))));
      return parts.record.upsertMany(into.congressId, rows, { preview: into.preview });
    },
  };
}

/** Names of units that are to be made, each once however it is spelt. */
const newUnitNames = (planned: readonly PlannedSuggestion[]): string[] => [
  ...new Map(
    planned
      .flatMap(({ tracks }) => tracks.flatMap(({ unit }) => ('name' in unit ? [unit.name] : [])))
      .reverse() // the first spelling stays
      .map((name) => [nameKey(name), name]),
  ).values(),
];

const withIds = (row: PlannedSuggestion, idOf: (name: string) => UnitId | undefined): SuggestionRow => ({
  ...row,
  tracks: row.tracks.map(({ unit, role, contactIds }) => {
    const unitId = 'id' in unit ? unit.id : idOf(unit.name);
    if (unitId === undefined) throw new Error('every new unit was made before');
    return { unitId, role, contactIds };
  }),
});

/** Units and delegations of congresses, read once for a file. */
function bodiesReader(org: Org): (congressId: CongressId) => Promise<Bodies> {
  const read = new Map<CongressId, Promise<Bodies>>();
  const load = async (congressId: CongressId) =>
    bodiesOf(await org.units.all(congressId), await org.delegations.all(congressId));
  return (congressId) => {
    const bodies = read.get(congressId) ?? load(congressId);
    read.set(congressId, bodies);
    return bodies;
  };
}

/** Everybody whom the rows may mean, in two statements. */
async function peopleNamed(
  { org, codesOfCertificate }: ImportParts,
  congressId: CongressId,
  rows: readonly { cells: RowCells }[],
) {
  const texts = new Set(
    rows.flatMap(({ cells }) =>
      ['lead', 'seconding', 'contacts'].flatMap((field) => namesIn(cells.get(field), () => false)),
    ),
  );
  const named = [...texts].map((text) => ({ text, ...namedPerson(text) }));
  const codes = named.flatMap(({ text, code }) => [code ?? text, ...codesOfCertificate(code ?? text)]);
  const names = named.flatMap(({ text, name }) => [name, text]);
  const [byCode, byName] = await Promise.all([
    org.people.byCodes(congressId, [...new Set(codes)]),
    org.people.byNames(congressId, [...new Set(names)]),
  ]);
  return peopleLookup(byCode, activeOnly(byName), codesOfCertificate);
}

/** Who has left is not meant by a name, only by code. */
const activeOnly = (byName: ReadonlyMap<string, readonly PersonDoc[]>) =>
  new Map([...byName].map(([name, people]) => [name, people.filter(({ active }) => active)]));
