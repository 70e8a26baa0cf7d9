import { proposePublication, publishCase, reviewPublication } from '../../shared/publication.ts';
import { drawn, happens } from '../habits.ts';
import { inWorkdays, perform, type Play } from '../play.ts';
import { type Plot, replyingUnits } from '../plot.ts';
import { handlerOf } from './handlers.ts';

const TEXT = '建议及答复主要内容摘要。';

/** A unit proposes what the public may read, the office reviews and publishes it; or it is said why not. */
export function publication(play: Play, plot: Plot): void {
  const { publishing, unpublished } = play.habits;
  if (!happens(plot.random, publishing.share)) return;
  const withheld = happens(plot.random, unpublished);
  plot.open.add('publication');
  const ended = () => {
    plot.open.delete('publication');
  };
  const next = (run: () => Promise<boolean>, then: () => void) =>
    inWorkdays(play, plot, {
      n: drawn(plot.random, publishing.next),
      run: async () => {
        if (await run()) then();
        else ended();
      },
    });
  inWorkdays(play, plot, {
    n: drawn(plot.random, publishing.proposed),
    run: async () => {
      const proposed = await propose(play, plot, withheld);
      const published = () => next(() => publish(play, plot), ended);
      if (proposed) next(() => review(play, plot, withheld), withheld ? ended : published);
      else ended();
    },
  });
}

function propose(play: Play, plot: Plot, withheld: boolean): Promise<boolean> {
  const [unitId] = replyingUnits(plot);
  if (unitId === undefined) return Promise.resolve(false);
  const input = withheld
    ? { publicity: 'none' as const, text: '', reason: '涉及内部事项' }
    : { publicity: 'summary' as const, text: TEXT, reason: '' };
  return perform(play, plot, { by: handlerOf(play, plot, unitId), request: proposePublication, input });
}

const review = (play: Play, plot: Plot, withheld: boolean): Promise<boolean> => {
  const input = { approved: true, text: withheld ? '' : TEXT, why: '已审查' };
  return perform(play, plot, { by: play.cast.secondOfOffice, request: reviewPublication, input });
};

const publish = (play: Play, plot: Plot): Promise<boolean> =>
  perform(play, plot, { by: play.cast.office, request: publishCase, input: {} });
