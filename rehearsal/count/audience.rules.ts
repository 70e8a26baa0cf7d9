import { deputiesAt, type History, type Person } from './history.rules.ts';
import type { Life } from './life.rules.ts';
import type { Step, Whom } from './table.ts';

/** A duty of a case, at the instant at which it is reminded of. */
export interface Moment {
  readonly of: Life;
  readonly history: History;
  readonly at: number;
}

/** Everybody who has to hear of a step, each once; what a unit owes that has nobody comes to the office. */
export function whomOf(step: Step, moment: Moment, people: readonly Person[]): string[] {
  const found = [...new Set(step.whom.flatMap((whom) => audience(whom, moment, people)))];
  const { kind } = moment.of.ower;
  const isOurs = kind === 'unit' || kind === 'committee';
  return found.length > 0 || !isOurs ? found : audience('office', moment, people);
}

const some = <T>(...lists: readonly (readonly T[])[]): readonly T[] =>
  lists.find((list) => list.length > 0) ?? [];
const ids = (people: readonly Person[]): string[] => people.map(({ id }) => id);

const NOBODY: readonly Person[] = [];
type ByPlace = Record<'unit' | 'delegation', ReadonlyMap<string | null, readonly Person[]>>;
const places = new WeakMap<readonly Person[], ByPlace>(); // some thousand people, who are asked for at every reminder

function placesOf(people: readonly Person[]): ByPlace {
  const known = places.get(people);
  if (known) return known;
  const unit = new Map<string | null, Person[]>();
  const delegation = new Map<string | null, Person[]>();
  const put = (person: Person, among: Map<string | null, Person[]>, place: string | null) => {
    const others = among.get(place);
    if (others) others.push(person);
    else among.set(place, [person]);
  };
  for (const person of people) {
    put(person, unit, person.unitId);
    put(person, delegation, person.delegationId);
  }
  places.set(people, { unit, delegation });
  return { unit, delegation };
}

function audience(whom: Whom, moment: Moment, people: readonly Person[]): string[] {
  const { of, history, at } = moment;
  const unitId = 'unitId' in of.ower ? of.ower.unitId : '';
  const having = (role: string, among = people) => among.filter(({ roles }) => roles.includes(role));
  const ofUnit = (id: string) => placesOf(people).unit.get(id) ?? NOBODY;
  const onDuty = (list: readonly Person[]) =>
    some(
      list.filter((p) => p.onDuty),
      list,
    );
  const standIns = (id: string) => {
    const [contacts, leaders] = [having('unit-contact', ofUnit(id)), having('unit-leader', ofUnit(id))];
    return some(
      [...contacts, ...leaders].filter((p) => p.onDuty),
      contacts,
      leaders,
    );
  };
  const contacts = (id: string) => {
    const tenure = history.tenures.findLast((t) => t.unitId === id && t.from <= at);
    const named = tenure?.named.findLast((n) => n.at <= at)?.ids ?? [];
    return some(
      ofUnit(id).filter((p) => named.includes(p.id)),
      standIns(id),
    );
  };
  const leaders = (id: string) => some(having('unit-leader', ofUnit(id)), standIns(id));
  const tenured = (roles: readonly string[]) =>
    history.tenures.filter((t) => roles.includes(t.role) && t.from <= at && t.until > at);
  switch (whom) {
    case 'contacts':
      return ids(contacts(unitId));
    case 'registry':
      return ids(standIns(unitId));
    case 'leaders':
      return ids(leaders(unitId));
    case 'replying leaders':
      return tenured(['lead', 'separate']).flatMap((t) => ids(leaders(t.unitId)));
    case 'lead units':
      return tenured(['lead']).flatMap((t) => ids(contacts(t.unitId)));
    case 'office':
      return ids(onDuty(having('office')));
    case 'coordinator':
      return ids(onDuty(having('coordinator')));
    case 'committee':
      return committeeAt(moment).flatMap((id) => ids(onDuty(having('committee', ofUnit(id)))));
    case 'ower':
    case 'deputies':
      return spokenTo(whom, moment, people);
  }
}

function committeeAt({ of, history, at }: Moment): string[] {
  if (of.ower.kind === 'committee') return [of.ower.unitId];
  const last = history.past.findLast(
    (p) => p.at <= at && ['designated', 'designation-ended'].includes(p.kind),
  );
  return last?.kind === 'designated' ? [last.body['committeeUnitId'] as string] : [];
}

function spokenTo(
  whom: 'ower' | 'deputies',
  { of, history, at }: Moment,
  people: readonly Person[],
): string[] {
  const speakers = (id: string | null) => {
    const own = placesOf(people).delegation.get(id) ?? NOBODY;
    return ids(
      some(
        own.filter(({ roles }) => roles.includes('delegation-head')),
        own.filter((p) => p.onDuty),
      ),
    );
  };
  if (whom === 'ower') {
    if (of.ower.kind === 'person') return [of.ower.personId];
    return of.ower.kind === 'delegation' ? speakers(of.ower.delegationId) : [];
  }
  const { leadId, seconders, delegationId } = deputiesAt(history, at);
  const named = [...(leadId === null ? [] : [leadId]), ...seconders];
  return named.length > 0 ? named : speakers(delegationId);
}
