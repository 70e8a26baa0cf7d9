import { coordinateAssignment, decideAssignment, objectToAssignment } from '../../shared/assigning.ts';
import { agreeToWithdraw, deputyLeaves, withdrawSuggestion } from '../../shared/proposals.ts';
import { drawn, happens } from '../habits.ts';
import { inWorkdays, look, perform, type Play, workdaysOn } from '../play.ts';
import { type Plot, replyingUnits, trackOf } from '../plot.ts';
import { supervise } from './closing.ts';
import { say, speakerOf } from './contacts.ts';
import { handlerOf } from './handlers.ts';
import { takeIn } from './taking-in.ts';

/** A case has come to its units: everybody begins. */
export function handedOver(play: Play, plot: Plot): void {
  const { habits } = play;
  const { random } = plot;
  for (const { unitId, role } of plot.tracks) if (role !== 'reference') takeIn(play, plot, unitId);
  if (happens(random, habits.supervised)) supervise(play, plot);
  if (plot.lead !== null) {
    if (happens(random, habits.asking.share)) askInTheRoom(play, plot);
    if (happens(random, habits.withdrawn)) withdraw(play, plot);
    else if (happens(random, habits.objected)) object(play, plot);
    else if (plot.seconding.length > 0 && happens(random, habits.deputyLeaves)) leave(play, plot);
  }
}

/** The deputy asks something in the room; the unit answers, late, or never. */
function askInTheRoom(play: Play, plot: Plot): void {
  const { asking } = play.habits;
  inWorkdays(play, plot, {
    n: drawn(plot.random, asking.on),
    run: async () => {
      const by = speakerOf(play, plot);
      const [unitId] = replyingUnits(plot);
      if (by === null || unitId === undefined) return;
      if ((await say(play, plot, { by, text: '请问目前进展如何？' })) === null) return;
      if (happens(plot.random, asking.never)) return;
      inWorkdays(play, plot, {
        n: drawn(plot.random, asking.answered),
        run: async () => {
          if (!trackOf(plot, unitId)) return;
          await say(play, plot, { by: handlerOf(play, plot, unitId), text: '正在研究，将及时向您反馈。' });
        },
      });
    },
  });
}

const BEFORE_REPLY = ['assigned', 'received', 'return-requested', 'handling'];

function withdraw(play: Play, plot: Plot): void {
  inWorkdays(play, plot, {
    n: drawn(plot.random, { '5-25': 1 }),
    run: async () => {
      if (plot.lead === null || !BEFORE_REPLY.includes(plot.state)) return;
      if (plot.tracks.some((t) => t.state === 'replied')) return;
      const input = { why: '问题已经得到解决' };
      await perform(play, plot, { by: plot.lead, request: withdrawSuggestion, input });
      for (const personId of plot.seconding) {
        if (plot.over) return;
        await perform(play, plot, { by: personId, request: agreeToWithdraw, input: {} });
      }
    },
  });
}

/** The deputy objects to where it went; until that is settled everybody waits, and it stays as it was. */
function object(play: Play, plot: Plot): void {
  const anyhow = (n: number, run: () => Promise<void>) =>
    play.agenda.add(workdaysOn(play, n), { plot, run, anyhow: true });
  const settle = async () => {
    const input = { result: '经协调，维持原承办单位', change: null };
    if (await perform(play, plot, { by: play.cast.office, request: decideAssignment, input }))
      plot.held = false;
  };
  const open = async () => {
    await look(play, plot);
    if (plot.state !== 'assigned' && plot.state !== 'received') return;
    const input = { why: '就承办单位进行协调' };
    if (!(await perform(play, plot, { by: play.cast.office, request: coordinateAssignment, input }))) return;
    plot.held = true;
    anyhow(drawn(plot.random, { '2-8': 1 }), settle);
  };
  inWorkdays(play, plot, {
    n: 1,
    run: async () => {
      if (plot.lead === null || (plot.state !== 'assigned' && plot.state !== 'received')) return;
      const input = { why: '希望由更直接相关的单位承办' };
      if (await perform(play, plot, { by: plot.lead, request: objectToAssignment, input }))
        anyhow(drawn(plot.random, { '1-3': 1 }), open);
    },
  });
}

function leave(play: Play, plot: Plot): void {
  inWorkdays(play, plot, {
    n: drawn(plot.random, { '10-80': 1 }),
    run: async () => {
      const { lead: personId } = plot;
      if (personId === null) return;
      const input = { personId, why: '代表资格终止' };
      await perform(play, plot, { by: play.cast.office, request: deputyLeaves, input });
    },
  });
}
