import { useInLanguage } from '../../wording/in-language.ts';
import { zhCN, type SettingsWords } from './zh-CN.ts';

const english = () => import('./en.ts');

/** The words in the language of the page; until another language has come, Chinese. */
export const useSettingsWords = (): SettingsWords => useInLanguage<SettingsWords>(zhCN, english);
