import type { CongressId } from '../../../shared/ids.ts';
import type { FoundName } from '../../../shared/search.ts';
import type { Org } from '../../org/index.ts';
import { type Rank, rankOf, RANKS, readable, type ReadableName } from './pinyin.rules.ts';

type FoundPerson = Extract<FoundName, { kind: 'person' }>;

/** What a search finds, before it is known who may see of it what. */
export type NameOf = Exclude<FoundName, { kind: 'person' }> | Omit<FoundPerson, 'number'>;

/** A name and how well it fits. */
export interface Ranked {
  found: NameOf;
  name: string;
  rank: Rank;
}

interface Named {
  found: NameOf;
  name: string;
  /** All it is called by. */
  spellings: readonly ReadableName[];
}

/** Those that fit, best first. */
export function best(named: readonly Named[], key: readonly string[]): Ranked[] {
  return named
    .flatMap(({ found, name, spellings }): Ranked[] => {
      const ranks = spellings.map((s) => rankOf(key, s));
      const rank = RANKS.find((r) => ranks.includes(r));
      return rank ? [{ found, name, rank }] : [];
    })
    .sort(byRank);
}

/** Better fits, then shorter names, then in the order of their characters. */
export const byRank = (a: Ranked, b: Ranked): number =>
  RANKS.indexOf(a.rank) - RANKS.indexOf(b.rank) ||
  a.name.length - b.name.length ||
  (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

interface Names {
  people: Named[];
  units: Named[];
}

const MOST_CONGRESSES = 8;
/** A writer that died before it counted its writing is noticed after this. */
const OLDEST_MS = 300_000;

interface NamesParts {
  org: Org;
  /** Monotonic milliseconds. */
  tick: () => number;
}

export type NamesOf = (id: CongressId) => Promise<Names>;

/** Names of a congress, kept as long as nobody wrote any: the version is read for every request. */
export function makeNames({ org, tick }: NamesParts): NamesOf {
  const kept = new Map<CongressId, { names: Promise<Names>; version: number; at: number }>();
  return async (id) => {
    const version = await org.namesVersion(id); // before the names: what is written meanwhile makes the copy old
    const known = kept.get(id);
    if (known?.version === version && tick() - known.at < OLDEST_MS) return known.names;
    const names = readNames(org, id);
    kept.delete(id);
    kept.set(id, { names, version, at: tick() });
    for (const oldest of kept.keys()) {
      if (kept.size <= MOST_CONGRESSES) break;
      kept.delete(oldest);
    }
    return names.catch((error: unknown) => {
      kept.delete(id);
      throw error;
    });
  };
}

async function readNames(org: Org, id: CongressId): Promise<Names> {
  const [people, units] = await Promise.all([org.people.named(id), org.units.all(id)]);
  return {
    people: people.map(({ _id, name, label }) => ({
      found: { kind: 'person', personId: _id, name, label },
      name,
      spellings: [readable(name)],
    })),
    units: units.map(({ _id, name, shortName, aliases }) => ({
      found: { kind: 'unit', unitId: _id, name },
      name,
      spellings: [...new Set([name, shortName, ...aliases])].map(readable),
    })),
  };
}
