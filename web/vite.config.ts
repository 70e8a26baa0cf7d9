import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** What only who sends or sees a file needs comes with the first file, not with the page. */
const WITH_FILES =
  /node_modules\/(tus-js-client|js-base64|url-parse|requires-port|querystringify|blurhash)\//;

/** Builds web/dist for a strict content security policy: nothing inline, nothing from elsewhere. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'vendor',
              test: (id) => id.includes('node_modules') && !WITH_FILES.test(id),
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
});
