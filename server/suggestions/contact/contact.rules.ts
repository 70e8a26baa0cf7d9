import type { PersonId } from '../../../shared/ids.ts';
import type { ContactMethod, ContactRecord, SourceType, TrackRole } from '../../../shared/suggestions.ts';
import type { ContactDoc } from './contact.store.ts';

interface Deputies {
  readonly source: SourceType;
  readonly leadId: PersonId | null;
  readonly secondingIds: readonly PersonId[];
  readonly delegationId: string | null;
}

interface Known {
  readonly active: boolean;
  readonly delegationId: string | null;
}

/** Co-handling units may record what they said; reference units have nothing to say. */
export const mayRecord = (role: TrackRole): boolean => role !== 'reference';

/** Whether a person speaks for the suggestion: its deputies; for a delegation's, everybody of the delegation. */
export const speaksFor = (suggestion: Deputies, id: PersonId, person: Known | undefined): boolean =>
  id === suggestion.leadId ||
  suggestion.secondingIds.includes(id) ||
  (suggestion.source === 'delegation' &&
    suggestion.delegationId !== null &&
    person?.delegationId === suggestion.delegationId);

/**
 * A phase is done only when the lead deputy was reached; without one, or when they have left (代表法 62), when any
 * deputy was.
 */
export function reachesLead(
  suggestion: Pick<Deputies, 'leadId'>,
  withIds: readonly PersonId[],
  lead: Known | undefined,
): boolean {
  const { leadId } = suggestion;
  return leadId !== null && lead?.active === true ? withIds.includes(leadId) : withIds.length > 0;
}

/** Ways of speaking with somebody who is there. */
export const FACE_TO_FACE: readonly ContactMethod[] = ['visit', 'meeting', 'survey'];

/**
 * In the room the deputies were reached only if one of them answered there: what a unit or a bot says to itself is no
 * contact, however long. Elsewhere the record of whom they met stands for itself.
 */
export const isAnswered = (
  method: ContactMethod,
  authors: readonly PersonId[],
  withIds: readonly PersonId[],
): boolean => method !== 'room' || authors.some((id) => withIds.includes(id));

/** A contact as others see it. */
export const contactView = (doc: ContactDoc, confirmed: boolean): ContactRecord => ({
  confirmed,
  contactId: doc._id,
  suggestionId: doc.suggestionId,
  unitId: doc.unitId,
  unitName: doc.unitName,
  phase: doc.phase,
  method: doc.method,
  at: doc.at.toISOString(),
  recordedAt: doc.recordedAt.toISOString(),
  recordedBy: doc.recordedBy,
  withWhom: doc.withWhom,
  reachedLead: doc.reachedLead,
  summary: doc.summary,
  messageSeqs: doc.messageSeqs,
});
