import { type Case, type CaseInShort, confirmedSeconders, hasRoom } from '../case/case.rules.ts';
import { phaseOf, roomNameOf } from './record.rules.ts';

/** All of a case that seats and header follow: while it stays the same, nothing has to move because of the case. */
export const followedOf = (found: Case): string => {
  const { number, title, source, leadId, delegationId, tracks } = found;
  const { topicId, committeeUnitId, supervisionLeaderId } = found;
  const sent = tracks.map(({ unitId, role, contactIds }) => [unitId, role, contactIds]);
  return JSON.stringify([
    ...[hasRoom(found), number, title, phaseOf(tracks), source, leadId, confirmedSeconders(found)],
    ...[delegationId, topicId, committeeUnitId, supervisionLeaderId, sent],
  ]);
};

/** What the header shows of the record itself; when something is due next follows from its duties. */
export const headerOf = ({
  number,
  title,
  tracks,
  topicId,
}: Pick<CaseInShort, 'number' | 'title' | 'tracks' | 'topicId'>) => ({
  name: roomNameOf(number, title),
  title,
  phase: phaseOf(tracks),
  supervised: topicId !== null,
});
