/** What a notification shows. */
export interface Shown {
  readonly title: string;
  readonly body: string;
  readonly lang: string;
}

/** Browsers want something to be shown for everything that is pushed, whatever came. */
const ANYTHING: Shown = { title: '呼应', body: '有 1 件事请您看一看', lang: 'zh-CN' };

/** What the server pushed; words that are none of its own are not shown. */
export function shownOf(pushed: string): Shown {
  try {
    const { title, body, lang } = JSON.parse(pushed) as Record<string, unknown>;
    if (typeof title === 'string' && typeof body === 'string' && typeof lang === 'string')
      return { title, body, lang };
  } catch {
    // said below
  }
  return ANYTHING;
}
