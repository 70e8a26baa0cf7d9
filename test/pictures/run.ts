// `npm run pictures`: takes every screen in every look, and holds it against the last accepted picture in docs/screens.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import type { Page } from 'playwright-core';
import type { Preferences } from '../../shared/preferences.ts';
import { looks, OF_DEPUTIES, OF_THE_OFFICE, OF_UNITS, prefer, type Screen } from '../e2e/looks.ts';
import { DESK, makeStage, PHONE, type Stage } from '../e2e/stage.ts';
import { handClock } from '../support/clock.ts';
import { closeRun, openRun } from '../support/engines.ts';
import type { TestPerson } from '../support/server.ts';
import { compare, kept, MAY_DIFFER } from './compare.ts';
import { BEGINS, NOW, playScene } from './scene.ts';

const ACCEPTED = join(import.meta.dirname, '../../docs/screens');
const SIZES = { phone: PHONE, desk: DESK };
const MODES = {
  normal: { look: 'normal', shade: 'light' },
  elder: { look: 'elder', shade: 'light' },
  dark: { look: 'normal', shade: 'dark' },
} as const satisfies Record<string, Partial<Preferences>>;
type Mode = keyof typeof MODES;
type Who = 'deputy' | 'unit' | 'office';
const SCREENS: Record<Who, readonly Screen[]> = {
  deputy: OF_DEPUTIES,
  unit: OF_UNITS,
  office: OF_THE_OFFICE,
};

interface Options {
  readonly accept: boolean;
  readonly only?: string;
  readonly into: string;
}

interface Picture {
  readonly name: string;
  readonly png: Buffer;
}

const fileName = (...parts: string[]): string => parts.join('-').replace(/[^a-z-]+/g, '-');

/** What moves or depends on the moment stands still. */
async function still(page: Page): Promise<void> {
  await page.clock.setFixedTime(NOW);
  await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' });
}

/** Nothing has changed on the page for so long, in milliseconds. */
const QUIET_MS = 700; // longer than a page rests before its last parts come
const MOST_MS = 10_000;

const settled = (page: Page): Promise<unknown> =>
  page.evaluate(`new Promise((done) => {
    let timer = setTimeout(done, ${QUIET_MS});
    new MutationObserver(() => {
      clearTimeout(timer);
      timer = setTimeout(done, ${QUIET_MS});
    }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    setTimeout(done, ${MOST_MS});
  })`);

const picture = async (page: Page): Promise<Buffer> => {
  await page.evaluate('document.fonts.ready');
  await settled(page);
  return page.screenshot({ animations: 'disabled', caret: 'hide' });
};

/** The sign-in page, before anybody is known. */
async function* door(stage: Stage): AsyncGenerator<Picture> {
  for (const [sizeName, size] of Object.entries(SIZES)) {
    const { page } = await stage.sit(size);
    await still(page);
    await page.goto('/sign-in');
    await page.getByLabel('密码').waitFor();
    yield { name: fileName('door', 'sign-in', sizeName), png: await picture(page) };
  }
}

/** All screens of one person in one look, on both sizes. */
async function* screensOf(stage: Stage, who: Who, mode: Mode): AsyncGenerator<Picture> {
  const person: TestPerson = stage.people[who];
  await prefer(stage, person, MODES[mode]);
  for (const [sizeName, size] of Object.entries(SIZES)) {
    const { page } = await stage.signIn(person, { size, first: ({ page: fresh }) => still(fresh) });
    await looks(page, 'look', MODES[mode].look);
    for (const screen of SCREENS[who]) {
      await page.goto(screen.path(stage));
      await page.locator(screen.come).first().waitFor();
      await page.waitForLoadState('networkidle');
      yield { name: fileName(who, screen.name, mode, sizeName), png: await picture(page) };
    }
    await page.context().close();
  }
}

async function* all(stage: Stage): AsyncGenerator<Picture> {
  yield* door(stage);
  for (const who of ['deputy', 'unit', 'office'] as const)
    for (const mode of ['normal', 'elder', 'dark'] as const) yield* screensOf(stage, who, mode);
}

/** What is said of one picture; null: it is as it was. */
async function judge({ name, png }: Picture, { accept, into }: Options): Promise<string | null> {
  const file = join(ACCEPTED, `${name}.webp`);
  const accepted = await readFile(file).catch(() => null);
  const { share, where } = accepted ? await compare(accepted, png) : { share: 1, where: null };
  if (share <= MAY_DIFFER) return null;
  if (accept) {
    await writeFile(file, await kept(png));
    return accepted ? `${name}: changed, accepted` : `${name}: new, accepted`;
  }
  await writeFile(join(into, `${name}.png`), png);
  if (where) await writeFile(join(into, `${name}.differs.png`), where);
  return accepted ? `${name}: ${(share * 100).toFixed(2)} % differs` : `${name}: new`;
}

async function run(options: Options): Promise<void> {
  await mkdir(ACCEPTED, { recursive: true });
  await mkdir(options.into, { recursive: true });
  openRun();
  const clock = handClock(BEGINS);
  const stage = await makeStage({ clock });
  const taken = new Set<string>();
  const said: string[] = [];
  try {
    await playScene(stage, clock);
    for await (const one of all(stage)) {
      if (options.only && !one.name.includes(options.only)) continue;
      taken.add(`${one.name}.webp`);
      const line = await judge(one, options);
      if (line) said.push(line);
      process.stdout.write(line ? `  ${line}\n` : `  ${one.name}\n`);
    }
    await stage.clear();
  } finally {
    await stage.close();
    await closeRun();
  }
  if (!options.only)
    for (const name of await readdir(ACCEPTED))
      if (name.endsWith('.webp') && !taken.has(name)) {
        said.push(`${name}: there is no such screen any more`);
        if (options.accept) await rm(join(ACCEPTED, name));
      }
  process.stdout.write(`${taken.size} pictures, ${said.length} not as accepted\n`);
  if (said.length > 0 && !options.accept) {
    process.stdout.write(
      `Look at them in ${options.into}; if they are right: npm run pictures -- --accept\n`,
    );
    process.exitCode = 1;
  }
}

await new Command('pictures')
  .description('Takes every screen in every look and holds it against docs/screens.')
  .option('--accept', 'keep what was taken as the accepted pictures', false)
  .option('--only <words>', 'only pictures whose name has these words in it')
  .option('--into <folder>', 'where what differs goes', join(tmpdir(), 'huying-pictures'))
  .action(run)
  .parseAsync();
process.exit();
