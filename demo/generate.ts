import type { CongressId, DelegationId, UnitId } from '../shared/ids.ts';
import type { DemoCongress } from './congress.ts';
import { unitLoads } from './loads.ts';
import { makePeople } from './people.ts';
import { demoId, makeRandom } from './random.ts';
import { planOf, type Plan, type Scale } from './scales.ts';
import { countsOf, sum } from './shares.ts';
import { readSources } from './sources.ts';
import { makeSuggestions } from './suggestions.ts';
import { shareOut } from './tracks.ts';

/** The congress whose figures are published: the fifth session, in 2022. */
const SESSION = 5;

/** A made-up congress: real units and delegations, invented people and suggestions. Same scale and seed, same data. */
export function generateDemo(scale: Scale, seed: number): DemoCongress {
  const sources = readSources();
  const plan = planOf(scale, sources);
  const name = `${scale} ${seed}`;
  const random = makeRandom(name);
  const { units, delegations } = bodies(plan, name);

  const total = plan.byDeputies + plan.byDelegations;
  const coCounts = countsOf(total, plan.coUnits, random.real).map((n) =>
    Math.min(n, Math.floor(plan.units.length / 3)),
  );
  const loads = unitLoads(
    plan.units.length,
    { lead: total, co: sum(coCounts), reference: plan.references },
    plan.knownLoads,
  );
  const people = makePeople({
    seed: name,
    plan,
    units,
    delegations,
    loads,
    words: sources,
    random: random.about('people'),
  });
  return {
    congress: {
      id: demoId(name, 'congress') as CongressId,
      level: 'national',
      name: scale === 'year' ? '十三届全国人大（演示）' : '十三届全国人大（小型演示）',
      body: '全国人大',
      term: 13,
      session: SESSION,
    },
    units,
    delegations,
    people: people.all,
    suggestions: makeSuggestions({
      seed: name,
      session: SESSION,
      plan,
      units,
      delegations,
      people,
      handlings: shareOut(loads, random.shuffled(coCounts), random.about('handling')),
      topics: sources.topics,
      random: random.about('suggestions'),
    }),
  };
}

function bodies(plan: Plan, seed: string): Pick<DemoCongress, 'units' | 'delegations'> {
  return {
    units: plan.units.map((real) => ({
      id: demoId(seed, `unit ${real.name}`) as UnitId,
      name: real.name,
      shortName: real.short_name,
      kind: real.kind,
      parent: real.parent,
    })),
    delegations: plan.delegations.map(({ real }) => ({
      id: demoId(seed, `delegation ${real.name}`) as DelegationId,
      no: Number(real.no),
      name: real.name,
      shortName: real.short_name,
      kind: real.kind,
      electingUnit: real.electing_unit,
    })),
  };
}
