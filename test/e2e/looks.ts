import type { Page } from 'playwright-core';
import { connect } from '../../client-sdk/index.ts';
import type { Preferences } from '../../shared/preferences.ts';
import { until } from '../support/until.ts';
import type { TestPerson } from '../support/server.ts';
import { box, say, seesOnce } from './room.ts';
import { makeStage, type Stage } from './stage.ts';

/** A screen, and what shows that it has come. */
export interface Screen {
  readonly name: string;
  readonly path: (stage: Stage) => string;
  readonly come: string;
}

/** Where somebody has read nothing yet, a room begins with its welcome: on a small screen nothing else is to be seen. */
const SAID = '.log .card, .log .message-text';
const caseOf = (stage: Stage): string => `/cases/${stage.suggestions[0] ?? ''}`;

/** What a deputy can go to. */
export const OF_DEPUTIES: readonly Screen[] = [
  { name: 'home', path: () => '/home', come: '.home-row' },
  { name: 'the list', path: () => '/rooms', come: '.inbox-row' },
  { name: 'a room', path: (stage) => stage.roomPath(0), come: SAID },
  { name: 'a case', path: caseOf, come: '.desk-todo' },
  { name: 'the settings', path: () => '/settings', come: '.text-size' },
  { name: 'the address book', path: () => '/address-book', come: '.book-list li' },
  { name: 'reminders', path: () => '/notices', come: '.notices' },
  { name: 'a draft', path: () => '/home/new', come: 'form[data-form]' },
];

/** What units can go to. */
export const OF_UNITS: readonly Screen[] = [
  { name: 'what there is to do', path: () => '/inbox', come: '.task-title' },
  { name: 'a queue of it', path: () => '/inbox?queue=contact-pre', come: '.task-title' },
  { name: 'the duty board', path: () => '/work', come: '.desk-own' },
  { name: 'cases behind a number', path: () => '/work?of=at-work', come: '.board-behind .desk-duty' },
  { name: 'the list', path: () => '/rooms', come: '.inbox-row' },
  { name: 'a room', path: (stage) => stage.roomPath(0), come: SAID },
  { name: 'a case', path: caseOf, come: '.desk-todo' },
  { name: 'the address book', path: () => '/address-book', come: '.book-list summary' },
  { name: 'reminders', path: () => '/notices', come: '.notices' },
  { name: 'the settings', path: () => '/settings', come: '.text-size' },
];

/** What the office can go to. */
export const OF_THE_OFFICE: readonly Screen[] = [
  { name: 'what there is to do', path: () => '/inbox?queue=all', come: '.tasks-empty, .task-title' },
  { name: 'the office’s board', path: () => '/office', come: '.desk h2' },
  { name: 'a state of suggestions', path: () => '/office?state=assigned', come: '[data-listed]' },
  { name: 'figures', path: () => '/statistics', come: '.statistics-chart svg' },
  { name: 'hand-over', path: () => '/hand-over', come: '.hand-over-head' },
  { name: 'an import', path: () => '/hand-over/new', come: '.import-file' },
  { name: 'topics', path: () => '/topics', come: '.desk h1' },
  { name: 'a case', path: caseOf, come: '.desk-todo' },
  { name: 'the address book', path: () => '/address-book', come: '.book-list summary' },
  { name: 'reminders', path: () => '/notices', come: '.notices' },
  { name: 'the settings', path: () => '/settings', come: '.text-size' },
];

/** Goes to each screen and looks at it. */
export async function each(
  stage: Stage,
  { page, screens }: { page: Page; screens: readonly Screen[] },
  look: (screen: Screen) => Promise<void>,
): Promise<void> {
  for (const screen of screens) {
    await page.goto(screen.path(stage));
    await page.locator(screen.come).first().waitFor();
    await look(screen);
  }
}

/** A congress that has handed over, and a room in which something was said. */
export async function makeLookedAt(): Promise<Stage> {
  const stage = await makeStage();
  await stage.handOver();
  const { page } = await stage.signIn(stage.people.unit, { path: stage.roomPath(0) });
  await box(page).waitFor();
  await say(page, '陈代表您好，三点意见都记下了。');
  await seesOnce(page, '陈代表您好，三点意见都记下了。');
  await stage.clear();
  return stage;
}

/** Sets what somebody prefers, from another device. */
export async function prefer(
  stage: Stage,
  { login, password }: TestPerson,
  chosen: Partial<Preferences>,
): Promise<void> {
  const elsewhere = connect({ url: stage.server.url });
  await elsewhere.signIn(login, password);
  await elsewhere.ask('preferences:set', chosen);
  elsewhere.close();
}

