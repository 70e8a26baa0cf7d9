import type { Publicity } from '../../../shared/cases.ts';
import type { ValueName } from '../../../shared/policies.ts';
import { policyValues } from './policy-values.ts';
import { day as dayOf } from './sentences.ts';
import { type Facts, listOf, textOf } from '../words.ts';

/** Which rule of the congress a refusal goes by, as its facts name it. */
type Sentences = Readonly<Record<string, (facts: Facts) => string>>;

const publicityNames: { readonly [P in Publicity]: string } = {
  full: '全文公开',
  summary: '摘要公开',
  none: '不公开',
};
const isPublicity = (name: string): name is Publicity => Object.hasOwn(publicityNames, name);
const publicityOf = (facts: Facts): Publicity => {
  const most = textOf(facts, 'most');
  return most !== null && isPublicity(most) ? most : 'none';
};

const day = (facts: Facts, name: string): string => textOf(facts, name) ?? '';

const sentences: Sentences = {
  publicity: (facts) => `公开的范围最多是“${publicityNames[publicityOf(facts)]}”，请按代表的意愿和密级调整。`,
  unitIds: () => '再次办理的单位中，要有答复代表的单位。请重新选择。',
  rehandlingMayBeDeclined: () => '本级人大规定，代表不满意的应当再次办理。不能只作说明。',
  leadRelays: () => '本级人大规定，答复要发给每一位联名代表。不能由领衔代表转告。',
  replyClass: (facts) => {
    const known = listOf(facts, 'known');
    return known.length === 0
      ? '本级人大的答复不分类，请不要填写类别。'
      : `答复类别只能是 ${known.join('、')}，请重新选择。`;
  },
  commitments: () => '这一类答复要写明承诺事项和完成时间。请补充后再提交。',
  due: (facts) => `承诺的完成时间要晚于${dayOf(day(facts, 'after'))}，请修改日期。`,
  letter: () => '代表要求书面答复，不能只作口头说明。请发出答复函。',
  until: (facts) =>
    `延期后的日期要晚于${dayOf(day(facts, 'after'))}，最迟到${dayOf(day(facts, 'latest'))}，请修改日期。`,
  replyClasses: () => '答复类别的代码不能重复，请修改。',
  deputyMayKeepUnpublished: () => '本级人大的规定里，没有这一种不公开。请与代表工作机构沟通。',
};

const isValue = (name: string): name is ValueName => Object.hasOwn(policyValues, name);

const valueOf = (facts: Facts, name: string): ValueName | null => {
  const value = textOf(facts, name);
  return value !== null && isValue(value) ? value : null;
};

/** One sentence for the rule that a value goes against; null: the facts name none that is known. */
export function againstPolicy(facts: Facts): string | null {
  const [shorter, longer] = [valueOf(facts, 'value'), valueOf(facts, 'longerThan')];
  if (shorter && longer)
    return `“${policyValues[shorter]}”的期限不能比“${policyValues[longer]}”的期限长，请修改。`;
  return sentences[textOf(facts, 'value') ?? '']?.(facts) ?? null;
}
