import { type RoomSay, roomSayIn } from '../../../client-sdk/wording/say-rooms.ts';
import { zhCN } from '../../../client-sdk/wording/zh/room-words.ts';
import { useSpeech } from '../wording/speech.tsx';

const CHINESE = roomSayIn(zhCN);

/** What the server says in rooms in codes, in the language of the page. */
export const useRoomSay = (): RoomSay => useSpeech().rooms ?? CHINESE;