/** Waits until the page has this look. */
export const looks = (page: Page, attribute: 'look' | 'shade' | 'text', value: string): Promise<void> =>
  until(
    `data-${attribute} is ${value}`,
    async () => (await page.evaluate(`document.documentElement.dataset.${attribute}`)) === value,
  );

const VISIBLE = `const shown = (one) => one.checkVisibility({ visibilityProperty: true }) &&
    !one.closest('.hidden-words, .frame-skip, [hidden]') && one.getBoundingClientRect().width > 0;`;

/** What stands out over the left or right edge of the screen, and by how much; the page itself, too. */
export const sideways = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(`(() => { ${VISIBLE}
    const out = [...document.querySelectorAll('body *')].filter(shown).flatMap((one) => {
      const { left, right } = one.getBoundingClientRect();
      return right > innerWidth + 1 || left < -1
        ? [one.className + ' ' + (one.textContent ?? '').slice(0, 20) + ' ' + Math.round(right)] : [];
    });
    const over = document.documentElement.scrollWidth - innerWidth;
    return over > 0 ? ['the page ' + over, ...out] : out;
  })()`);

/** What can be hit and is smaller than this, in CSS pixels; a label is hit for what it labels, a link in a line of text is text. */
export const smallTargets = (page: Page, least: number): Promise<string[]> =>
  page.evaluate<string[]>(`(() => { ${VISIBLE}
    return [...document.querySelectorAll('button, a[href], input, select, textarea, summary')]
      .filter(shown)
      .map((one) => one.closest('label') ?? one)
      .flatMap((one) => {
        const { width, height } = one.getBoundingClientRect();
        return Math.round(height) < ${least} || Math.round(width) < Math.min(${least}, 44)
          ? [one.className + ' ' + (one.ariaLabel ?? one.textContent ?? '').slice(0, 20) + ' ' + Math.round(width) + '×' + Math.round(height)]
          : [];
      });
  })()`);

/** Counts that stand on the icon they belong to, or out of its link. */
export const countsOnIcons = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(`(() => { ${VISIBLE}
    return [...document.querySelectorAll('.frame-link')].filter(shown).flatMap((link) => {
      const count = link.querySelector('.count');
      if (!count) return [];
      const [icon, mark, whole] = [link.querySelector('.icon'), count, link].map((one) => one.getBoundingClientRect());
      const apart = mark.left >= icon.right || mark.top >= icon.bottom || mark.bottom <= icon.top;
      const inside = mark.left >= whole.left && mark.right <= whole.right + 0.5 && mark.top >= whole.top;
      return apart && inside && icon.width > 0 ? [] : [link.textContent];
    });
  })()`);

/** Words that are smaller than this, in CSS pixels. */
export const smallWords = (page: Page, least: number): Promise<string[]> =>
  page.evaluate<string[]>(`(() => { ${VISIBLE}
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const small = [];
    while (walk.nextNode()) {
      const one = walk.currentNode.parentElement;
      if (!walk.currentNode.data.trim() || !shown(one)) continue;
      const size = parseFloat(getComputedStyle(one).fontSize);
      if (size < ${least} - 0.01) small.push(one.className + ' ' + walk.currentNode.data.slice(0, 20) + ' ' + size);
    }
    return small;
  })()`);

/** Words in the palest ink that stand on a tinted sheet, where they are too pale. */
export const paleOnTinted = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(`(() => { ${VISIBLE}
    const probe = document.createElement('i');
    document.body.append(probe);
    const colourOf = (name) => {
      probe.style.color = 'var(--' + name + ')';
      return getComputedStyle(probe).color;
    };
    const pale = colourOf('ink3');
    const tinted = ['mine', 'brand-soft', 'warn-soft', 'ok-soft', 'seal-soft', 'plum-soft'].map(colourOf);
    probe.remove();
    const sheetOf = (one) => {
      const sheet = getComputedStyle(one).backgroundColor;
      return sheet === 'rgba(0, 0, 0, 0)' && one.parentElement ? sheetOf(one.parentElement) : sheet;
    };
    return [...document.querySelectorAll('body *')].filter(shown).flatMap((one) => {
      const speaks = [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
      return speaks && getComputedStyle(one).color === pale && tinted.includes(sheetOf(one))
        ? [one.className + ' ' + one.textContent.slice(0, 20)] : [];
    });
  })()`);
