import { resolve } from 'node:path'
import { defineConfig } from 'vite'

// The real store and engine with the simulation around them, for Node.
export default defineConfig({
  publicDir: false,
  build: {
    ssr: resolve(import.meta.dirname, 'tests/sim/main.ts'),
    outDir: process.env.PROEV_SIM_OUT ?? 'tests/sim/dist',
    target: 'es2024',
    minify: false,
    reportCompressedSize: false,
  },
})
