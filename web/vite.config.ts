import react from '@vitejs/plugin-react';
import { join } from 'node:path';
import { defineConfig, type HtmlTagDescriptor, type Plugin } from 'vite';
import { doorZh } from './src/wording/door.ts';

/** The packages of the first screen; what a room, a file or the line needs comes with it. */
const FIRST = /node_modules\/(preact|react|react-dom|scheduler|wouter|regexparam|use-sync-external-store)\//;
const SIGN_IN = /sign-in\.html$/;

/** The sign-in page: its words stand in it before any script runs, and while somebody types the application is fetched. */
const signInPage = (): Plugin => ({
  name: 'huying-sign-in',
  // While developing; of the built pages the server does it.
  configureServer: ({ middlewares }) => {
    middlewares.use((req, _res, next) => {
      req.url = req.url?.replace(/^\/sign-in(?=\?|$)/, '/sign-in.html');
      next();
    });
  },
  transformIndexHtml: {
    order: 'post',
    handler(html, { filename, bundle }) {
      if (!SIGN_IN.test(filename)) return html;
      const words: Readonly<Record<string, unknown>> = doorZh;
      const said = html.replace(/(data-say="(\w+)"[^>]*>)(?=<\/)/g, (_all, tag: string, key: string) => {
        const word = words[key];
        if (typeof word !== 'string') throw new Error(`sign-in.html asks for the word ${key}`);
        return `${tag}${word}`;
      });
      return { html: said, tags: bundle === undefined ? [] : prefetched(Object.values(bundle)) };
    },
  },
});

type Made =
  | { type: 'asset' }
  | {
      type: 'chunk';
      name: string;
      isEntry: boolean;
      fileName: string;
      imports: string[];
      viteMetadata?: { importedCss: Set<string> };
    };

/** The application's entry, what it cannot start without, and how that looks. */
function prefetched(made: readonly unknown[]): HtmlTagDescriptor[] {
  const chunks = (made as readonly Made[]).flatMap((one) => (one.type === 'chunk' ? [one] : []));
  const entry = chunks.find(({ isEntry, name }) => isEntry && name === 'index');
  if (!entry) throw new Error('the application has no entry');
  const needed = [entry];
  for (const { imports } of needed)
    // grows while it is gone through
    needed.push(...chunks.filter((one) => imports.includes(one.fileName) && !needed.includes(one)));
  const link = (href: string, as: 'script' | 'style'): HtmlTagDescriptor => ({
    tag: 'link',
    injectTo: 'head',
    attrs: { rel: 'prefetch', as, crossorigin: true, href: `/${href}` },
  });
  const styles = new Set(needed.flatMap(({ viteMetadata }) => [...(viteMetadata?.importedCss ?? [])]));
  return [
    ...needed.map(({ fileName }) => link(fileName, 'script')),
    ...[...styles].map((file) => link(file, 'style')),
  ];
}

/** `--mode preact`: the same application on the smaller of the two, never released; it shows that the first page could be that small. */
const PREACT = 'preact';
const preact = [
  { find: /^react(-dom)?$/, replacement: 'preact/compat' },
  { find: /^react-dom\/client$/, replacement: 'preact/compat/client' },
  { find: /^react\/jsx-runtime$/, replacement: 'preact/jsx-runtime' },
];

/** Builds web/dist for a strict content security policy: nothing inline, nothing from elsewhere. */
export default defineConfig(({ mode }) => ({
  root: import.meta.dirname,
  plugins: [react(), signInPage()],
  resolve: { alias: mode === PREACT ? preact : [] },
  build: {
    outDir: mode === PREACT ? 'preact/dist' : 'dist',
    emptyOutDir: true,
    manifest: true, // what needs what, for test/unit/web/budget.test.ts
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 560, // in KB: what draws charts, by itself and only where charts are
    rolldownOptions: {
      input: {
        index: join(import.meta.dirname, 'index.html'),
        'sign-in': join(import.meta.dirname, 'sign-in.html'),
      },
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'vendor',
              test: FIRST,
            },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      '/api': 'http://127.0.0.1:7230',
      '/socket.io': { target: 'http://127.0.0.1:7230', ws: true },
    },
  },
}));
