import { expect } from 'chai';
import type { Task } from '../../../client-sdk/index.ts';
import { TASK_REASONS } from '../../../shared/values/tasks.ts';
import { commandOf, rowBeside } from '../../../web/src/tasks/keys.rules.ts';
import { sentenceOf } from '../../../web/src/tasks/sentence.rules.ts';
import { en } from '../../../web/src/tasks/wording/en.ts';
import { zhCN } from '../../../web/src/tasks/wording/zh-CN.ts';

const stroke = (key: string, more = {}) => ({ key, ctrlKey: false, altKey: false, metaKey: false, ...more });

const task = (reason: Task['reason'], cause: Partial<NonNullable<Task['cause']>> = {}) =>
  ({ reason, cause: { rule: null, phase: null, since: null, due: null, ...cause } }) as Task;

const saying = (words: typeof zhCN) => ({
  ...{ words, today: '2022-06-07', phases: { pre: '办前', mid: '办中', post: '办后' } },
  dayName: (day: string) => day,
});

describe('what a row of the list of tasks says', () => {
  it('is a sentence for every reason, in both languages', () => {
    for (const words of [zhCN, en])
      for (const reason of [...TASK_REASONS, null])
        expect(sentenceOf(task(reason), saying(words)), String(reason)).to.not.equal('');
  });

  it('names what is owed, when it is due, and how long somebody waits', () => {
    const zh = saying(zhCN);
    expect(sentenceOf(task('overdue', { rule: 'R11' }), zh)).to.equal('答复已经逾期');
    expect(sentenceOf(task('soon', { rule: 'R6', due: '6月9日' }), zh)).to.equal('办前沟通6月9日到期');
    expect(sentenceOf(task('unanswered', { since: '2022-06-06' }), zh)).to.equal('代表昨天提问，还没有回复');
    expect(sentenceOf(task('unanswered', { since: '2022-06-02' }), zh)).to.equal(
      '代表 5 天前提问，还没有回复',
    );
    expect(sentenceOf(task('contact', { phase: 'mid' }), zh)).to.equal('该做办中沟通了');
    expect(sentenceOf(task('overdue', { rule: 'R28' }), zh)).to.equal('办理事项已经逾期');
  });
});

describe('the keys of the list of tasks', () => {
  it('are single letters, in either case, and none with Ctrl, Alt or Meta', () => {
    expect(['j', 'K', 'x', 'e', 'a', 'm', '?'].map((key) => commandOf(stroke(key)))).to.deep.equal([
      ...['next', 'previous', 'pick', 'later', 'pass-on', 'quiet', 'help'],
    ]);
    for (const held of ['ctrlKey', 'altKey', 'metaKey'])
      expect(commandOf(stroke('j', { [held]: true }))).to.equal(null);
    expect(commandOf(stroke('Enter'))).to.equal(null);
  });

  it('go from row to row and stop at both ends', () => {
    expect(rowBeside(null, 1, 3)).to.equal(0);
    expect(rowBeside(1, 1, 3)).to.equal(2);
    expect(rowBeside(2, 1, 3)).to.equal(2);
    expect(rowBeside(0, -1, 3)).to.equal(0);
    expect(rowBeside(null, 1, 0)).to.equal(null);
  });
});
