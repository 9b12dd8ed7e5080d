import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

// The app. The service worker is built after it (vite.sw.config.ts), because it must know every file of this build.
export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  resolve: { alias: { 'dkfds-src': resolve(import.meta.dirname, 'node_modules/dkfds/src') } },
  css: {
    preprocessorOptions: {
      scss: { quietDeps: true, silenceDeprecations: ['import', 'global-builtin', 'if-function'] },
    },
  },
  build: {
    target: ['es2022', 'chrome100', 'firefox102', 'safari16'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // What is fetched first names every part: with seven characters of each one's hash, not eight.
    rollupOptions: {
      output: {
        entryFileNames: 'assets/[name]-[hash:7].js',
        chunkFileNames: 'assets/[name]-[hash:7].js',
        assetFileNames: 'assets/[name]-[hash:7][extname]',
      },
    },
    manifest: 'parts.json', // read, and taken away again, by vite.sw.config.ts
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8000' } },
  // How long a machine with other work takes is not what these tests are about.
  test: { include: ['tests/**/*.test.ts'], testTimeout: 120_000 },
})
