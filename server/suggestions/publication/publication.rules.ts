import type * as z from 'zod/mini';
import { Fault } from '../../../shared/faults.ts';
import type { CaseState, Publicity } from '../../../shared/cases.ts';
import type {
  objectToPublication,
  proposePublication,
  publishCase,
  reviewPublication,
} from '../../../shared/publication.ts';
import type { Actor, CaseAct } from '../case/act.rules.ts';
import type { Case } from '../case/case.rules.ts';
import { ownReplyingTrack } from '../handling/tracks.rules.ts';
import { personOf, refuseOthers } from '../proposing/proposer.rules.ts';
import { redacted } from './redact.rules.ts';
import { refuseMoreThanWished } from './wishes.rules.ts';

/** From the first complete answer on; what was archived stays as it is. */
const ANSWERED = ['replied', 'feedback', 'rehandling', 'coordination', 'closed', 'tracking'] as const;

/** The office, or a unit that replied. */
function refuseOtherUnits(found: Case, actor: Actor): void {
  if (!actor.roles.has('office')) ownReplyingTrack(found, actor);
}

function refuseEmpty(publicity: Publicity, text: string): void {
  if (publicity !== 'none' && text === '') throw new Fault('NOT_YET', { missing: ['public-text'] });
}

/** T24. Proposed anew, it is reviewed anew. */
const propose: CaseAct<z.infer<typeof proposePublication.input>> = {
  ...{ name: 'publication:propose', transition: 'T24', when: ANSWERED, makes: ['publication-proposed'] },
  may: ['registry', 'contact', 'unit-leader', 'office'],
  decide: (found, { publicity, text, reason }, { actor }) => {
    refuseOtherUnits(found, actor);
    if (found.publication?.state === 'published') throw new Fault('ALREADY_DONE');
    refuseMoreThanWished(found, publicity);
    if (publicity === 'none' && reason === '') throw new Fault('REASON_NEEDED');
    refuseEmpty(publicity, text);
    return [{ kind: 'publication-proposed', body: { publicity, text: redacted(text), reason } }];
  },
};

/** T24: first reviewed, then made public, by two people (保密条例 42). */
const review: CaseAct<z.infer<typeof reviewPublication.input>> = {
  ...{ name: 'publication:review', transition: 'T24', may: ['unit-leader', 'office'], when: ANSWERED },
  makes: ['publication-reviewed'],
  decide: (found, { approved, text }, { actor }) => {
    refuseOtherUnits(found, actor);
    const { publication } = found;
    if (!publication) throw new Fault('NOT_YET', { missing: ['proposal'] });
    if (publication.state !== 'proposed') throw new Fault('ALREADY_DONE', { state: publication.state });
    if (publication.proposedBy === actor.personId) throw new Fault('OWN_WORK');
    if (approved) refuseEmpty(publication.publicity, text);
    return [{ kind: 'publication-reviewed', body: { approved, text: redacted(text) } }];
  },
};

const publish: CaseAct<z.infer<typeof publishCase.input>> = {
  ...{
    name: 'publication:publish',
    transition: 'T24',
    may: ['office'],
    when: ANSWERED,
    makes: ['published'],
  },
  decide: (found, _input, { today }) => {
    const { publication } = found;
    if (publication?.state === 'published') throw new Fault('ALREADY_DONE');
    if (publication?.state !== 'approved') throw new Fault('NOT_YET', { missing: ['review'] });
    if (publication.publicity === 'none')
      throw new Fault('AGAINST_POLICY', { value: 'publicity', most: 'none' });
    refuseMoreThanWished(found, publication.publicity);
    return [{ kind: 'published', body: { on: today } }];
  },
};

/** As long as it may still be published. */
const UNPUBLISHED: readonly CaseState[] = [
  ...(['registered', 'assigned', 'received', 'return-requested', 'handling'] as const),
  ...ANSWERED,
];

/** T24: what the deputies hold unfit for the public stays unpublished (豫29). */
const object: CaseAct<z.infer<typeof objectToPublication.input>> = {
  ...{ name: 'publication:object', transition: 'T24', when: UNPUBLISHED, makes: ['publication-objected'] },
  may: ['lead-deputy', 'delegation-head'],
  decide: (found, _input, { actor, policy }) => {
    refuseOthers(found, actor);
    if (!policy.deputyMayKeepUnpublished.value)
      throw new Fault('AGAINST_POLICY', { value: 'deputyMayKeepUnpublished' });
    if (found.publication?.state === 'published' || found.publicity === 'none')
      throw new Fault('ALREADY_DONE');
    return [{ kind: 'publication-objected', body: { personId: personOf(actor) } }];
  },
};

/** What of a case the public may read: proposed, reviewed, published, or kept from it. */
export const publicationActs = { propose, review, publish, object };
