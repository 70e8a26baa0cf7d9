import type { Words } from '../words.ts';

/** Why a file was refused, and what to do; facts name the reason as a text. */
type RefusedFiles = Words['refusedFile'] & Readonly<Record<string, string>>;

export const refused: RefusedFiles = {
  cancelled: 'Sending was cancelled.',
  abandoned: 'The file did not arrive in full. Please send it again.',
  empty: 'This file is empty and was not sent. Please choose another one.',
  'too-large': 'The file is too large and was not sent. Please make it smaller or send it in parts.',
  checksum: 'The file was damaged on its way. Please send it again.',
  'not-allowed': 'Files of this kind cannot be sent. Please send a picture, a PDF or an ordinary document.',
  virus: 'A virus was found in this file, and it was stopped. Please ask your technicians.',
  unscanned: 'This file could not be scanned and cannot be opened. Please send it again later.',
  bomb: 'Unfolded, this file would be far too large. Please send another one.',
  broken: 'This file cannot be opened; it may be damaged. Please check it and send it again.',
};
