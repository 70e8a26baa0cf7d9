import type { Random } from './random.ts';
import type { Field, RealUnit, Topics } from './sources.ts';

/** What a suggestion is about. */
export interface Subject {
  readonly title: string;
  readonly text: string;
  readonly category: string;
}

/**
 * Shares of the categories in a national year: the first three together are published (58.8 % of 9,203), how they
 * divide and the rest are assumptions.
 */
export const CATEGORY_SHARES: Readonly<Record<string, number>> = {
  发展规划和综合经济: 0.22,
  科技教育文化卫生: 0.19,
  社会及公共事务: 0.178,
  农林水利和资源环境: 0.19,
  财税金融和商贸: 0.1,
  法治和公共安全: 0.07,
  民族宗教侨务外事: 0.02,
  其他: 0.032,
};

/** Makes up subjects that fit the lead unit, steering towards the shares of the categories. `total`: how many will be asked for. */
export function makeSubjects(topics: Topics, total: number, random: Random) {
  const left = new Map(Object.entries(CATEGORY_SHARES).map(([name, share]) => [name, share * total]));
  const fieldsOf = fieldsByUnit(topics);
  const taken = new Set<string>();
  return (unit: RealUnit, place: string): Subject => {
    const wanted = (field: Field) => left.get(field.category) ?? 0;
    const fields = fieldsOf(unit);
    const most = Math.max(...fields.map(wanted));
    const field = random.pick(fields.filter((f) => wanted(f) === most));
    left.set(field.category, wanted(field) - 1);
    let topic = random.pick(field.topics);
    let title = titleOf(topics, { topic, place }, random);
    for (let tries = 0; taken.has(title) && tries < 20; tries += 1) {
      topic = random.pick(field.topics);
      title = titleOf(topics, { topic, place }, random);
    }
    taken.add(title);
    return { title, category: field.category, text: textOf(topics, { topic, place }, random) };
  };
}

/** Governments of provinces are asked about anything; other units about their own field. */
function fieldsByUnit({ fields }: Topics): (unit: RealUnit) => readonly Field[] {
  return ({ short_name: name, kind }) => {
    if (kind === '省级人民政府') return fields;
    const own = fields.filter(({ units }) => units.includes(name));
    return own.length > 0 ? own : fields.filter(({ kinds }) => kinds?.includes(kind) === true);
  };
}

interface About {
  readonly topic: string;
  readonly place: string;
}

const filled = (pattern: string, words: Readonly<Record<string, string>>): string =>
  pattern.replace(/\{(\w+)\}/g, (_, word: string) => words[word] ?? '');

const titleOf = (topics: Topics, about: About, random: Random): string =>
  filled(random.pick(topics.frames), { ...about, aim: random.pick(topics.aims) });

const ORDINALS = ['一', '二', '三', '四'];

function textOf(topics: Topics, about: About, random: Random): string {
  const problems = random.sample(topics.problems, 2 + random.int(2));
  const requests = random.sample(topics.requests, 2 + random.int(3));
  return [
    '一、情况和问题',
    filled(random.pick(topics.situations), { ...about }),
    `主要是：${problems.map((problem, i) => `${ORDINALS[i] ?? ''}是${problem}`).join('；')}。`,
    '二、具体建议',
    ...requests.map((request, i) => `（${ORDINALS[i] ?? ''}）${filled(request, { ...about })}。`),
  ].join('\n');
}
