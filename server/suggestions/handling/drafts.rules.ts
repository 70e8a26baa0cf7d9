import type * as z from 'zod/mini';
import { Fault } from '../../../shared/faults.ts';
import type { commentDraft, shareDraft } from '../../../shared/handling.ts';
import type { CaseAct } from '../case/act.rules.ts';
import { personOf } from '../proposing/proposer.rules.ts';
import { ownTrackAtWork, refuseWithoutOpinions, trackOf } from './tracks.rules.ts';

const AT_WORK = ['handling', 'rehandling'] as const;

/** T14: the draft states what the co-handling units think, so it waits for them. */
const share: CaseAct<z.infer<typeof shareDraft.input>> = {
  ...{ name: 'reply:share-draft', transition: 'T14', when: AT_WORK, makes: ['draft-shared'] },
  may: ['registry', 'contact', 'unit-leader'],
  decide: (found, { text }, { actor }) => {
    const own = ownTrackAtWork(found, actor);
    refuseWithoutOpinions(found, own);
    return [{ kind: 'draft-shared', body: { unitId: own.unitId, text } }];
  },
};

const comment: CaseAct<z.infer<typeof commentDraft.input>> = {
  ...{ name: 'draft:comment', transition: 'T14', when: AT_WORK, makes: ['draft-commented'] },
  may: ['lead-deputy', 'seconding-deputy', 'delegation-head'],
  decide: (found, { unitId, text }, { actor }) => {
    const { state } = trackOf(found, unitId);
    if (state === 'replied') throw new Fault('ALREADY_DONE', { unitId });
    if (!found.draftSharedBy.includes(unitId)) throw new Fault('NOT_YET', { missing: ['draft'] });
    return [{ kind: 'draft-commented', body: { unitId, personId: personOf(actor), text } }];
  },
};

/** Drafts of replies, shown to the deputies before they are signed. */
export const draftActs = { share, comment };
