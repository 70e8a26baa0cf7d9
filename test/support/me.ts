import { me as meSchema } from '../../shared/people.ts';

const ID = '0190163d-8694-739b-aea5-966c26f8ad9';

/** A deputy as the server tells them who they are. */
export const me = meSchema.parse({
  personId: `${ID}1`,
  name: '王秀英',
  label: '北京团',
  roles: ['deputy'],
  congressId: `${ID}2`,
  congressName: '第十三届全国人民代表大会',
  unitId: null,
  delegationId: null,
});
