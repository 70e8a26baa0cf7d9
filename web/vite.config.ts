import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The packages of the first screen; what a room, a file or the line needs comes with it. */
const FIRST =
  /node_modules\/(react|react-dom|scheduler|wouter|regexparam|use-sync-external-store|zod|zustand)\//;

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
      // What makes contracts does nothing else: those that no screen asks for stay out.
      treeshake: { manualPureFunctions: ['z', 'request', 'broadcast', 'job'] },
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
});
