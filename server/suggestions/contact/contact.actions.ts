import { Fault } from '../../../shared/faults.ts';
import type { ContactId, PersonId, SuggestionId, UnitId } from '../../../shared/ids.ts';
import type { listContacts, recordContact } from '../../../shared/suggestions.ts';
import type { KnownPerson, Org } from '../../org/index.ts';
import { cardKey, roomIdOf, type Rooms } from '../../rooms/index.ts';
import type { Handler } from '../../wire/bind.ts';
import type { Caller, Clock, NewId } from '../../wire/ports.ts';
import { type Case, isHandled } from '../case/case.rules.ts';
import type { Deed } from '../case/entries.rules.ts';
import type { History } from '../case/history.actions.ts';
import type { AccessSuggestion, May } from '../record/access.actions.ts';
import { hashOf } from '../record/record.rules.ts';
import type { SuggestionDoc } from '../record/suggestion.store.ts';
import { contactView, isAnswered, mayRecord, reachesLead, speaksFor } from './contact.rules.ts';
import type { ContactDoc, ContactStore, NamedPerson } from './contact.store.ts';

export interface ContactParts {
  access: AccessSuggestion;
  may: May;
  history: Pick<History, 'append'>;
  settleCase: (id: SuggestionId) => Promise<unknown>;
  contacts: ContactStore;
  rooms: Pick<Rooms, 'isMember' | 'said' | 'postCard'>;
  org: { people: Pick<Org['people'], 'cards'>; units: Pick<Org['units'], 'byIds'> };
  clock: Clock;
  newId: NewId;
}

type Contact = Parameters<Handler<typeof recordContact>>[0];

/**
 * contact:record. The record is kept first; phase, card, duty and header follow from it. A crash in between is made
 * good by the same request again, or by the repair.
 */
export const makeRecordContact =
  (parts: ContactParts): Handler<typeof recordContact> =>
  async (input, caller) => {
    const suggestion = await parts.access(caller, input.suggestionId);
    refuseStrangers(parts, suggestion, { unitId: input.unitId, caller });
    const contentHash = contentOf(input);
    const kept = await parts.contacts.byKey(input);
    const contact = kept ?? (await keep(parts, suggestion, { input, caller, contentHash }));
    if (contact.contentHash !== contentHash)
      throw new Fault('SEND_KEY_REUSED', { recordKey: input.recordKey });
    if (contact.unsettledSince !== undefined) await settle(parts, contact);
    return contactView(contact, isConfirmed(suggestion, contact._id));
  };

const isConfirmed = ({ contacts }: Pick<Case, 'contacts'>, id: ContactId): boolean =>
  contacts.some((c) => c.contactId === id && c.confirmed);

/** Only people of a handling unit record, for their own unit, and only once the suggestion is theirs. */
function refuseStrangers(
  { may }: ContactParts,
  { tracks, state, assignedOn }: SuggestionDoc,
  { unitId, caller }: { unitId: UnitId; caller: Caller },
): void {
  if (!may(caller.roles, 'contact:record') || !isHandled({ state, assignedOn }))
    throw new Fault('NOT_ALLOWED');
  const track = tracks.find((t) => t.unitId === unitId);
  if (!track || caller.unitId !== unitId || !mayRecord(track.role))
    throw new Fault('NOT_YOUR_TRACK', { unitId });
}

const contentOf = (input: Contact): string =>
  hashOf([
    [input.phase, input.method, Date.parse(input.at), input.summary],
    [...new Set(input.withIds)].sort(),
    seqsOf(input),
  ]);

const seqsOf = (input: Contact): number[] => [...new Set(input.messageSeqs)].sort((a, b) => a - b);

interface Asked {
  input: Contact;
  caller: Caller;
  contentHash: string;
}

/** Checks and keeps; when the same key was kept at the same moment, answers that. */
async function keep(parts: ContactParts, suggestion: SuggestionDoc, asked: Asked): Promise<ContactDoc> {
  const { input, caller, contentHash } = asked;
  const { contacts, clock, newId } = parts;
  const now = clock.now();
  const at = new Date(input.at);
  if (at > now) throw new Fault('IN_THE_FUTURE', { now: now.toISOString() });
  const { withWhom, reachedLead } = await whomTheyReached(parts, suggestion, input.withIds);
  const roomId = roomIdOf(suggestion._id);
  const messageSeqs = seqsOf(input);
  await refuseUnknownMessages(parts, { roomId, messageSeqs, personId: caller.personId });
  const authors = await parts.rooms.said.by(roomId, messageSeqs);
  const units = await parts.org.units.byIds([input.unitId]);
  const doc: ContactDoc = {
    _id: newId() as ContactId,
    congressId: suggestion.congressId,
    suggestionId: suggestion._id,
    roomId,
    unitId: input.unitId,
    unitName: units.get(input.unitId)?.shortName ?? '',
    phase: input.phase,
    method: input.method,
    at,
    recordedAt: now,
    recordedBy: { personId: caller.personId, name: caller.name, label: caller.label },
    withWhom,
    reachedLead: reachedLead && isAnswered(input.method, authors, input.withIds),
    summary: input.summary,
    messageSeqs,
    recordKey: input.recordKey,
    contentHash,
    unsettledSince: now,
  };
  if (await contacts.insert(doc)) return doc;
  const kept = await contacts.byKey(input);
  if (kept === null) throw new Error('contact: a key is taken and not there');
  return kept;
}

