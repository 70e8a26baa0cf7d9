/** Nobody is told who types in rooms with more members than this. */
export const MOST_TYPING_ROOM = 100;
