import { archiveCase } from '../../shared/commitments.ts';
import { designateCase, endSupervision, recordSupervision } from '../../shared/supervision.ts';
import { SUPERVISION_FORMS } from '../../shared/values/supervision.ts';
import { drawn, happens } from '../habits.ts';
import { inWorkdays, look, perform, type Play } from '../play.ts';
import type { Plot } from '../plot.ts';

const AGAIN = 10;

/** A case is closed: what supervises it ends, and it is filed when nothing is open with it. */
export function closing(play: Play, plot: Plot): void {
  if (plot.isClosing) return;
  plot.isClosing = true;
  const { archive } = play.habits;
  const files = happens(plot.random, archive.share);
  const run = async (): Promise<void> => {
    if (plot.open.has('topic')) await endTopic(play, plot);
    if (!files) return;
    if (plot.open.size > 0) inWorkdays(play, plot, { n: AGAIN, run });
    else if (await isClosed(play, plot))
      await perform(play, plot, { by: play.cast.office, request: archiveCase, input: {} });
  };
  inWorkdays(play, plot, { n: drawn(plot.random, archive.after), run });
}

/** The product may have filed it by itself. */
async function isClosed(play: Play, plot: Plot): Promise<boolean> {
  await look(play, plot);
  return plot.state === 'closed' || plot.state === 'tracking';
}

async function endTopic(play: Play, plot: Plot): Promise<void> {
  const input = { why: '督办工作已经完成' };
  if (await perform(play, plot, { by: play.cast.office, request: endSupervision, input }))
    plot.open.delete('topic');
}

const MONTH = 21;

/** A committee presses for a case: its plan soon, then a word each month until it is closed. */
export function supervise(play: Play, plot: Plot): void {
  const topic = plot.random.pick(play.topics);
  const press = async (): Promise<void> => {
    if (!plot.open.has('topic')) return;
    const input = {
      ...{ form: plot.random.pick(SUPERVISION_FORMS), on: play.clock.today() },
      summary: '听取承办单位汇报并提出要求。',
    };
    await perform(play, plot, { by: topic.by, request: recordSupervision, input });
    inWorkdays(play, plot, { n: MONTH + plot.random.int(5), run: press });
  };
  inWorkdays(play, plot, {
    n: drawn(plot.random, { '3-8': 1 }),
    run: async () => {
      const input = { topicId: topic.topicId, why: '列入重点督办建议' };
      if (!(await perform(play, plot, { by: play.cast.office, request: designateCase, input }))) return;
      plot.open.add('topic');
      inWorkdays(play, plot, { n: drawn(plot.random, { '4-10': 0.9, '11-15': 0.1 }), run: press });
    },
  });
}
