import type * as z from 'zod/mini';
import type { Happened } from '../../../shared/case-events.ts';
import { Fault } from '../../../shared/faults.ts';
import type { decideExtension, requestExtension } from '../../../shared/handling.ts';
import type { CivilDate } from '../../../shared/ids.ts';
import { dueDay } from '../../org/index.ts';
import type { CaseAct, Circumstances } from '../case/act.rules.ts';
import type { Case, Track } from '../case/case.rules.ts';
import { ownReplyingTrack, refuseUnreceived } from './tracks.rules.ts';

const OPEN = ['assigned', 'received', 'return-requested', 'handling'] as const;

type Terms = Pick<Circumstances, 'policy' | 'days' | 'today'>;

/** Between which days an extension may end: later than the reply is due anyhow, and not after the longest term. */
export function extensionWindow(
  { assignedOn }: Pick<Case, 'assignedOn'>,
  { since }: Pick<Track, 'since'>,
  { policy, days, today }: Terms,
): { firstDue: CivilDate; latest: CivilDate } {
  const from = since ?? assignedOn ?? today;
  return {
    firstDue: dueDay(from, policy.terms.reply, days),
    latest: dueDay(from, policy.terms.replyExtended, days),
  };
}

function refuseOutside(
  until: CivilDate,
  { firstDue, latest }: { firstDue: CivilDate; latest: CivilDate },
): void {
  if (until <= firstDue || until > latest)
    throw new Fault('AGAINST_POLICY', { value: 'until', after: firstDue, latest });
}

/** T13. The day is the suggestion’s: who asks first asks for all who reply. */
const request: CaseAct<z.infer<typeof requestExtension.input>> = {
  ...{
    name: 'extension:request',
    transition: 'T13',
    may: ['registry', 'contact', 'unit-leader'],
    when: OPEN,
  },
  makes: ['extension-requested', 'extension-decided'],
  decide: (found, { reason, until }, at) => {
    const own = ownReplyingTrack(found, at.actor);
    refuseUnreceived(own);
    if (own.state === 'replied' || (found.extension && found.extension.approved !== false))
      throw new Fault('ALREADY_DONE', { unitId: own.unitId });
    const window = extensionWindow(found, own, at);
    if (at.today > window.firstDue) throw new Fault('TOO_LATE', { due: window.firstDue });
    refuseOutside(until, window);
    const asked: Happened = { kind: 'extension-requested', body: { unitId: own.unitId, reason, until } };
    if (at.policy.extensionNeedsConsent.value) return [asked];
    return [asked, { kind: 'extension-decided', body: { unitId: own.unitId, approved: true, until } }];
  },
};

const decide: CaseAct<z.infer<typeof decideExtension.input>> = {
  ...{ name: 'extension:decide', transition: 'T13', may: ['office', 'coordinator'], when: OPEN },
  makes: ['extension-decided'],
  decide: (found, { approved, until }, at) => {
    const { extension } = found;
    if (extension?.approved !== null) throw new Fault('NOT_YET', { missing: ['request'] });
    const { unitId, askedUntil } = extension;
    if (!approved) return [{ kind: 'extension-decided', body: { unitId, approved, until: null } }];
    const track = found.tracks.find((t) => t.unitId === unitId) ?? { since: null };
    refuseOutside(until ?? askedUntil, extensionWindow(found, track, at));
    return [{ kind: 'extension-decided', body: { unitId, approved, until: until ?? askedUntil } }];
  },
};

/** More time for a reply: asked for and decided. */
export const extensionActs = { request, decide };
