/*
 * How the page looks, before anything of it is painted and whenever it is changed; runs before the bundle, and on the
 * sign-in page without it. Only the look is kept in this browser: nothing that says who somebody is.
 * `dispatchEvent(new CustomEvent('huying-look', { detail: { look, shade, textSize, language } }))` changes it.
 */
(() => {
  const KEY = 'huying-look';
  const LARGE = 22;
  const root = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  let kept = {};

  const apply = () => {
    const { look, shade, textSize, language } = kept;
    const size = Number.isInteger(textSize) && textSize >= 16 && textSize <= 30 ? textSize : 16;
    root.dataset.look = look === 'elder' ? 'elder' : 'normal';
    root.dataset.shade = shade === 'dark' || (shade !== 'light' && dark.matches) ? 'dark' : 'light';
    root.style.setProperty('--text-size', `${size}px`);
    if (size >= LARGE) root.dataset.text = 'large';
    else delete root.dataset.text;
    if (language === 'en' || language === 'zh-CN') root.lang = language;
  };
  const read = () => {
    try {
      kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') ?? {};
    } catch {
      kept = {}; // storage refused, or somebody else’s words: as if nothing were kept
    }
    apply();
  };

  read();
  dark.addEventListener('change', apply);
  addEventListener('storage', ({ key }) => {
    if (key === KEY) read();
  });
  addEventListener(KEY, ({ detail: { look, shade, textSize, language } }) => {
    kept = { look, shade, textSize, language };
    apply();
    try {
      localStorage.setItem(KEY, JSON.stringify(kept));
    } catch {
      // storage refused or full: this page looks as it was told, the next one asks the account again
    }
  });
})();
