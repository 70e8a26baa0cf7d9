import type { HandOverId } from '../../shared/ids.ts';
import type { JobHandlers } from './runner.ts';

/** Job hand-over.run: carries on with one hand-over until it is finished. */
export const handOverJob =
  (handOver: { run(id: HandOverId): Promise<void> }): JobHandlers['hand-over.run'] =>
  ({ handOverId }) =>
    handOver.run(handOverId);
