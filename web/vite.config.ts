import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

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
          groups: [{ name: 'vendor', test: /node_modules/ }],
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
