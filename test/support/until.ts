import { setTimeout as pause } from 'node:timers/promises';

const STEP_MS = 10;

/** Waits until `holds` is true; throws naming `what` after `patience` milliseconds. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  patience = 10_000,
): Promise<void> {
  const end = performance.now() + patience;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`waited ${patience} ms in vain: ${what}`);
    await pause(STEP_MS);
  }
}
