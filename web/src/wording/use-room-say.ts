import { type RoomSay, roomSayIn } from '../../../client-sdk/wording/say-rooms.ts';
import { zhCN } from '../../../client-sdk/wording/zh/room-words.ts';
import { zhCN as firstZh } from '../../../client-sdk/wording/zh/words.ts';
import { useSpeech } from './speech.tsx';

const CHINESE = roomSayIn(zhCN, firstZh);

/** What the server says in codes of rooms, in the language of the page; comes with rooms, and with the list of them. */
export const useRoomSay = (): RoomSay => useSpeech().rooms ?? CHINESE;
