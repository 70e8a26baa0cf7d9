import type { Preferences } from '../../../shared/preferences.ts';
import { LANGUAGES, LOOKS, TEXT_SIZES } from '../../../shared/values/preferences.ts';

type Look = Pick<Preferences, 'look' | 'shade' | 'textSize' | 'language'>;

/** Changes how the page looks, and how the next one begins; look.js does it, which runs before everything else. */
export function showLook({ look, shade, textSize, language }: Look): void {
  dispatchEvent(new CustomEvent('huying-look', { detail: { look, shade, textSize, language } }));
}

const oneOf = <T extends string>(known: readonly T[], value: string | undefined): T | undefined =>
  known.find((one) => one === value);

/** What this page was set to, where that differs from what it is without being set. */
export function shownLook(): Partial<Look> {
  const { dataset, lang, style } = document.documentElement;
  const look = oneOf(LOOKS, dataset['look']);
  const language = oneOf(LANGUAGES, lang);
  const textSize = Number.parseInt(style.getPropertyValue('--text-size'), 10);
  return {
    ...(look !== undefined && look !== 'normal' && { look }),
    ...(language !== undefined && language !== 'zh-CN' && { language }),
    ...(textSize > TEXT_SIZES.least && textSize <= TEXT_SIZES.most && { textSize }),
  };
}
