import { useInLanguage } from '../../wording/in-language.ts';
import { type RoomWords, zhCN } from './zh-CN.ts';

const english = () => import('./en.ts');

/** The words in the language of the page; until another language has come, Chinese. */
export const useRoomWords = (): RoomWords => useInLanguage<RoomWords>(zhCN, english);
