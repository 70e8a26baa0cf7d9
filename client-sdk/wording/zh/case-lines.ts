import type { CaseLine } from '../../../shared/case-lines.ts';
import { because, day } from './sentences.ts';
import type { SystemLine } from '../words.ts';

type Params = SystemLine['params'];

const ratings: Readonly<Record<string, string>> = {
  satisfied: '满意',
  mostly: '基本满意',
  dissatisfied: '不满意',
};
const forms: Readonly<Record<string, string>> = {
  inspection: '视察督办',
  'on-site': '现场督办',
  'follow-up': '跟踪督办',
  meeting: '会议督办',
  guidance: '指导督办',
};
const outcomes: Readonly<Record<string, string>> = {
  'go-on': '按协调结果继续办理',
  rehandle: '再次办理',
  close: '办结',
};

const roundOf = ({ round = '1' }: Params): string => (round === '1' ? '' : `（第${round}次）`);

const unitsChanged = ({ left = '', came = '', why }: Params): string => {
  if (left === '') return `${came}承办这件建议${because(why)}`;
  return came === ''
    ? `${left}不再承办这件建议${because(why)}`
    : `这件建议由${left}改为${came}承办${because(why)}`;
};

/** What a room hears of its case, in Chinese. */
export const caseLines: { readonly [K in CaseLine]: (params: Params) => string } = {
  'case-signed-for': ({ unit = '', department = '' }) =>
    department === '' ? `${unit}已签收` : `${unit}已签收，由${department}承办`,
  'case-contacts-named': ({ unit = '', names = '', department = '' }) =>
    department === '' ? `${unit}确定${names}为联系人` : `${unit}确定${names}为联系人，由${department}承办`,
  'case-return-requested': ({ unit = '', why }) => `${unit}申请退办${because(why)}`,
  'case-return-refused': ({ unit = '', why }) => `退办申请未获同意，仍由${unit}承办${because(why)}`,
  'case-units-changed': unitsChanged,
  'case-objected': ({ unit = '', why }) =>
    `${unit === '' ? '提出建议的代表' : unit}对承办单位的确定有不同意见${because(why)}`,
  'case-coordination-opened': () => '代表工作机构正在协调',
  'case-coordination-decided': ({ outcome = '', result = '' }) =>
    `协调已有结果：${outcomes[outcome] ?? ''}。${result}`,
  'case-contact-confirmed': ({ name = '', unit = '' }) => `${name}确认了${unit}登记的沟通`,
  'case-opinion-filed': ({ unit = '' }) => `${unit}已提出协办意见`,
  'case-opinion-accepted': ({ unit = '' }) => `${unit}的协办意见已采纳`,
  'case-opinion-sent-back': ({ unit = '', why }) => `${unit}的协办意见已退回补充${because(why)}`,
  'case-opinion-waived': ({ unit = '', why }) => `答复不再等待${unit}的协办意见${because(why)}`,
  'case-extension-requested': ({ unit = '', until = '', why }) =>
    `${unit}申请延期到${day(until)}答复${because(why)}`,
  'case-extension-granted': ({ until = '', why }) => `答复期限延长到${day(until)}${because(why)}`,
  'case-extension-refused': ({ unit = '', why }) => `${unit}的延期申请未获同意${because(why)}`,
  'case-draft-shared': ({ unit = '' }) => `${unit}就答复稿征求代表意见`,
  'case-draft-commented': ({ name = '', unit = '' }) => `${name}对${unit}的答复稿提出了意见`,
  'case-replied': ({ unit = '', docNumber = '', ...more }) => `${unit}已答复${roundOf(more)}：${docNumber}`,
  'case-explained': ({ unit = '', on = '' }) => `${unit}已于${day(on)}向代表说明办理情况`,
  'case-feedback-asked': () => '各承办单位都已答复。请领衔代表谈谈对办理情况的意见',
  'case-feedback-given': ({ name = '', attitude = '', result = '' }) =>
    `${name}反馈：办理态度${ratings[attitude] ?? ''}，办理结果${ratings[result] ?? ''}`,
  'case-rehandling-ordered': ({ units = '', due = '', why }) =>
    `请${units}再次办理，${day(due)}前重新答复${because(why)}`,
  'case-rehandling-declined': ({ why }) => `代表工作机构说明不再办理${because(why)}`,
  'case-closed': () => '这件建议已办结',
  'case-commitment-reported': ({ unit = '', promise = '' }) => `${unit}报告了承诺事项的进展：${promise}`,
  'case-commitment-fulfilled': ({ unit = '', promise = '' }) => `${unit}答复承诺事项已落实：${promise}`,
  'case-commitment-explained': ({ unit = '', promise = '', due = '' }) =>
    due === ''
      ? `${unit}说明了承诺事项不能落实的原因：${promise}`
      : `${unit}说明承诺事项延到${day(due)}：${promise}`,
  'case-commitment-rated': ({ promise = '', result = '' }) =>
    result === ''
      ? `代表对承诺事项的落实作了评价：${promise}`
      : `代表对承诺事项的落实表示${ratings[result] ?? ''}：${promise}`,
  'case-commitment-rolled-over': ({ year = '', promise = '' }) => `承诺事项转入${year}年继续办理：${promise}`,
  'case-archived': () => '案卷已归档，本群只能查看',
  'case-published': ({ on = '' }) => `办理情况已于${day(on)}公开`,
  'case-publication-objected': ({ name = '', why }) => `${name}认为这件建议不宜公开${because(why)}`,
  'case-designated': ({ committee = '', leader = '' }) =>
    `列为重点督办，由${committee}督办${leader === '' ? '' : `，${leader}领衔`}`,
  'case-supervision-planned': ({ committee = '' }) => `${committee}制定了督办方案`,
  'case-supervised': ({ committee = '', form = '', on = '' }) =>
    `${committee}于${day(on)}进行了${forms[form] ?? '督办'}`,
  'case-designation-ended': ({ why }) => `重点督办结束${because(why)}`,
  'case-withdrawal-asked': ({ name = '', why }) => `${name}提出撤回这件建议${because(why)}`,
  'case-withdrawal-refused': ({ name = '', why }) => `${name}不同意撤回，继续办理${because(why)}`,
  'case-withdrawal-retracted': ({ name = '' }) => `${name}收回了撤回申请，继续办理`,
  'case-withdrawn': () => '这件建议已撤回，本群只能查看',
  'case-merged': ({ numbers = '' }) => `与第${numbers}号建议并案办理，分别答复`,
  'case-deputy-left': ({ name = '', lead = '' }) =>
    `${name}不再担任代表，今后由${lead === '' ? '代表团' : lead}继续参与办理`,
};
