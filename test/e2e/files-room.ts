import type { Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { wavOf } from '../../demo/attachments/wav.ts';
import type { RoomId } from '../../shared/ids.ts';
import { putFile, type Put } from '../support/files.ts';
import type { TestPerson } from '../support/server.ts';
import type { Stage } from './stage.ts';

/** A file of this kind in the log, ready. */
export const ready = (page: Page, kind: string): Locator =>
  page.locator(`article[data-seq] [data-file=${kind}][data-state=ready]`);

/** The room of a suggestion of the stage. */
export const roomAt = (stage: Stage, at: number): RoomId =>
  stage.roomPath(at).slice('/rooms/'.length) as RoomId;

/** Puts files into a room, as all of the sending and making left them. */
export const putter =
  (stage: Stage, at: number) =>
  (by: TestPerson, given: Parameters<typeof putFile>[2]): Promise<Put> =>
    putFile(stage.server, { roomId: roomAt(stage, at), by }, given);

/** A picture of one colour that people see of it. */
export async function picture(
  name: string,
  background: string,
  [width, height]: readonly [number, number] = [640, 400],
) {
  const content = await sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer();
  const size = { width, height };
  return { kind: 'picture' as const, mime: 'image/png', name, content, facts: { size } };
}

const RATE = 8_000;

/** A tone of so many seconds. */
export function voice(name: string, seconds: number) {
  const samples = Int16Array.from({ length: seconds * RATE }, (_, i) => Math.round(8_000 * Math.sin(i / 3)));
  return {
    kind: 'voice' as const,
    mime: 'audio/wav',
    name,
    content: wavOf(samples, RATE),
    facts: { durationMs: seconds * 1_000, bars: Array.from({ length: 64 }, () => 128) },
  };
}

/** Scrolls to something that is drawn in a log, which draws only what is near and may move meanwhile. False: it was taken away. */
export const isReached = (one: Locator): Promise<boolean> =>
  one.scrollIntoViewIfNeeded({ timeout: 2_000 }).then(
    () => true,
    () => false,
  );
