import type { DelegationId, PersonId, UnitId } from '../../shared/ids.ts';
import {
  delegationKey,
  nameKey,
  nearestUnits,
  type DelegationDoc,
  type PersonDoc,
  type UnitDoc,
} from '../org/index.ts';

/** How many similar names a refusal offers. */
const NEAREST = 3;

/** Units and delegations of a congress by any spelling of their names. */
export interface Bodies {
  unit(name: string): UnitId | null;
  nearestUnits(name: string): string[];
  delegation(name: string): DelegationId | null;
  nearestDelegations(name: string): string[];
}

/** Builds the lookup from what the congress has. */
export function bodiesOf(units: readonly UnitDoc[], delegations: readonly DelegationDoc[]): Bodies {
  const unitByKey = new Map(units.flatMap((unit) => unit.keys.map((key) => [key, unit._id])));
  const delegationByKey = new Map(delegations.flatMap((d) => d.keys.map((key) => [key, d._id])));
  return {
    unit: (name) => unitByKey.get(nameKey(name)) ?? null,
    nearestUnits: (name) => nearestUnits(units, name, NEAREST).map((unit) => unit.name),
    delegation: (name) => delegationByKey.get(delegationKey(name)) ?? null,
    nearestDelegations: (name) => nearestUnits(delegations, name, NEAREST).map((d) => d.name),
  };
}

/** Whom a text in a list means: one person, nobody, or several of the same name. */
export type Found =
  | { readonly kind: 'one'; readonly person: PersonDoc }
  | { readonly kind: 'nobody' }
  | { readonly kind: 'several'; readonly codes: string[] };

/** People as a file names them: 王某, 王某（D0001）, D0001, or a deputy's certificate number. */
export interface PeopleLookup {
  find(text: string, among: (person: PersonDoc) => boolean, rather: (person: PersonDoc) => boolean): Found;
}

/** 王某（D0001） as name and code; a text without brackets may be either. */
export function namedPerson(text: string): { name: string; code: string | null } {
  const match = /^(.*?)[（(【[](.*?)[）)】\]]$/.exec(text);
  const name = (match?.[1] ?? text).replace(/\s+/g, '').replace(/(?:代表|等)$/, '');
  return { name, code: match?.[2]?.trim() ?? null };
}

/** Builds the lookup. `codesOf`: the codes under which a text that is a certificate number may stand, newest first. */
export function peopleLookup(
  byCode: ReadonlyMap<string, PersonDoc>,
  byName: ReadonlyMap<string, readonly PersonDoc[]>,
  codesOf: (certificate: string) => readonly string[],
): PeopleLookup {
  const coded = (text: string) =>
    byCode.get(text) ?? codesOf(text).flatMap((code) => byCode.get(code) ?? [])[0] ?? null;
  return {
    find(text, among, rather) {
      const { name, code } = namedPerson(text);
      const exact = coded(code ?? text.trim());
      if (exact !== null && among(exact)) return { kind: 'one', person: exact };
      const named = (byName.get(name) ?? byName.get(text.trim()) ?? []).filter(among);
      return onlyOne(named) ?? onlyOne(named.filter(rather)) ?? severalOrNobody(named);
    },
  };
}

const onlyOne = (people: readonly PersonDoc[]): Found | null => {
  const [person, ...others] = people;
  return person !== undefined && others.length === 0 ? { kind: 'one', person } : null;
};

const severalOrNobody = (people: readonly PersonDoc[]): Found =>
  people.length === 0 ? { kind: 'nobody' } : { kind: 'several', codes: people.map(({ code }) => code) };

/** The ids of people, each once. */
export const idsOf = (people: readonly PersonDoc[]): PersonId[] => [...new Set(people.map(({ _id }) => _id))];
