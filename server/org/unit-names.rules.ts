import { distance } from 'fastest-levenshtein';

interface Named {
  readonly name: string;
  readonly shortName: string;
  readonly aliases: readonly string[];
}

/**
 * What two spellings of one unit have in common: width, spaces, punctuation, 和/与/及 between halves, the prefixes
 * 中华人民共和国 and 中共, the long endings 委员会 and 人民政府. 人力资源社会保障部 = 人力资源和社会保障部.
 */
export function nameKey(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}\p{Cf}]/gu, '')
    .replace(/^中华人民共和国/u, '')
    .replace(/^中共中央/u, '中央')
    .replace(/(?<=\p{L}{2})[和与及](?=\p{L}{2})/gu, '')
    .replace(/委员会$/u, '委')
    .replace(/人民政府$/u, '政府');
}

/** All keys of a unit, each once; the first is that of its full name. */
export const keysOf = (unit: Named): string[] => [
  ...new Set([unit.name, unit.shortName, ...unit.aliases].map(nameKey).filter((key) => key !== '')),
];

/** What a delegation is called without 代表团 or 团: 北京市代表团 and 北京市 are one. */
export const delegationKey = (name: string): string => nameKey(name).replace(/(代表团|团)$/u, '');

/** The units whose keys are most like the name, best first (Levenshtein, relative to length). */
export function nearestUnits<U extends { name: string; keys: readonly string[] }>(
  units: readonly U[],
  name: string,
  count: number,
): U[] {
  const key = nameKey(name);
  return units
    .map((unit) => ({ unit, likeness: Math.max(0, ...unit.keys.map((k) => likeness(k, key))) }))
    .sort((a, b) => b.likeness - a.likeness || (a.unit.name < b.unit.name ? -1 : 1))
    .slice(0, count)
    .map(({ unit }) => unit);
}

/** 0: nothing in common; 1: the same. */
const likeness = (a: string, b: string) => 1 - distance(a, b) / Math.max(a.length, b.length, 1);
