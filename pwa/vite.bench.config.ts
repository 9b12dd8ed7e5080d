import { resolve } from 'node:path'
import { defineConfig } from 'vite'

// The store and the engine in a file of their own, which only `make bench` loads.
export default defineConfig({
  publicDir: false,
  build: {
    outDir: 'bench/dist',
    target: 'es2022',
    lib: { entry: resolve(import.meta.dirname, 'bench/phone.ts'), formats: ['es'], fileName: 'phone' },
    reportCompressedSize: false,
  },
})