async function whomTheyReached(
  { org }: ContactParts,
  suggestion: SuggestionDoc,
  given: readonly PersonId[],
): Promise<{ withWhom: NamedPerson[]; reachedLead: boolean }> {
  const withIds = [...new Set(given)];
  const { leadId } = suggestion;
  const cards = await org.people.cards(leadId === null ? withIds : [leadId, ...withIds]);
  const unknown = withIds.filter((id) => !cards.has(id) || !speaksFor(suggestion, id, cards.get(id)));
  if (unknown.length > 0) throw new Fault('UNKNOWN_PERSON', { personIds: unknown });
  return {
    withWhom: withIds.map((id) => namedBy(cards.get(id), id)),
    reachedLead: reachesLead(suggestion, withIds, leadId === null ? undefined : cards.get(leadId)),
  };
}

const namedBy = (card: KnownPerson | undefined, personId: PersonId): NamedPerson => ({
  personId,
  name: card?.name ?? '',
  label: card?.label ?? '',
});

/** Who does not sit in the room cannot rest on what was said there. */
async function refuseUnknownMessages(
  { rooms }: ContactParts,
  { roomId, messageSeqs, personId }: Pick<ContactDoc, 'roomId' | 'messageSeqs'> & { personId: PersonId },
): Promise<void> {
  if (messageSeqs.length === 0) return;
  const known = (await rooms.isMember(personId, roomId)) && (await rooms.said.haveBeen(roomId, messageSeqs));
  if (!known) throw new Fault('UNKNOWN_MESSAGE', { messageSeqs });
}

/** What follows from a contact, each step safe to repeat. */
async function settle(parts: ContactParts, contact: ContactDoc): Promise<void> {
  const { history, rooms, contacts } = parts;
  const { _id, suggestionId } = contact;
  const kept = (found: Case) => found.contacts.some((c) => c.contactId === _id);
  await history.append(suggestionId, (found) => (kept(found) ? null : deedOf(contact)));
  await rooms.postCard(contact.roomId, cardOf(contact), cardKey(`contact|${_id}`));
  await parts.settleCase(suggestionId);
  await contacts.settled(_id);
}

/** What the history keeps of a contact; its words stay in the record of it. */
const deedOf = ({
  _id,
  unitId,
  phase,
  method,
  at,
  reachedLead,
  recordedAt,
  recordedBy,
}: ContactDoc): Deed => ({
  ...{ at: recordedAt, why: null, actKey: null, asked: null },
  by: { personId: recordedBy.personId, name: recordedBy.name, label: recordedBy.label },
  happened: [
    {
      kind: 'contact-recorded',
      body: { contactId: _id, unitId, phase, method, at: at.toISOString(), reachedLead },
    },
  ],
});

const cardOf = (contact: ContactDoc) => ({
  type: 'contact' as const,
  suggestionId: contact.suggestionId,
  contactId: contact._id,
  phase: contact.phase,
  unitName: contact.unitName,
  method: contact.method,
  at: contact.at.toISOString(),
  withNames: contact.withWhom.map((p) => p.name),
  summary: contact.summary,
  messageSeqs: contact.messageSeqs,
});

const IN_FLIGHT_MS = 10_000; // younger ones are being settled by whoever wrote them
const BATCH = 200;

/** Finishes what a crash interrupted; how many that were. */
export const makeSettleContacts =
  (parts: ContactParts & { onSurprise: (error: unknown, where: string) => string }) =>
  async (): Promise<number> => {
    const before = new Date(parts.clock.now().getTime() - IN_FLIGHT_MS);
    const waiting = await parts.contacts.unsettled(before, BATCH);
    for (const contact of waiting)
      await settle(parts, contact).catch((error: unknown) => void parts.onSurprise(error, 'contact: settle'));
    return waiting.length;
  };

/** What the record of a contact adds to its confirmation: whom the unit says it spoke with. */
export const makeConfirmed =
  ({ byId }: Pick<ContactStore, 'byId'>) =>
  async <I extends { contactId: ContactId; suggestionId: SuggestionId }>(input: I) => {
    const kept = await byId(input.contactId);
    const isOfThis = kept?.suggestionId === input.suggestionId;
    return { ...input, withIds: isOfThis ? kept.withWhom.map((p) => p.personId) : [] };
  };

/** contact:list: for whoever may see the suggestion. */
export const makeListContacts =
  ({ access, contacts }: Pick<ContactParts, 'access' | 'contacts'>): Handler<typeof listContacts> =>
  async ({ suggestionId }, caller) => {
    const found = await access(caller, suggestionId);
    const records = await contacts.ofSuggestion(suggestionId);
    return { contacts: records.map((doc) => contactView(doc, isConfirmed(found, doc._id))) };
  };
