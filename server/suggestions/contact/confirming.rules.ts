import type * as z from 'zod/mini';
import { confirmContact } from '../../../shared/contacts.ts';
import { Fault } from '../../../shared/faults.ts';
import type { PersonId } from '../../../shared/ids.ts';
import type { CaseAct } from '../case/act.rules.ts';
import { HANDED_OVER } from '../case/stages.rules.ts';
import { personOf } from '../proposing/proposer.rules.ts';

/** What the record of contacts adds: whom the unit says it spoke with. */
type Confirmation = z.output<typeof confirmContact.input> & { readonly withIds: readonly PersonId[] };

const confirm: CaseAct<Confirmation> = {
  name: confirmContact.name,
  transition: 'contact',
  may: ['lead-deputy', 'seconding-deputy', 'delegation-head'],
  when: HANDED_OVER,
  makes: ['contact-confirmed'],
  decide(found, { contactId, withIds }, { actor }) {
    const personId = personOf(actor);
    const contact = found.contacts.find((c) => c.contactId === contactId);
    if (!contact) throw new Fault('NOT_FOUND', { contactId });
    if (!withIds.includes(personId) && !actor.roles.has('delegation-head')) throw new Fault('NOT_ALLOWED');
    if (contact.confirmed) throw new Fault('ALREADY_DONE', { contactId });
    return [{ kind: 'contact-confirmed', body: { contactId, personId } }];
  },
};

/** What deputies do with the record of a contact: who was there confirms it; for a delegation’s, its head may. */
export const contactActs = { confirm };
