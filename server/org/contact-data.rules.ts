/** A phone number as digits without the country's 86, or null when the text is none: `+86 138-0000-0000` → `13800000000`. */
export function phoneDigits(text: string): string | null {
  const bare = text.normalize('NFKC').replace(/[\s().-]/gu, '');
  const digits = bare.replace(/^(\+86|0086|86(?=1\d{10}$))/u, '');
  return /^\d{7,13}$/u.test(digits) ? digits : null;
}

/** `13800000000` → `138****0000`; shorter or stranger numbers keep the last two only. */
export function maskPhone(phone: string): string {
  const digits = phoneDigits(phone);
  if (digits?.length === 11) return `${digits.slice(0, 3)}****${digits.slice(-4)}`;
  return masked(phone, 2);
}

/** A certificate number with nothing but its last four characters readable. */
export const maskCertificate = (certificate: string): string => masked(certificate, 4);

/** Keeps the end, but never more than half of what there is. */
function masked(text: string, keep: number): string {
  const characters = Array.from(text);
  const kept = Math.min(keep, Math.floor(characters.length / 2));
  return '*'.repeat(characters.length - kept) + characters.slice(characters.length - kept).join('');
}
