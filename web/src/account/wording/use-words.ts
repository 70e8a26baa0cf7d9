import { useInLanguage } from '../../wording/in-language.ts';
import { zhCN, type AccountWords } from './zh-CN.ts';

const english = () => import('./en.ts');

/** The words about one's account in the language of the page; until another language has come, Chinese. */
export const useAccountWords = (): AccountWords => useInLanguage<AccountWords>(zhCN, english);
