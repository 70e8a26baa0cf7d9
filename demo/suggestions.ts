import type { SuggestionId } from '../shared/ids.ts';
import type { DemoCongress, DemoPerson, DemoSuggestion, DemoTrack } from './congress.ts';
import type { DemoPeople } from './people.ts';
import { demoId, type Random } from './random.ts';
import type { Plan } from './scales.ts';
import { apportion, countsOf } from './shares.ts';
import type { Topics } from './sources.ts';
import { makeSubjects } from './titles.ts';
import type { Handling } from './tracks.ts';

interface Ground {
  readonly seed: string;
  readonly session: number;
  readonly plan: Plan;
  readonly units: DemoCongress['units'];
  readonly delegations: DemoCongress['delegations'];
  readonly people: DemoPeople;
  readonly handlings: readonly Handling[];
  readonly topics: Topics;
  readonly random: Random;
}

/** Who proposes: a deputy with those who second, or a delegation (its place in the plan). */
type Proposer =
  | { readonly delegation: number; readonly lead: DemoPerson; readonly seconding: DemoPerson[] }
  | { readonly delegation: number; readonly lead: null };

/** Makes up the suggestions, in the order of their numbers. */
export function makeSuggestions(ground: Ground): DemoSuggestion[] {
  const proposers = ground.random.shuffled([...byDeputies(ground), ...byDelegations(ground)]);
  const subject = makeSubjects(ground.topics, proposers.length, ground.random.about('subjects'));
  const silent = new Set(
    ground.random.sample([...proposers.keys()], Math.round(proposers.length * ground.plan.noWrittenReply)),
  );
  const placeOf = placeFinder(ground.plan, ground.random.about('places'));
  const tracksOf = trackMaker(ground, ground.random.about('tracks'));
  return proposers.map((proposer, i) => {
    const handling = ground.handlings[i] ?? { lead: 0, co: [], reference: [] };
    const unit = ground.plan.units[handling.lead];
    const delegation = ground.delegations[proposer.delegation];
    if (unit === undefined || delegation === undefined)
      throw new Error('units and delegations of the plan are made');
    const number = String(i + 1).padStart(4, '0');
    return {
      id: demoId(ground.seed, `suggestion ${number}`) as SuggestionId,
      session: ground.session,
      number,
      ...subject(unit, placeOf(proposer.delegation)),
      ...proposed(proposer, delegation.id),
      wantsWrittenReply: !silent.has(i),
      tracks: tracksOf(handling),
    };
  });
}

/** The province a suggestion speaks of; who was elected elsewhere speaks of any. */
function placeFinder({ delegations }: Plan, random: Random): (delegation: number) => string {
  const places = delegations.map(({ real }) =>
    real.kind === '军队' ? null : real.short_name.replace(/团$/, ''),
  );
  const provinces = places.filter((place) => place !== null);
  return (delegation) => places[delegation] ?? random.pick(provinces);
}

function proposed(
  proposer: Proposer,
  delegationId: NonNullable<DemoSuggestion['delegationId']>,
): Pick<DemoSuggestion, 'source' | 'leadId' | 'secondingIds' | 'delegationId'> {
  if (proposer.lead === null) return { source: 'delegation', leadId: null, secondingIds: [], delegationId };
  const secondingIds = proposer.seconding.map(({ id }) => id);
  return {
    source: secondingIds.length > 0 ? 'joint' : 'individual',
    leadId: proposer.lead.id,
    secondingIds,
    delegationId,
  };
}

function byDeputies({ plan, people, random }: Ground): Proposer[] {
  const own = random.about('proposers');
  const everybody = people.deputies.flatMap((deputies, delegation) =>
    deputies.map((deputy) => ({ deputy, delegation })),
  );
  const proposing = own.sample(everybody, plan.deputiesProposing);
  // Everybody proposes once; what goes beyond is very unevenly spread (log-normal, assumed).
  const more = apportion(
    plan.byDeputies - proposing.length,
    proposing.map(() => Math.exp(1.35 * own.normal())),
    plan.mostPerDeputy - 1,
  );
  const leads = proposing.flatMap((who, i) => Array.from({ length: 1 + (more[i] ?? 0) }, () => who));
  const seconders = own.shuffled(countsOf(leads.length, plan.seconders, own.real));
  return leads.map(({ deputy, delegation }, i) => ({
    delegation,
    lead: deputy,
    seconding: companions(
      { deputy, own: people.deputies[delegation] ?? [], all: everybody },
      seconders[i] ?? 0,
      own,
    ),
  }));
}

/** Who seconds: mostly of the own delegation, one in five from anywhere. */
function companions(
  from: { deputy: DemoPerson; own: readonly DemoPerson[]; all: readonly { deputy: DemoPerson }[] },
  count: number,
  random: Random,
): DemoPerson[] {
  const found = new Set<DemoPerson>();
  const most = Math.min(count, from.all.length - 1);
  while (found.size < most) {
    const near = random.real() < 0.8 && found.size < from.own.length - 1;
    const next = near ? random.pick(from.own) : random.pick(from.all).deputy;
    if (next !== from.deputy) found.add(next);
  }
  return [...found];
}

function byDelegations({ plan, random }: Ground): Proposer[] {
  const own = random.about('delegations');
  const proposing = own.sample([...plan.delegations.keys()], plan.delegationsProposing);
  const more = apportion(
    plan.byDelegations - proposing.length,
    proposing.map(() => 0.2 + own.real()),
  );
  return proposing.flatMap((delegation, i) =>
    Array.from({ length: 1 + (more[i] ?? 0) }, () => ({ delegation, lead: null })),
  );
}

/** A fifth of the co-handling units send two. */
const TWO_OF_A_CO_UNIT = 0.2;
/** How often the person on duty reads along for reference; else a handler does. */
const ON_DUTY_FOR_REFERENCE = 0.4;

/** A lead unit sends its person on duty and a handler, a co-unit its person on duty, for reference one reads along. */
function trackMaker({ units, people }: Ground, random: Random): (handling: Handling) => DemoTrack[] {
  const track = (unit: number, role: DemoTrack['role']): DemoTrack => {
    const [onDuty, ...handlers] = people.contacts[unit] ?? [];
    const handler = random.pick(handlers);
    const unitId = units[unit]?.id;
    if (onDuty === undefined || unitId === undefined) throw new Error('every unit has people');
    const sent = {
      lead: [onDuty, handler],
      separate: [onDuty, handler],
      co: random.real() < TWO_OF_A_CO_UNIT ? [onDuty, handler] : [onDuty],
      reference: [random.real() < ON_DUTY_FOR_REFERENCE ? onDuty : handler],
    }[role];
    return { unitId, role, contactIds: sent.map(({ id }) => id) };
  };
  return ({ lead, co, reference }) => [
    track(lead, 'lead'),
    ...co.map((unit) => track(unit, 'co')),
    ...reference.map((unit) => track(unit, 'reference')),
  ];
}
