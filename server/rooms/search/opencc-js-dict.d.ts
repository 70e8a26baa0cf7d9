/** Traditional characters and what they are in simplified writing: `繁 简|體 体|…`. The package ships no type for it. */
declare module 'opencc-js/dict/TSCharacters' {
  const dictionary: string;
  export default dictionary;
}
