/** Texts that nobody means well, by what is wrong with them. */
export const BAD_TEXTS: Readonly<Record<string, string>> = {
  nothing: '',
  'white space': ' \t\n\u3000\u00A0\u2003',
  'signs nobody sees': '\u200B\u200D\uFEFF\u2060\u00AD',
  'directions without words': '\u200F\u2066\u2069',
  'a NUL': '建议\u0000',
  'a bell': '建议\u0007',
  'an escape sequence': '\u001B[31m建议',
  'a C1 control': '建议\u0085',
  'a lone carriage return': '建议\r建议',
  'half of a surrogate pair': '建议\uD83D',
  'the other half': '\uDE00建议',
  'the halves in the wrong order': '\uDE00\uD83D',
  'an embedding from left to right': '建议\u202A甲',
  'an embedding from right to left': '建议\u202B甲',
  'the end of an embedding': '建议\u202C甲',
  'an override from left to right': '建议\u202D甲',
  'an override from right to left': '审批\u202E不同意',
  '5,001 characters': 'a'.repeat(5_001),
  '5,001 characters of two code units each': '😀'.repeat(5_001),
  '5,001 characters that look like fewer': `${'👨‍👩‍👧‍👦'.repeat(714)}👨‍👩x`,
};

/** Texts that people do mean. */
export const GOOD_TEXTS: Readonly<Record<string, string>> = {
  'one character': '好',
  '5,000 characters': '建'.repeat(5_000),
  '5,000 characters of two code units each': '😀'.repeat(5_000),
  'Uyghur, with isolates and marks': 'تەكلىپ \u2067ئالاقىلىشىش\u2069 \u200F(7238)\u200F، abc \u2066x\u2069',
  'tab and line feed': '一\t二\n三',
  markup: '<script>alert(1)</script>&amp;<img src=x onerror=alert(1)>',
  operators: '{"$gt":""} $where __proto__ %00 \\u0000 ${7*7}',
  'decomposed and composed letters': 'e\u0301 \u00E9 \u1100\u1161',
  'a character outside all planes in use': '\u{10FFFD}\u{20000}',
};
