import type { JobHandlers } from './runner.ts';

/** Job reminder.deliver: delivers one reminder to one recipient if it still stands. */
export const deliverReminderJob =
  (notices: { deliver(deliveryId: string): Promise<unknown> }): JobHandlers['reminder.deliver'] =>
  async ({ deliveryId }) => {
    await notices.deliver(deliveryId);
  };
