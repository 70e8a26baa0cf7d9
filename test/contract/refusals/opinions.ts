import type { Happened } from '../../../shared/case-events.ts';
import type { UnitId } from '../../../shared/ids.ts';
import { everyActOf, type Scene, signed, wrong } from './acting.ts';
import type { Stage } from './stage.ts';
import type { InputOf } from './trial.ts';

type People = Stage['theCase'];

const filed = (unitId: UnitId): Happened => ({
  kind: 'opinion-filed',
  body: { unitId, text: '同意。', signedBy: '李四' },
});
const sentBack = (unitId: UnitId): Happened => ({ kind: 'opinion-sent-back', body: { unitId } });
/** The office no longer waits for it. */
export const waived = (unitId: UnitId): Happened => ({ kind: 'opinion-waived', body: { unitId } });
const accepted = (unitId: UnitId): Happened => ({ kind: 'opinion-accepted', body: { unitId } });
const noUnit = ({ leadUnit }: People) => ({ unitIds: [leadUnit] });
/** The unit only co-handles. */
export const isCo = () => ({ role: 'co' });
const unreceived = () => ({ missing: ['receipt'] });

const filing: Scene<InputOf<'opinion:file'>> = {
  by: (p) => p.coContact,
  not: (p) => p.lead,
  before: signed,
  input: () => ({ text: '我单位同意。', signedBy: '李四' }),
};

const accepting: Scene<InputOf<'opinion:accept'>> = {
  by: (p) => p.contact,
  not: (p) => p.lead,
  before: (p) => [...signed(p), filed(p.coUnit)],
  input: (p) => ({ unitId: p.coUnit }),
};

const sendingBack: Scene<InputOf<'opinion:waive'>> = {
  ...accepting,
  input: (p) => ({ unitId: p.coUnit, why: '没有具体内容' }),
};

const waiving: Scene<InputOf<'opinion:waive'>> = {
  by: (p) => p.office,
  not: (p) => p.contact,
  before: signed,
  input: (p) => ({ unitId: p.coUnit, why: '不再等候' }),
};

/** What the lead unit may not decide upon an opinion. */
const deciding = <I extends InputOf<'opinion:accept'>>(scene: Scene<I>) => ({
  ...everyActOf(scene),
  NOT_YOUR_TRACK: wrong(scene, { by: (p) => p.coContact, facts: isCo }),
  UNKNOWN_UNIT: wrong(scene, {
    input: (p) => ({ unitId: p.leadUnit }),
    facts: noUnit,
  }),
  NOT_YET: wrong(scene, {
    before: signed,
    facts: (p) => ({ missing: ['opinions'], unitIds: [p.coUnit] }),
    first: (p) => [filed(p.coUnit)],
  }),
  ALREADY_DONE: wrong(scene, {
    before: (p) => [...signed(p), filed(p.coUnit), accepted(p.coUnit)],
    facts: (p) => ({ unitId: p.coUnit }),
    first: (p) => [sentBack(p.coUnit), filed(p.coUnit)],
  }),
});

const asking: Scene<InputOf<'extension:request'>> = {
  by: (p) => p.contact,
  not: (p) => p.lead,
  before: signed,
  input: () => ({ reason: '需要多部门研究', until: '2026-07-15' }),
};
const requested = ({ leadUnit: unitId }: People): Happened => ({
  kind: 'extension-requested',
  body: { unitId, reason: '需要研究', until: '2026-07-15' },
});
const handedOver = (on: string): Happened => ({ kind: 'assigned', body: { on, handOverId: null } });

const consenting: Scene<InputOf<'extension:decide'>> = {
  by: (p) => p.office,
  not: (p) => p.contact,
  before: (p) => [...signed(p), requested(p)],
  input: () => ({ approved: true, until: null, why: '同意延期' }),
};

const window = { value: 'until', after: '2026-06-16', latest: '2026-09-16' };

/** Opinions of co-handling units, and more time. */
export const OPINIONS = {
  'opinion:file': {
    ...everyActOf(filing),
    NOT_YOUR_TRACK: wrong(filing, { by: (p) => p.contact, facts: () => ({ role: 'lead' }) }),
    NOT_YET: wrong(filing, { before: () => [], facts: unreceived, first: signed }),
    ALREADY_DONE: wrong(filing, {
      before: (p) => [...signed(p), filed(p.coUnit)],
      facts: (p) => ({ unitId: p.coUnit }),
      first: (p) => [sentBack(p.coUnit)],
    }),
  },
  'opinion:accept': deciding(accepting),
  'opinion:send-back': deciding(sendingBack),
  'opinion:waive': {
    ...everyActOf(waiving),
    UNKNOWN_UNIT: wrong(waiving, { input: (p) => ({ unitId: p.leadUnit }), facts: noUnit }),
    ALREADY_DONE: wrong(waiving, {
      before: (p) => [...signed(p), waived(p.coUnit)],
      facts: (p) => ({ unitId: p.coUnit }),
      first: (p) => [sentBack(p.coUnit)],
    }),
  },
  'extension:request': {
    ...everyActOf(asking),
    NOT_YOUR_TRACK: wrong(asking, { by: (p) => p.coContact, facts: isCo }),
    NOT_YET: wrong(asking, { before: () => [], facts: unreceived, first: signed }),
    TOO_LATE: wrong(asking, {
      before: (p) => [...signed(p), handedOver('2025-09-01')],
      facts: () => ({ due: '2025-12-01' }),
      first: (_, { today }) => [handedOver(today)],
    }),
    AGAINST_POLICY: wrong(asking, { input: () => ({ until: '2026-06-16' }), facts: () => window }),
    ALREADY_DONE: wrong(asking, {
      before: (p) => [...signed(p), requested(p)],
      facts: (p) => ({ unitId: p.leadUnit }),
      first: ({ leadUnit: unitId }) => [
        { kind: 'extension-decided', body: { unitId, approved: false, until: null } },
      ],
    }),
  },
  'extension:decide': {
    ...everyActOf(consenting),
    NOT_YET: wrong(consenting, {
      before: signed,
      facts: () => ({ missing: ['request'] }),
      first: (p) => [requested(p)],
    }),
    AGAINST_POLICY: wrong(consenting, { input: () => ({ until: '2026-09-17' }), facts: () => window }),
  },
};
