import { useInLanguage } from '../../wording/in-language.ts';
import type { HandOverWords } from './words.ts';
import { zhCN } from './zh-CN.ts';

const english = () => import('./en.ts');

/** The words in the language of the page; until another language has come, Chinese. */
export const useHandOverWords = (): HandOverWords => useInLanguage<HandOverWords>(zhCN, english);
