import type { JobHandlers } from './runner.ts';

/** Job reminder.deliver: says what of one parcel of reminders still stands. */
export const deliverReminderJob =
  (notices: { deliver(parcelId: string): Promise<unknown> }): JobHandlers['reminder.deliver'] =>
  async ({ parcelId }) => {
    await notices.deliver(parcelId);
  };
