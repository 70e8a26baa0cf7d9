import react from '@vitejs/plugin-react';
import { join, resolve } from 'node:path';
import { defineConfig, type HtmlTagDescriptor, type Plugin, type PluginOption } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { chunksOf, neededBy } from './bundle.ts';
import { squeeze } from './squeeze.ts';
import { doorZh } from './src/wording/door.ts';

/** The packages of the first screen; what a room, a file or the line needs comes with it. */
const FIRST = /node_modules\/(preact|react|react-dom|scheduler|wouter|regexparam|use-sync-external-store)\//;
/** What the sign-in page shares with the application. */
const DOOR = /\/client-sdk\/(http|browser|storage)\.ts$|\/shared\/faults\.ts$|vite\/preload-helper/;
/** What the first screen shares with others: in one file, as every file costs half a kilobyte and a way back and forth. */
const SHARED =
  /\/(client-sdk\/((observable|shapes|session|parts|remembered)|wording\/(words|say|say-rooms|zh\/(words|against-policy|boards|policy-values|missing|sentences|refused-files)))|shared\/values\/ids|web\/src\/(wording\/(zh-CN|speech|days\.rules)|kit\/(button|icon)))\.tsx?$/;
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
      return { html: said, tags: bundle === undefined ? [] : prefetched(bundle) };
    },
  },
});

/** The application's entry, what it cannot start without, and how that looks; sign-in-page.ts has them fetched. */
function prefetched(bundle: object): HtmlTagDescriptor[] {
  const chunks = chunksOf(bundle);
  const entry = chunks.find(({ isEntry, name }) => isEntry && name === 'index');
  if (!entry) throw new Error('the application has no entry');
  const { scripts, styles } = neededBy([entry], chunks);
  const link = (href: string, as: 'script' | 'style'): HtmlTagDescriptor => ({
    tag: 'link',
    injectTo: 'head',
    attrs: { rel: 'later', as, crossorigin: true, href: `/${href}` },
  });
  return [...scripts.map((file) => link(file, 'script')), ...styles.map((file) => link(file, 'style'))];
}

/** What opens without a line besides the first screen: rooms, what there is to do, the settings; and how a line is made. */
const WITHOUT_LINE = [
  /\/web\/src\/(room-page|home\/home-screen|inbox\/inbox-list|notices\/notices-screen|tasks\/tasks-screen|settings\/settings-screen)\.tsx$/,
  /\/web\/src\/room\/(files\/file-(tools|view)|mentions\/(mention-picker|many-dialog)|reads\/read-line)\.tsx$/,
  /\/web\/src\/app\/(updates|update-bar|kept-bar|session-end-dialog)\.tsx?$/,
  /\/client-sdk\/(inside|keeping|kept-contracts|carrying)\.ts$/,
  /\/node_modules\/socket\.io-client\//,
];

/** The files that a browser keeps from the first visit on. Everything else is kept once it has been used. */
const offlineFiles = (): PluginOption[] => {
  const kept = new Set<string>();
  return [
    {
      name: 'huying-offline-files',
      generateBundle(_options, bundle) {
        const chunks = chunksOf(bundle);
        const wanted = chunks.filter(
          ({ isEntry, facadeModuleId }) =>
            isEntry || WITHOUT_LINE.some((known) => facadeModuleId !== null && known.test(facadeModuleId)),
        );
        const { scripts, styles } = neededBy(wanted, chunks);
        for (const file of [...scripts, ...styles]) kept.add(file);
      },
    },
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'worker',
      filename: 'service-worker.ts',
      injectRegister: false,
      registerType: 'prompt',
      manifest: false, // web/public/manifest.webmanifest
      injectManifest: {
        globPatterns: ['*.{html,js,svg,webmanifest}', 'assets/*.{js,css}'],
        manifestTransforms: [
          (files) => ({
            manifest: files.filter(({ url }) => !url.startsWith('assets/') || kept.has(url)),
          }),
        ],
      },
    }),
  ];
};

/** What was built, once more as it travels; when all of it is there, the worker too. */
const squeezed = (): Plugin => {
  let folder = '';
  return {
    name: 'huying-squeezed',
    apply: 'build',
    configResolved({ root, build }) {
      folder = resolve(root, build.outDir);
    },
    closeBundle: { order: 'post', sequential: true, handler: () => squeeze(folder) },
  };
};

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
  plugins: [react(), signInPage(), offlineFiles(), squeezed()],
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
            { name: 'vendor', test: FIRST },
            { name: 'door', test: DOOR, priority: 1 }, // before what would take it along
            { name: 'shared', test: SHARED },
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
