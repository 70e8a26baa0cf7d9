import type { PersonId } from '../shared/ids.ts';
import type { PersonRole } from '../shared/people.ts';
import type { DemoCongress, DemoPerson } from './congress.ts';

/** Somebody of the demo who gets an account. */
export interface DemoAccount {
  readonly personId: PersonId;
  readonly login: string;
  readonly name: string;
  readonly role: PersonRole;
  /** Unit or delegation they stand for; '' for the office. */
  readonly of: string;
  /** Number of the suggestion in whose room deputy and unit meet; '' where none is meant. */
  readonly number: string;
}

/**
 * Who signs in first: the lead deputy and the lead unit's person on duty of one and the same suggestion, that unit's
 * leader, the office's person on duty, and the administrator. `demo` as loaded: its ids must be those in the database.
 */
export function demoAccounts(demo: DemoCongress): DemoAccount[] {
  const person = new Map(demo.people.map((p) => [p.id, p]));
  const bodies = new Map<string | null, string>(
    [...demo.units, ...demo.delegations].map(({ id, shortName, name }) => [id, shortName ?? name]),
  );
  const meeting = demo.suggestions.find(({ source, tracks }) => source === 'joint' && tracks.length > 1);
  const lead = meeting?.tracks.find(({ role }) => role === 'lead');
  const withRole = (role: PersonRole, among: (p: DemoPerson) => boolean = () => true) =>
    demo.people.find((p) => p.roles?.includes(role) === true && among(p));
  const account = (who: DemoPerson | undefined, login: string, role: PersonRole): DemoAccount[] =>
    who === undefined
      ? []
      : [
          {
            personId: who.id,
            login,
            name: who.name,
            role,
            of: bodies.get(who.unitId ?? who.delegationId) ?? '',
            number: role === 'deputy' || role === 'unit-contact' ? (meeting?.number ?? '') : '',
          },
        ];
  const deputy = meeting?.leadId ? person.get(meeting.leadId) : undefined;
  const contact = lead?.contactIds[0] ? person.get(lead.contactIds[0]) : undefined;
  return [
    ...account(deputy, 'daibiao', 'deputy'),
    ...account(contact, 'danwei', 'unit-contact'),
    ...account(
      withRole('unit-leader', ({ unitId }) => unitId === lead?.unitId),
      'lingdao',
      'unit-leader',
    ),
    ...account(
      withRole('office', ({ onDuty }) => onDuty === true),
      'bangongting',
      'office',
    ),
    ...account(withRole('administrator'), 'guanliyuan', 'administrator'),
  ];
}
