export { sendAttachments, type SendingParts, type SentTotals } from './send.ts';
